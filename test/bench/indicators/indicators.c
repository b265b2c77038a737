/*
 * The yardstick of the indicators: EMA 12 and 26, RSI 14, MACD 12/26/9, ATR 14, Bollinger 20/2 and ADX 14 in one fused loop
 * over double arrays, as one writes it in C for speed. Reads columns from a file, prints nanoseconds a bar and the last values.
 *
 *   indicators FILE INSTRUMENTS BARS chunk|live ROUNDS
 *
 * FILE holds, per instrument, high, low and close, BARS doubles each. `chunk` runs each instrument from end to end,
 * `live` one bar of every instrument in turn.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define OUTPUTS 13
#define WINDOW 20
/* Keeps equally long columns out of each other's cache sets. */
#define PADDING 24

typedef struct {
  long seen;
  double ema12, ema26, signal, gain, loss, atr, range, plus, minus, index;
  double high, low, close, sum, squares, reference;
  double window[WINDOW];
} State;

typedef struct {
  const double *high, *low, *close;
  double *out[OUTPUTS];
} Series;

static inline double larger(double a, double b) { return a > b ? a : b; }
static inline double smaller(double a, double b) { return a < b ? a : b; }

/* The first 34 bars, where each average is still being seeded. */
static void seed(State *s, double high, double low, double close, double *r) {
  const long n = s->seen;
  for (int k = 0; k < OUTPUTS; k++) r[k] = NAN;
  const double change = close - s->close;
  const double range = larger(high, s->close) - smaller(low, s->close);
  const double up = high - s->high, down = s->low - low;
  s->ema12 = n < 12 ? s->ema12 + close / 12 : close * (2.0 / 13) + s->ema12 * (1 - 2.0 / 13);
  s->ema26 = n < 26 ? s->ema26 + close / 26 : close * (2.0 / 27) + s->ema26 * (1 - 2.0 / 27);
  if (n >= 25) {
    const double macd = s->ema12 - s->ema26;
    s->signal = n < 34 ? s->signal + macd / 9 : macd * 0.2 + s->signal * 0.8;
  }
  if (n > 0) {
    const double rest = n <= 14 ? 1 : 13.0 / 14, weight = 1.0 / 14;
    s->gain = s->gain * rest + larger(change, 0) * weight;
    s->loss = s->loss * rest + larger(-change, 0) * weight;
    s->atr = s->atr * rest + range * weight;
    s->range = s->range * rest + range;
    s->plus = s->plus * rest + (up > down && up > 0 ? up : 0);
    s->minus = s->minus * rest + (down > up && down > 0 ? down : 0);
    if (n >= 14) {
      const double dx = 100 * fabs(s->plus - s->minus) / (s->plus + s->minus);
      s->index = s->index * (n < 28 ? 1 : 13.0 / 14) + dx * weight;
    }
  }
  if (n == 0) s->reference = close;
  const double shifted = close - s->reference;
  const double leaving = n < WINDOW ? 0 : s->window[n % WINDOW];
  s->sum += shifted - leaving;
  s->squares += shifted * shifted - leaving * leaving;
  s->window[n % WINDOW] = shifted;
  s->high = high;
  s->low = low;
  s->close = close;
  s->seen = n + 1;
}

