import { appendOnly, type Migration } from '../migration';

/** Sessions from before belong to nobody: who holds one signs in. */
export const access: Migration = {
  id: 70,
  name: 'access',
  sql: `
    CREATE TABLE operators (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      email TEXT NOT NULL UNIQUE COLLATE NOCASE,
      language TEXT NOT NULL,
      time_zone TEXT NOT NULL,
      team TEXT NOT NULL,
      roles_json TEXT NOT NULL,
      level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 5),
      tier INTEGER NOT NULL CHECK (tier BETWEEN 0 AND 3),
      state TEXT NOT NULL CHECK (state IN ('invited', 'active', 'disabled', 'archived')),
      created_at INTEGER NOT NULL,
      last_seen_at INTEGER
    ) STRICT;
    CREATE TRIGGER operators_no_delete BEFORE DELETE ON operators
    BEGIN SELECT RAISE(ABORT, 'operators are archived, never removed'); END;

    CREATE TABLE operator_passwords (
      operator TEXT PRIMARY KEY REFERENCES operators (id),
      phc TEXT NOT NULL,
      at INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE operator_factors (
      operator TEXT PRIMARY KEY REFERENCES operators (id),
      secret TEXT,
      at INTEGER,
      last_step INTEGER NOT NULL,
      pending_secret TEXT
    ) STRICT;

    CREATE TABLE recovery_codes (
      hash TEXT PRIMARY KEY,
      operator TEXT NOT NULL REFERENCES operators (id),
      created_at INTEGER NOT NULL,
      used_at INTEGER
    ) STRICT;
    CREATE INDEX recovery_codes_operator ON recovery_codes (operator);

    CREATE TABLE invitations (
      operator TEXT PRIMARY KEY REFERENCES operators (id),
      code_hash TEXT NOT NULL UNIQUE,
      created_at INTEGER NOT NULL,
      expires_at INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE operator_events (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT,
      operator TEXT NOT NULL REFERENCES operators (id),
      at INTEGER NOT NULL,
      actor TEXT NOT NULL,
      kind TEXT NOT NULL,
      reason TEXT
    ) STRICT;
    CREATE INDEX operator_events_operator ON operator_events (operator, sequence);
    ${appendOnly('operator_events')}

    CREATE TABLE login_attempts (
      key TEXT PRIMARY KEY,
      failures INTEGER NOT NULL,
      last_at INTEGER NOT NULL,
      closed_until INTEGER NOT NULL
    ) STRICT;

    ALTER TABLE sessions ADD COLUMN host TEXT NOT NULL DEFAULT 'web';
    ALTER TABLE sessions ADD COLUMN family TEXT NOT NULL DEFAULT '';
    ALTER TABLE sessions ADD COLUMN operator TEXT REFERENCES operators (id);
    ALTER TABLE sessions ADD COLUMN locked_at INTEGER;
    ALTER TABLE sessions ADD COLUMN stepped_up_until INTEGER NOT NULL DEFAULT 0;
    UPDATE sessions SET family = id;
    CREATE INDEX sessions_operator ON sessions (operator);
    CREATE INDEX sessions_family ON sessions (family);
  `,
};
