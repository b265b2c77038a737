import type { Migration } from '../migration';

/** No index on ticks: they are written a thousand times for each time they are read, and found by the marks' rowids. */
export const ticks: Migration = {
  id: 20,
  name: 'ticks',
  sql: `
    CREATE TABLE ticks (
      series INTEGER NOT NULL,
      ts INTEGER NOT NULL,
      price REAL NOT NULL,
      amount REAL NOT NULL,
      trade_id INTEGER
    );
    CREATE TABLE tick_marks (
      upto INTEGER PRIMARY KEY,
      at INTEGER NOT NULL,
      low_ts INTEGER NOT NULL,
      high_ts INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX tick_marks_at ON tick_marks (at);
  `,
};
