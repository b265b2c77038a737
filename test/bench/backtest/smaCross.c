/*
 * The yardstick of the SMA-cross task, as one writes it in C for speed: rolling sums of 10 and 30 closes, long while the
 * faster mean lies above the slower, in and out at the open of the next bar. Reads open and close columns, prints
 * nanoseconds a bar, the number of closed trades and the sum of their profits.
 *
 *   smaCross FILE BARS ROUNDS
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { FLAT, ENTER, LONG, LEAVE };

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1e9 + t.tv_nsec;
}

int main(int argc, char **argv) {
  if (argc < 4) return 1;
  const long bars = atol(argv[2]), rounds = atol(argv[3]);
  double *open = malloc(bars * sizeof(double)), *close = malloc(bars * sizeof(double));
  double *in = malloc(bars * sizeof(double)), *out = malloc(bars * sizeof(double));
  FILE *file = fopen(argv[1], "rb");
  if (!file || fread(open, sizeof(double), bars, file) != (size_t)bars) return 1;
  if (fread(close, sizeof(double), bars, file) != (size_t)bars) return 1;
  double best = 1e18, profit = 0;
  long trades = 0;
  for (long round = 0; round < rounds; round++) {
    const double begun = now();
    double fast = 0, slow = 0;
    int state = FLAT;
    trades = 0;
    for (long i = 0; i < bars; i++) {
      fast += close[i];
      slow += close[i];
      if (i >= 10) fast -= close[i - 10];
      if (i >= 30) slow -= close[i - 30];
      if (i < 29) continue;
      const double a = fast / 10, b = slow / 30;
      if (state == FLAT) {
        if (a > b) state = ENTER;
      } else if (state == ENTER) {
        in[trades] = open[i];
        state = LONG;
      } else if (state == LONG) {
        if (a < b) state = LEAVE;
      } else {
        out[trades++] = open[i];
        state = FLAT;
      }
    }
    const double took = now() - begun;
    if (took < best) best = took;
  }
  for (long i = 0; i < trades; i++) profit += out[i] - in[i];
  printf("%.6f %ld %.9f\n", best / bars, trades, profit);
  return 0;
}
