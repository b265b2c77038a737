import type { Migration } from '../migration';

export const facts: Migration = {
  id: 20,
  name: 'facts',
  sql: `
    CREATE TABLE facts (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT,
      at INTEGER NOT NULL,
      kind TEXT NOT NULL,
      subject TEXT NOT NULL,
      data_json TEXT NOT NULL
    ) STRICT;
    CREATE INDEX facts_kind ON facts (kind, sequence);
    CREATE TRIGGER facts_no_update BEFORE UPDATE ON facts BEGIN SELECT RAISE(ABORT, 'facts are never edited'); END;

    CREATE TABLE reaction_cursors (
      name TEXT PRIMARY KEY,
      sequence INTEGER NOT NULL,
      updated_at INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE outbox (
      id TEXT PRIMARY KEY,
      kind TEXT NOT NULL,
      key TEXT NOT NULL UNIQUE,
      payload_json TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'done', 'failed', 'cancelled')),
      attempts INTEGER NOT NULL,
      created_at INTEGER NOT NULL,
      next_at INTEGER,
      last_error TEXT,
      updated_at INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX outbox_due ON outbox (state, next_at);
  `,
};
