import { appendOnly, type Migration } from '../migration';

/** Daily samples with their blind verdicts, and the monthly reports. What was judged or reported is never rewritten. */
export const reviews: Migration = {
  id: 150,
  name: 'reviews',
  sql: `
    CREATE TABLE review_draws (
      source TEXT NOT NULL,
      day TEXT NOT NULL,
      at INTEGER NOT NULL,
      seed TEXT NOT NULL,
      head_sequence INTEGER NOT NULL,
      head_hash TEXT NOT NULL,
      published INTEGER NOT NULL,
      quarantined INTEGER NOT NULL,
      due_at INTEGER NOT NULL,
      late_told_at INTEGER,
      PRIMARY KEY (source, day)
    ) STRICT;
    CREATE TRIGGER review_draws_stand BEFORE UPDATE OF source, day, at, seed, head_sequence, head_hash, published, quarantined, due_at
      ON review_draws BEGIN SELECT RAISE(ABORT, 'a draw never changes'); END;
    CREATE TABLE review_samples (
      signal_id TEXT PRIMARY KEY REFERENCES signals (id),
      source TEXT NOT NULL,
      day TEXT NOT NULL,
      position INTEGER NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('published', 'quarantined')),
      needed INTEGER NOT NULL CHECK (needed IN (1, 2))
    ) STRICT;
    CREATE INDEX review_samples_day ON review_samples (source, day, position);
    ${appendOnly('review_samples')}
    CREATE TABLE review_verdicts (
      signal_id TEXT NOT NULL REFERENCES review_samples (signal_id),
      reviewer TEXT NOT NULL,
      at INTEGER NOT NULL,
      technical TEXT NOT NULL CHECK (technical IN ('sound', 'doubtful', 'wrong')),
      fundamental TEXT NOT NULL CHECK (fundamental IN ('coherent', 'incoherent', 'unknown')),
      note TEXT NOT NULL,
      spent_ms INTEGER NOT NULL,
      PRIMARY KEY (signal_id, reviewer)
    ) STRICT;
    ${appendOnly('review_verdicts')}
    CREATE TABLE monthly_reports (
      id TEXT PRIMARY KEY,
      source TEXT NOT NULL,
      month TEXT NOT NULL,
      at INTEGER NOT NULL,
      actor TEXT NOT NULL,
      digest TEXT NOT NULL,
      figures_json TEXT NOT NULL
    ) STRICT;
    CREATE INDEX monthly_reports_month ON monthly_reports (source, month, at);
    ${appendOnly('monthly_reports')}
    CREATE TABLE report_notes (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT,
      source TEXT NOT NULL,
      month TEXT NOT NULL,
      at INTEGER NOT NULL,
      actor TEXT NOT NULL,
      text TEXT NOT NULL
    ) STRICT;
    CREATE INDEX report_notes_month ON report_notes (source, month, sequence);
    ${appendOnly('report_notes')}
  `,
};
