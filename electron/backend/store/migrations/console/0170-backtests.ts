import type { Migration } from '../migration';

export const backtests: Migration = {
  id: 170,
  name: 'backtests',
  sql: `
    CREATE TABLE backtest_runs (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      at INTEGER NOT NULL,
      by TEXT NOT NULL,
      state TEXT NOT NULL,
      source TEXT NOT NULL,
      request_json TEXT NOT NULL,
      recipe_json TEXT NOT NULL,
      problem_json TEXT,
      summary_json TEXT,
      result_json TEXT,
      finished_at INTEGER
    ) STRICT;
    CREATE INDEX backtest_runs_at ON backtest_runs (at, id);
    CREATE TABLE backtest_trades (
      run TEXT NOT NULL,
      part INTEGER NOT NULL,
      n INTEGER NOT NULL,
      published INTEGER NOT NULL,
      bytes BLOB NOT NULL,
      PRIMARY KEY (run, part)
    ) STRICT;
    CREATE TABLE backtest_repeats (
      id TEXT PRIMARY KEY,
      run TEXT NOT NULL,
      at INTEGER NOT NULL,
      by TEXT NOT NULL,
      code_version TEXT NOT NULL,
      outcome TEXT NOT NULL,
      digest TEXT NOT NULL,
      instruments_json TEXT NOT NULL
    ) STRICT;
    CREATE INDEX backtest_repeats_run ON backtest_repeats (run, at);
  `,
};
