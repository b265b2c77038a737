import type { Migration } from '../migration';

/** Where the thresholds stand, what they raised, what is locked and why, and why losers lost. */
export const quality: Migration = {
  id: 140,
  name: 'quality',
  sql: `
    CREATE TABLE quality_states (
      source TEXT NOT NULL,
      name TEXT NOT NULL,
      state_json TEXT NOT NULL,
      PRIMARY KEY (source, name)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE quality_locks (
      id TEXT PRIMARY KEY,
      source TEXT NOT NULL,
      scope TEXT NOT NULL,
      kind TEXT NOT NULL,
      owner TEXT NOT NULL,
      reason TEXT NOT NULL CHECK (length(reason) > 0),
      values_json TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      expires_at INTEGER NOT NULL CHECK (expires_at > created_at),
      lifted_at INTEGER,
      lifted_by TEXT,
      lifted_reason TEXT,
      CHECK ((lifted_at IS NULL) = (lifted_by IS NULL) AND (lifted_at IS NULL) = (lifted_reason IS NULL))
    ) STRICT;
    CREATE INDEX quality_locks_active ON quality_locks (source, lifted_at, expires_at);
    CREATE TRIGGER quality_locks_stand BEFORE UPDATE OF source, scope, kind, owner, reason, created_at, expires_at ON quality_locks
    BEGIN SELECT RAISE(ABORT, 'what a lock is never changes'); END;
    CREATE TRIGGER quality_locks_kept BEFORE DELETE ON quality_locks
    BEGIN SELECT RAISE(ABORT, 'locks are kept'); END;
    CREATE TABLE quality_alerts (
      id TEXT PRIMARY KEY,
      source TEXT NOT NULL,
      kind TEXT NOT NULL,
      scope TEXT NOT NULL,
      at INTEGER NOT NULL,
      market_at INTEGER NOT NULL,
      figures_json TEXT NOT NULL,
      lock TEXT REFERENCES quality_locks (id),
      cleared_at INTEGER
    ) STRICT;
    CREATE INDEX quality_alerts_at ON quality_alerts (source, at);
    CREATE TRIGGER quality_alerts_stand BEFORE UPDATE OF source, kind, scope, at, market_at, figures_json, lock ON quality_alerts
    BEGIN SELECT RAISE(ABORT, 'what an alert was raised on never changes'); END;
    CREATE TRIGGER quality_alerts_kept BEFORE DELETE ON quality_alerts
    BEGIN SELECT RAISE(ABORT, 'alerts are kept'); END;
    CREATE TABLE quality_losers (
      signal_id TEXT PRIMARY KEY REFERENCES signals (id),
      causes_json TEXT NOT NULL,
      complete INTEGER NOT NULL,
      analysed_at INTEGER NOT NULL
    ) STRICT;
  `,
};
