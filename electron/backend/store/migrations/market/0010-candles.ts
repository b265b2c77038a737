import type { Migration } from '../migration';

export const candles: Migration = {
  id: 10,
  name: 'candles',
  sql: `
    CREATE TABLE series (
      id INTEGER PRIMARY KEY,
      source TEXT NOT NULL,
      instrument TEXT NOT NULL,
      timeframe TEXT NOT NULL,
      UNIQUE (source, instrument, timeframe)
    ) STRICT;

    CREATE TABLE candle_tail (
      series INTEGER NOT NULL,
      ts INTEGER NOT NULL,
      revision INTEGER NOT NULL,
      open REAL NOT NULL,
      high REAL NOT NULL,
      low REAL NOT NULL,
      close REAL NOT NULL,
      volume REAL NOT NULL,
      quality INTEGER NOT NULL,
      bid REAL,
      ask REAL,
      PRIMARY KEY (series, ts, revision)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE candle_chunks (
      id INTEGER PRIMARY KEY,
      series INTEGER NOT NULL,
      revision INTEGER NOT NULL,
      first_ts INTEGER NOT NULL,
      last_ts INTEGER NOT NULL,
      rows INTEGER NOT NULL,
      body BLOB NOT NULL,
      UNIQUE (series, first_ts, revision)
    ) STRICT;
    CREATE INDEX candle_chunks_last ON candle_chunks (series, last_ts);
    CREATE TRIGGER candle_chunks_no_update BEFORE UPDATE ON candle_chunks
      BEGIN SELECT RAISE(ABORT, 'a sealed chunk never changes'); END;

    CREATE TABLE gaps (
      id TEXT PRIMARY KEY,
      source TEXT NOT NULL,
      instrument TEXT NOT NULL,
      timeframe TEXT NOT NULL,
      from_ts INTEGER NOT NULL,
      to_ts INTEGER NOT NULL,
      missing INTEGER NOT NULL,
      cause TEXT NOT NULL,
      status TEXT NOT NULL CHECK (status IN ('open', 'repaired', 'unrepairable')),
      opened_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX gaps_instrument ON gaps (source, instrument, from_ts);
    CREATE INDEX gaps_from ON gaps (from_ts);
  `,
};
