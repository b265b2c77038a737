import type { Migration } from '../migration';

export const connections: Migration = {
  id: 190,
  name: 'connections',
  sql: `
    CREATE TABLE connections (
      id TEXT PRIMARY KEY,
      options_json TEXT NOT NULL,
      dry_run INTEGER NOT NULL CHECK (dry_run IN (0, 1)),
      changed_at INTEGER NOT NULL,
      tested_at INTEGER,
      test_json TEXT
    ) STRICT;
    ALTER TABLE outbox ADD COLUMN dry INTEGER NOT NULL DEFAULT 0;
  `,
};
