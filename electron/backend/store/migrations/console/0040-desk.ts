import { appendOnly, type Migration } from '../migration';

export const desk: Migration = {
  id: 40,
  name: 'desk',
  sql: `
    CREATE TABLE notifications (
      id TEXT PRIMARY KEY,
      at INTEGER NOT NULL,
      kind TEXT NOT NULL,
      urgency TEXT NOT NULL,
      values_json TEXT NOT NULL,
      link TEXT,
      simulated INTEGER NOT NULL,
      read_at INTEGER,
      origin TEXT UNIQUE
    ) STRICT;
    CREATE INDEX notifications_at ON notifications (at, id);
    CREATE INDEX notifications_read ON notifications (read_at);

    CREATE TABLE settings (
      key TEXT PRIMARY KEY,
      value_json TEXT NOT NULL,
      updated_at INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE sessions (
      id TEXT PRIMARY KEY,
      secret_hash TEXT NOT NULL UNIQUE,
      label TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      expires_at INTEGER NOT NULL,
      last_seen_at INTEGER NOT NULL,
      revoked_at INTEGER
    ) STRICT;

    CREATE TABLE saved_views (
      id TEXT PRIMARY KEY,
      owner TEXT NOT NULL,
      name TEXT NOT NULL,
      filter_json TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      UNIQUE (owner, name)
    ) STRICT;

    CREATE TABLE watchlist (
      position INTEGER PRIMARY KEY,
      instrument TEXT NOT NULL UNIQUE
    ) STRICT;

    CREATE TABLE calendar_versions (
      sequence INTEGER PRIMARY KEY,
      version TEXT NOT NULL,
      imported_at INTEGER NOT NULL,
      name TEXT NOT NULL,
      added INTEGER NOT NULL,
      moved INTEGER NOT NULL,
      unchanged INTEGER NOT NULL
    ) STRICT;
    CREATE TABLE announcements (
      id TEXT NOT NULL,
      since INTEGER NOT NULL REFERENCES calendar_versions (sequence),
      at INTEGER NOT NULL,
      currency TEXT NOT NULL,
      impact TEXT NOT NULL CHECK (impact IN ('low', 'medium', 'high')),
      title TEXT NOT NULL,
      PRIMARY KEY (id, since)
    ) STRICT;
    CREATE INDEX announcements_at ON announcements (at);
    ${appendOnly('announcements')}
    CREATE VIEW announcements_current AS
      SELECT id, since, at, currency, impact, title FROM announcements a
      WHERE NOT EXISTS (SELECT 1 FROM announcements newer WHERE newer.id = a.id AND newer.since > a.since);
  `,
};
