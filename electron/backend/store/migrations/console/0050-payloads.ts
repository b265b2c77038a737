import type { Migration } from '../migration';

export const payloads: Migration = {
  id: 50,
  name: 'payloads',
  sql: `
    CREATE TABLE person_keys (
      person TEXT PRIMARY KEY,
      key BLOB NOT NULL,
      created_at INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE payloads (
      id TEXT PRIMARY KEY,
      person TEXT NOT NULL,
      kind TEXT NOT NULL,
      at INTEGER NOT NULL,
      nonce BLOB NOT NULL,
      ciphertext BLOB NOT NULL
    ) STRICT;
    CREATE INDEX payloads_person ON payloads (person);
  `,
};
