import type { Migration } from '../migration';

/** Trained models with their cards, every decision about them, and what they said of each signal. */
export const models: Migration = {
  id: 130,
  name: 'models',
  sql: `
    CREATE TABLE models (
      id TEXT PRIMARY KEY,
      source TEXT NOT NULL,
      artifact_json TEXT NOT NULL,
      card_json TEXT NOT NULL,
      verdict TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('candidate', 'shadow', 'active', 'retired', 'quarantined')),
      state_at INTEGER NOT NULL,
      created_at INTEGER NOT NULL,
      created_by TEXT NOT NULL,
      expires_at INTEGER,
      CHECK (state NOT IN ('shadow', 'active') OR expires_at IS NOT NULL),
      CHECK (state <> 'active' OR verdict = 'accepted')
    ) STRICT;
    CREATE UNIQUE INDEX models_active ON models (source) WHERE state = 'active';
    CREATE INDEX models_source ON models (source, created_at);
    CREATE TRIGGER models_stand BEFORE UPDATE OF id, source, artifact_json, card_json, verdict, created_at, created_by ON models
    BEGIN SELECT RAISE(ABORT, 'a trained model never changes'); END;
    CREATE TRIGGER models_stay BEFORE DELETE ON models
    BEGIN SELECT RAISE(ABORT, 'a model is never removed'); END;
    CREATE TABLE model_events (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT,
      model TEXT NOT NULL REFERENCES models (id),
      at INTEGER NOT NULL,
      actor TEXT NOT NULL,
      kind TEXT NOT NULL,
      state TEXT NOT NULL,
      reason TEXT,
      values_json TEXT NOT NULL
    ) STRICT;
    CREATE INDEX model_events_model ON model_events (model, sequence);
    CREATE TRIGGER model_events_stand BEFORE UPDATE ON model_events BEGIN SELECT RAISE(ABORT, 'model_events is append-only'); END;
    CREATE TRIGGER model_events_stay BEFORE DELETE ON model_events BEGIN SELECT RAISE(ABORT, 'model_events is append-only'); END;
    CREATE TABLE model_scores (
      signal_id TEXT NOT NULL REFERENCES signals (id),
      model TEXT NOT NULL REFERENCES models (id),
      at INTEGER NOT NULL,
      role TEXT NOT NULL CHECK (role IN ('active', 'shadow')),
      probability REAL NOT NULL,
      features_json TEXT NOT NULL,
      PRIMARY KEY (signal_id, model)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX model_scores_model ON model_scores (model, at);
    CREATE TRIGGER model_scores_stand BEFORE UPDATE ON model_scores BEGIN SELECT RAISE(ABORT, 'model_scores is append-only'); END;
    CREATE TRIGGER model_scores_stay BEFORE DELETE ON model_scores BEGIN SELECT RAISE(ABORT, 'model_scores is append-only'); END;
  `,
};
