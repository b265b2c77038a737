import type { Migration } from '../migration';

export const sopParsed: Migration = {
  id: 180,
  name: 'sop-parsed',
  sql: `
    CREATE TABLE sop_parsed (
      digest TEXT PRIMARY KEY,
      json TEXT NOT NULL
    ) STRICT;
  `,
};
