import { appendOnly, type Migration, nextInSequence } from '../migration';

/** `signals.id` refers to its seal, so no signal can be stored, and so seen, before it is sealed. */
export const signals: Migration = {
  id: 30,
  name: 'signals',
  sql: `
    CREATE TABLE seals (
      sequence INTEGER PRIMARY KEY,
      signal_id TEXT NOT NULL UNIQUE,
      at INTEGER NOT NULL,
      body TEXT NOT NULL,
      previous TEXT NOT NULL,
      hash TEXT NOT NULL
    ) STRICT;
    ${appendOnly('seals')}
    ${nextInSequence('seals')}

    CREATE TABLE signals (
      id TEXT PRIMARY KEY REFERENCES seals (signal_id),
      at INTEGER NOT NULL,
      instrument TEXT NOT NULL,
      timeframe TEXT NOT NULL,
      direction TEXT NOT NULL,
      entry REAL NOT NULL,
      tp1 REAL NOT NULL,
      tp2 REAL NOT NULL,
      sl REAL NOT NULL,
      confidence REAL NOT NULL,
      no_edge REAL NOT NULL,
      status TEXT NOT NULL,
      expires_at INTEGER NOT NULL,
      strategy TEXT NOT NULL,
      rule_set TEXT NOT NULL,
      source TEXT NOT NULL,
      checks_json TEXT NOT NULL,
      inputs_json TEXT NOT NULL,
      reasons_json TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('validated', 'quarantined', 'released', 'rejected')),
      outcome_at INTEGER,
      outcome_result TEXT,
      outcome_final INTEGER,
      outcome_r REAL,
      outcome_r_gross REAL
    ) STRICT;
    CREATE INDEX signals_at ON signals (at, id);
    CREATE INDEX signals_instrument ON signals (source, instrument, at);
    CREATE INDEX signals_state ON signals (state, at);
    CREATE INDEX signals_outcome ON signals (outcome_final, outcome_at);
    CREATE TRIGGER signals_decision_stands BEFORE UPDATE OF id, at, instrument, timeframe, direction, entry, tp1, tp2, sl,
      confidence, no_edge, status, expires_at, strategy, rule_set, source, checks_json, inputs_json, reasons_json ON signals
    BEGIN SELECT RAISE(ABORT, 'a decision never changes'); END;
    CREATE TRIGGER signals_no_delete BEFORE DELETE ON signals BEGIN SELECT RAISE(ABORT, 'signals are never removed'); END;

    CREATE TABLE signal_events (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT,
      signal_id TEXT NOT NULL REFERENCES signals (id),
      at INTEGER NOT NULL,
      kind TEXT NOT NULL,
      actor TEXT NOT NULL,
      note TEXT,
      result TEXT,
      price REAL
    ) STRICT;
    CREATE INDEX signal_events_signal ON signal_events (signal_id, sequence);
    ${appendOnly('signal_events')}

    CREATE TABLE outcomes (
      signal_id TEXT NOT NULL REFERENCES signals (id),
      result TEXT NOT NULL,
      at INTEGER NOT NULL,
      final INTEGER NOT NULL,
      r REAL NOT NULL,
      r_gross REAL NOT NULL,
      PRIMARY KEY (signal_id, result)
    ) STRICT;
    CREATE INDEX outcomes_at ON outcomes (at);
    CREATE UNIQUE INDEX outcomes_one_final ON outcomes (signal_id) WHERE final = 1;
    ${appendOnly('outcomes')}

    CREATE TABLE kernel_snapshots (
      source TEXT NOT NULL,
      instrument TEXT NOT NULL,
      last_ts INTEGER NOT NULL,
      taken_at INTEGER NOT NULL,
      bytes BLOB NOT NULL,
      PRIMARY KEY (source, instrument)
    ) STRICT;
  `,
};
