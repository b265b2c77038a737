import { appendOnly, type Migration } from '../migration';

export const sop: Migration = {
  id: 110,
  name: 'sop',
  sql: `
    ALTER TABLE notifications ADD COLUMN operators_json TEXT;

    CREATE TABLE sop_versions (
      procedure TEXT NOT NULL,
      version INTEGER NOT NULL,
      digest TEXT NOT NULL,
      yaml TEXT NOT NULL,
      at INTEGER NOT NULL,
      by TEXT NOT NULL,
      approved_by TEXT,
      note TEXT,
      shipped INTEGER,
      current INTEGER NOT NULL,
      PRIMARY KEY (procedure, version)
    ) STRICT;
    CREATE INDEX sop_versions_current ON sop_versions (current, procedure);
    CREATE TRIGGER sop_versions_kept BEFORE UPDATE OF procedure, version, digest, yaml, at, by, approved_by, note, shipped
      ON sop_versions BEGIN SELECT RAISE(ABORT, 'a published version never changes'); END;
    CREATE TRIGGER sop_versions_no_delete BEFORE DELETE ON sop_versions
      BEGIN SELECT RAISE(ABORT, 'a published version is never removed'); END;

    CREATE TABLE sop_drafts (
      procedure TEXT PRIMARY KEY,
      based_on INTEGER NOT NULL,
      yaml TEXT NOT NULL,
      revision INTEGER NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('draft', 'review')),
      by TEXT NOT NULL,
      at INTEGER NOT NULL,
      note TEXT,
      approval TEXT,
      shipped INTEGER
    ) STRICT;

    CREATE TABLE sop_runs (
      id TEXT PRIMARY KEY,
      procedure TEXT NOT NULL,
      version INTEGER NOT NULL,
      digest TEXT NOT NULL,
      schedule TEXT NOT NULL,
      occurrence TEXT UNIQUE,
      subject TEXT,
      due_at INTEGER,
      day TEXT,
      started_at INTEGER NOT NULL,
      ended_at INTEGER,
      state TEXT NOT NULL CHECK (state IN ('open', 'paused', 'done', 'aborted', 'rolled-back')),
      started_by TEXT NOT NULL,
      lead TEXT,
      on_time INTEGER,
      reason TEXT,
      parent TEXT,
      rolling_back INTEGER NOT NULL,
      done INTEGER NOT NULL,
      total INTEGER NOT NULL,
      skipped INTEGER NOT NULL,
      failed INTEGER NOT NULL,
      next_due_at INTEGER,
      tell_at INTEGER,
      phases_json TEXT NOT NULL,
      FOREIGN KEY (procedure, version) REFERENCES sop_versions (procedure, version)
    ) STRICT;
    CREATE INDEX sop_runs_state ON sop_runs (state, started_at);
    CREATE INDEX sop_runs_tell ON sop_runs (tell_at);
    CREATE INDEX sop_runs_started ON sop_runs (started_at, id);
    CREATE INDEX sop_runs_ended ON sop_runs (ended_at);
    CREATE INDEX sop_runs_procedure ON sop_runs (procedure, started_at);

    CREATE TABLE sop_steps (
      run TEXT NOT NULL REFERENCES sop_runs (id),
      step TEXT NOT NULL,
      phase TEXT NOT NULL,
      state TEXT NOT NULL,
      revision INTEGER NOT NULL,
      by TEXT,
      at INTEGER,
      assignee TEXT,
      reason TEXT,
      option TEXT,
      values_json TEXT NOT NULL,
      check_json TEXT,
      attested INTEGER NOT NULL,
      approval TEXT,
      approval_body TEXT,
      wait_until INTEGER,
      wait_fact TEXT,
      PRIMARY KEY (run, step)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX sop_steps_waiting ON sop_steps (state, wait_until) WHERE state = 'waiting';

    CREATE TABLE sop_events (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT,
      run TEXT NOT NULL,
      at INTEGER NOT NULL,
      by TEXT NOT NULL,
      kind TEXT NOT NULL,
      step TEXT,
      note TEXT
    ) STRICT;
    CREATE INDEX sop_events_run ON sop_events (run, sequence);
    ${appendOnly('sop_events')}

    CREATE TABLE sop_evidence (
      id TEXT PRIMARY KEY,
      run TEXT NOT NULL,
      step TEXT NOT NULL,
      at INTEGER NOT NULL,
      by TEXT NOT NULL,
      kind TEXT NOT NULL,
      label TEXT NOT NULL,
      mime TEXT,
      bytes INTEGER NOT NULL,
      sha256 TEXT NOT NULL,
      withdrawn_at INTEGER,
      withdrawn_by TEXT,
      withdrawn_reason TEXT
    ) STRICT;
    CREATE INDEX sop_evidence_run ON sop_evidence (run, at);
    CREATE TRIGGER sop_evidence_kept BEFORE UPDATE OF id, run, step, at, by, kind, label, mime, bytes, sha256
      ON sop_evidence BEGIN SELECT RAISE(ABORT, 'evidence never changes'); END;
    CREATE TRIGGER sop_evidence_no_delete BEFORE DELETE ON sop_evidence
      BEGIN SELECT RAISE(ABORT, 'evidence is never removed'); END;

    CREATE TABLE sop_occurrences (
      key TEXT PRIMARY KEY,
      procedure TEXT NOT NULL,
      schedule TEXT NOT NULL,
      due_at INTEGER NOT NULL,
      missed_at INTEGER NOT NULL,
      day TEXT NOT NULL,
      shifted INTEGER NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('due', 'started', 'missed')),
      run TEXT,
      reason TEXT,
      explained_by TEXT
    ) STRICT;
    CREATE INDEX sop_occurrences_state ON sop_occurrences (state, missed_at);
    CREATE INDEX sop_occurrences_due ON sop_occurrences (due_at);
    CREATE INDEX sop_occurrences_procedure ON sop_occurrences (procedure, due_at);

    CREATE TABLE sop_offdays (
      procedure TEXT NOT NULL,
      schedule TEXT NOT NULL,
      days_json TEXT NOT NULL,
      by TEXT NOT NULL,
      at INTEGER NOT NULL,
      PRIMARY KEY (procedure, schedule)
    ) STRICT;

    CREATE TABLE sop_reviews (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT,
      procedure TEXT NOT NULL,
      version INTEGER NOT NULL,
      at INTEGER NOT NULL,
      by TEXT NOT NULL,
      note TEXT NOT NULL
    ) STRICT;
    CREATE INDEX sop_reviews_procedure ON sop_reviews (procedure, at);
    ${appendOnly('sop_reviews')}

    CREATE TABLE sop_cursors (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT;
  `,
};