/* The steady loop. Everything it carries lives in locals whose address is never taken, so the compiler keeps it in registers. */
static void follow(State *restrict state, const Series *restrict series, long from, long to) {
  const double *restrict highs = series->high, *restrict lows = series->low, *restrict closes = series->close;
  double *restrict o0 = series->out[0], *restrict o1 = series->out[1], *restrict o2 = series->out[2], *restrict o3 = series->out[3],
         *restrict o4 = series->out[4], *restrict o5 = series->out[5], *restrict o6 = series->out[6], *restrict o7 = series->out[7],
         *restrict o8 = series->out[8], *restrict o9 = series->out[9], *restrict o10 = series->out[10], *restrict o11 = series->out[11],
         *restrict o12 = series->out[12], *restrict window = state->window;
  double ema12 = state->ema12, ema26 = state->ema26, signal = state->signal, gain = state->gain, loss = state->loss, atr = state->atr;
  double range = state->range, plus = state->plus, minus = state->minus, index = state->index, sum = state->sum, squares = state->squares;
  double last_high = state->high, last_low = state->low, last_close = state->close;
  const double reference = state->reference;
  int slot = (int)(state->seen % WINDOW);
  for (long i = from; i < to; i++) {
    const double high = highs[i], low = lows[i], close = closes[i];
    const double change = close - last_close;
    const double size = fabs(change);
    const double true_range = larger(high, last_close) - smaller(low, last_close);
    const double up = high - last_high, down = last_low - low;
    ema12 = close * (2.0 / 13) + ema12 * (1 - 2.0 / 13);
    ema26 = close * (2.0 / 27) + ema26 * (1 - 2.0 / 27);
    const double macd = ema12 - ema26;
    signal = macd * 0.2 + signal * 0.8;
    gain = gain * (13.0 / 14) + (size + change) * (0.5 / 14);
    loss = loss * (13.0 / 14) + (size - change) * (0.5 / 14);
    atr = atr * (13.0 / 14) + true_range * (1.0 / 14);
    range = range * (13.0 / 14) + true_range;
    /* Factors instead of branches: which side wins is a coin toss that no predictor learns. */
    plus = plus * (13.0 / 14) + up * ((up > down) & (up > 0));
    minus = minus * (13.0 / 14) + down * ((down > up) & (down > 0));
    const double scale = 100 / range;
    index = index * (13.0 / 14) + fabs(plus - minus) / (plus + minus + 1e-290) * (100.0 / 14);
    const double shifted = close - reference, leaving = window[slot];
    window[slot] = shifted;
    slot = slot == WINDOW - 1 ? 0 : slot + 1;
    sum += shifted - leaving;
    squares += shifted * shifted - leaving * leaving;
    const double mean = sum * (1.0 / WINDOW);
    const double width = 2 * sqrt(larger(squares * (1.0 / WINDOW) - mean * mean, 0));
    last_high = high;
    last_low = low;
    last_close = close;
    o0[i] = ema12;
    o1[i] = ema26;
    o2[i] = 100 * gain / (gain + loss);
    o3[i] = macd;
    o4[i] = signal;
    o5[i] = macd - signal;
    o6[i] = atr;
    o7[i] = mean + reference;
    o8[i] = mean + reference + width;
    o9[i] = mean + reference - width;
    o10[i] = index;
    o11[i] = plus * scale;
    o12[i] = minus * scale;
  }
  state->ema12 = ema12, state->ema26 = ema26, state->signal = signal, state->gain = gain, state->loss = loss, state->atr = atr;
  state->range = range, state->plus = plus, state->minus = minus, state->index = index, state->sum = sum, state->squares = squares;
  state->high = last_high, state->low = last_low, state->close = last_close;
  state->seen += to - from;
}

static void run(State *state, const Series *series, long from, long to) {
  long i = from;
  for (; i < to && state->seen < 34; i++) {
    double row[OUTPUTS];
    seed(state, series->high[i], series->low[i], series->close[i], row);
    for (int k = 0; k < OUTPUTS; k++) series->out[k][i] = row[k];
  }
  if (i < to) follow(state, series, i, to);
}

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static int ascending(const void *a, const void *b) { return (*(const double *)a > *(const double *)b) - (*(const double *)a < *(const double *)b); }

int main(int argc, char **argv) {
  if (argc != 6) return 2;
  const long instruments = atol(argv[2]), bars = atol(argv[3]), rounds = atol(argv[5]);
  const int live = strcmp(argv[4], "live") == 0;
  double *data = malloc((size_t)(instruments * bars * 3) * sizeof *data);
  double *outs = calloc((size_t)(instruments * (bars + PADDING) * OUTPUTS), sizeof *outs);
  Series *series = calloc((size_t)instruments, sizeof *series);
  State *states = calloc((size_t)instruments, sizeof *states);
  double *times = calloc((size_t)rounds, sizeof *times);
  FILE *file = fopen(argv[1], "rb");
  if (!data || !outs || !series || !states || !times || !file) return 3;
  if (fread(data, sizeof *data, (size_t)(instruments * bars * 3), file) != (size_t)(instruments * bars * 3)) return 4;
  fclose(file);
  for (long k = 0; k < instruments; k++) {
    const double *column = data + k * bars * 3;
    series[k].high = column;
    series[k].low = column + bars;
    series[k].close = column + 2 * bars;
    for (int o = 0; o < OUTPUTS; o++) series[k].out[o] = outs + (k * OUTPUTS + o) * (bars + PADDING);
  }
  for (long round = 0; round < rounds; round++) {
    memset(states, 0, (size_t)instruments * sizeof *states);
    const double begun = now();
    if (live) {
      for (long i = 0; i < bars; i++)
        for (long k = 0; k < instruments; k++) run(&states[k], &series[k], i, i + 1);
    } else {
      for (long k = 0; k < instruments; k++)
        for (long i = 0; i < bars; i += 1024) run(&states[k], &series[k], i, i + 1024 < bars ? i + 1024 : bars);
    }
    times[round] = (now() - begun) / (double)(instruments * bars);
  }
  qsort(times, (size_t)rounds, sizeof *times, ascending);
  printf("%.6f", times[rounds / 2]);
  for (int o = 0; o < OUTPUTS; o++) printf(" %.12g", series[instruments - 1].out[o][bars - 1]);
  printf("\n");
  return 0;
}
