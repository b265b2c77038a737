import type { Migration } from '../migration';

export const directory: Migration = {
  id: 60,
  name: 'directory',
  sql: `
    CREATE TABLE directory_entries (
      id TEXT PRIMARY KEY,
      revision INTEGER NOT NULL,
      entry_json TEXT,
      payload_id TEXT,
      updated_at INTEGER NOT NULL,
      updated_by TEXT NOT NULL
    ) STRICT;
  `,
};
