import { appendOnly, type Migration, nextInSequence } from '../migration';

export const audit: Migration = {
  id: 10,
  name: 'audit',
  sql: `
    CREATE TABLE audit (
      sequence INTEGER PRIMARY KEY,
      at INTEGER NOT NULL,
      actor TEXT NOT NULL,
      action TEXT NOT NULL,
      result TEXT NOT NULL CHECK (result IN ('done', 'refused', 'fault')),
      code TEXT,
      subject TEXT,
      input_digest TEXT NOT NULL,
      previous TEXT NOT NULL,
      hash TEXT NOT NULL
    ) STRICT;
    CREATE INDEX audit_at ON audit (at);
    CREATE INDEX audit_actor ON audit (actor, sequence);
    CREATE INDEX audit_action ON audit (action, sequence);
    ${appendOnly('audit')}
    ${nextInSequence('audit')}
  `,
};
