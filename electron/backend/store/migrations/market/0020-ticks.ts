import type { Migration } from '../migration';

export const ticks: Migration = {
  id: 20,
  name: 'ticks',
  sql: `
    CREATE TABLE tick_chunks (
      id INTEGER PRIMARY KEY,
      series INTEGER NOT NULL,
      written_at INTEGER NOT NULL,
      first_ts INTEGER NOT NULL,
      last_ts INTEGER NOT NULL,
      rows INTEGER NOT NULL,
      body BLOB NOT NULL
    ) STRICT;
    CREATE INDEX tick_chunks_last ON tick_chunks (series, last_ts);
    CREATE INDEX tick_chunks_written ON tick_chunks (written_at);
  `,
};
