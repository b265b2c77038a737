import type { Migration } from '../migration';

export const backups: Migration = {
  id: 100,
  name: 'backups',
  sql: `
    CREATE TABLE backup_points (
      id TEXT PRIMARY KEY,
      database TEXT NOT NULL,
      kind TEXT NOT NULL,
      base TEXT,
      taken_at INTEGER NOT NULL,
      verified_at INTEGER,
      state TEXT NOT NULL,
      problem TEXT,
      manifest_json TEXT NOT NULL,
      target TEXT NOT NULL
    ) STRICT;
    CREATE INDEX backup_points_taken ON backup_points (database, taken_at);
    CREATE TABLE backup_restores (
      id TEXT PRIMARY KEY,
      point TEXT NOT NULL,
      taken_at INTEGER NOT NULL,
      state TEXT NOT NULL,
      requested_by TEXT NOT NULL,
      requested_at INTEGER NOT NULL,
      reason TEXT NOT NULL,
      approval TEXT,
      done_at INTEGER,
      duration_ms INTEGER,
      countersigned_by TEXT,
      countersigned_at INTEGER,
      kept_as TEXT
    ) STRICT;
    CREATE TABLE backup_drills (
      id TEXT PRIMARY KEY,
      at INTEGER NOT NULL,
      point TEXT NOT NULL,
      ok INTEGER NOT NULL,
      duration_ms INTEGER NOT NULL,
      bytes INTEGER NOT NULL,
      problem TEXT
    ) STRICT;
    CREATE TABLE backup_proofs (
      id TEXT PRIMARY KEY,
      line TEXT NOT NULL,
      at INTEGER NOT NULL,
      received_at INTEGER NOT NULL,
      via TEXT NOT NULL,
      token TEXT NOT NULL
    ) STRICT;
    CREATE INDEX backup_proofs_line ON backup_proofs (line, at);
    CREATE TABLE backup_tokens (
      id TEXT PRIMARY KEY,
      label TEXT NOT NULL,
      token_hash TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      last_used_at INTEGER,
      revoked_at INTEGER
    ) STRICT;
    CREATE TABLE backup_alarms (
      name TEXT PRIMARY KEY,
      since INTEGER NOT NULL
    ) STRICT;
  `,
};
