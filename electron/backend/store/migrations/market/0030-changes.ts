import type { Migration } from '../migration';

/** When a candle was stored that came late or replaced an earlier one: whoever computed before then did not know it. */
export const changes: Migration = {
  id: 30,
  name: 'changes',
  sql: `
    CREATE TABLE candle_changes (
      id INTEGER PRIMARY KEY,
      series INTEGER NOT NULL,
      ts INTEGER NOT NULL,
      revision INTEGER NOT NULL,
      written_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX candle_changes_series ON candle_changes (series, ts);
  `,
};
