import { appendOnly, type Migration, nextInSequence } from '../migration';

/**
 * What became of every sealed signal, as a chain of its own from the first one on; and what a proof needs to put a kernel back
 * to where it stood on a past day.
 */
export const register: Migration = {
  id: 160,
  name: 'register',
  sql: `
    CREATE TABLE register_entries (
      sequence INTEGER PRIMARY KEY,
      at INTEGER NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('decision', 'act', 'outcome', 'correction')),
      signal_id TEXT NOT NULL REFERENCES seals (signal_id),
      refers_to INTEGER REFERENCES register_entries (sequence) CHECK ((kind = 'decision') = (refers_to IS NULL)),
      body TEXT NOT NULL,
      previous TEXT NOT NULL,
      hash TEXT NOT NULL
    ) STRICT;
    CREATE INDEX register_entries_signal ON register_entries (signal_id, sequence);
    CREATE UNIQUE INDEX register_entries_decision ON register_entries (signal_id) WHERE kind = 'decision';
    CREATE UNIQUE INDEX register_entries_outcome ON register_entries (signal_id) WHERE kind = 'outcome';
    ${appendOnly('register_entries')}
    ${nextInSequence('register_entries')}

    CREATE TABLE register_anchorings (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT,
      at INTEGER NOT NULL,
      place TEXT NOT NULL CHECK (place IN ('folder', 'webhook')),
      problem TEXT,
      register_sequence INTEGER NOT NULL,
      register_hash TEXT NOT NULL
    ) STRICT;
    CREATE INDEX register_anchorings_place ON register_anchorings (place, at);

    CREATE TABLE kernel_checkpoints (
      source TEXT NOT NULL,
      instrument TEXT NOT NULL,
      last_ts INTEGER NOT NULL,
      taken_at INTEGER NOT NULL,
      afresh INTEGER NOT NULL,
      bytes BLOB NOT NULL,
      PRIMARY KEY (source, instrument, last_ts)
    ) STRICT;

    CREATE TABLE kernel_acts (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT,
      at INTEGER NOT NULL,
      source TEXT NOT NULL,
      instrument TEXT NOT NULL,
      last_ts INTEGER NOT NULL,
      signal_id TEXT NOT NULL,
      act TEXT NOT NULL CHECK (act IN ('release', 'reject', 'cancel'))
    ) STRICT;
    CREATE INDEX kernel_acts_instrument ON kernel_acts (source, instrument, last_ts);

    CREATE TABLE register_proofs (
      day TEXT NOT NULL,
      source TEXT NOT NULL,
      instrument TEXT NOT NULL,
      at INTEGER NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('equal', 'different', 'inputs-changed', 'model-missing', 'unprovable')),
      until_ts INTEGER NOT NULL,
      signals INTEGER NOT NULL,
      digest TEXT NOT NULL,
      findings_json TEXT NOT NULL,
      PRIMARY KEY (source, day, instrument)
    ) STRICT;

    CREATE TABLE register_incidents (
      id TEXT PRIMARY KEY,
      at INTEGER NOT NULL,
      day TEXT NOT NULL,
      source TEXT NOT NULL,
      instrument TEXT NOT NULL,
      signal_id TEXT,
      finding_json TEXT NOT NULL,
      closed_at INTEGER,
      closed_by TEXT,
      closed_reason TEXT
    ) STRICT;
    CREATE INDEX register_incidents_open ON register_incidents (closed_at, source);
  `,
};
