/* The same ticks as rows through the SQLite C API: prepared 50-row INSERTs, one transaction a batch, WAL, synchronous NORMAL.
   Usage: tickWrite FILE BATCHES ROWS_PER_BATCH; prints the seconds of each batch, one a line. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static void check(sqlite3 *db, int code, int expected) {
  if (code == expected) return;
  fprintf(stderr, "%s\n", sqlite3_errmsg(db));
  exit(1);
}

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static sqlite3_stmt *prepare(sqlite3 *db) {
  static char sql[4096];
  int length = sprintf(sql, "INSERT INTO ticks (series, ts, price, amount, trade_id) VALUES (?,?,?,?,?)");
  for (int row = 1; row < 50; row++) length += sprintf(sql + length, ",(?,?,?,?,?)");
  sqlite3_stmt *statement;
  check(db, sqlite3_prepare_v2(db, sql, -1, &statement, NULL), SQLITE_OK);
  return statement;
}

int main(int argc, char **argv) {
  if (argc != 4) return 2;
  int batches = atoi(argv[2]), rows = atoi(argv[3]);
  sqlite3 *db;
  check(NULL, sqlite3_open(argv[1], &db), SQLITE_OK);
  check(db, sqlite3_exec(db, "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000;"
    "CREATE TABLE ticks (series INTEGER NOT NULL, ts INTEGER NOT NULL, price REAL NOT NULL, amount REAL NOT NULL,"
    " trade_id INTEGER);", NULL, NULL, NULL), SQLITE_OK);
  sqlite3_stmt *insert = prepare(db);
  for (int batch = 0; batch < batches; batch++) {
    double start = seconds();
    check(db, sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    for (int first = 0; first < rows; first += 50) {
      for (int row = 0; row < 50; row++) {
        int at = first + row, slot = row * 5;
        sqlite3_bind_int64(insert, slot + 1, 1 + at % 8);
        sqlite3_bind_int64(insert, slot + 2, 1700000000000LL + (long long)batch * rows + at);
        sqlite3_bind_double(insert, slot + 3, 50000.0 + (at % 1000) * 0.01);
        sqlite3_bind_double(insert, slot + 4, 0.001 * (1 + at % 97));
        sqlite3_bind_int64(insert, slot + 5, 1000000LL + (long long)batch * rows + at);
      }
      check(db, sqlite3_step(insert), SQLITE_DONE);
      sqlite3_reset(insert);
    }
    check(db, sqlite3_exec(db, "COMMIT", NULL, NULL, NULL), SQLITE_OK);
    printf("%.9f\n", seconds() - start);
  }
  sqlite3_finalize(insert);
  sqlite3_close(db);
  return 0;
}
