import { appendOnly, type Migration } from '../migration';

export const people: Migration = {
  id: 90,
  name: 'people',
  sql: `
    CREATE TABLE people_cases (
      id TEXT PRIMARY KEY,
      kind TEXT NOT NULL CHECK (kind IN ('joiner', 'leaver')),
      operator_id TEXT,
      person TEXT NOT NULL,
      payload TEXT NOT NULL,
      day TEXT NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('open', 'closed', 'cancelled')),
      opened_at INTEGER NOT NULL,
      opened_by TEXT NOT NULL,
      closed_at INTEGER,
      closed_by TEXT,
      closing TEXT
    ) STRICT;
    CREATE INDEX people_cases_state ON people_cases (state, day);
    CREATE INDEX people_cases_operator ON people_cases (operator_id, state);
    CREATE TRIGGER people_cases_over BEFORE UPDATE OF state ON people_cases WHEN OLD.state <> 'open'
      BEGIN SELECT RAISE(ABORT, 'a case that is over stays over'); END;

    CREATE TABLE people_lines (
      id TEXT PRIMARY KEY,
      case_id TEXT NOT NULL REFERENCES people_cases (id),
      kind TEXT NOT NULL,
      label TEXT NOT NULL,
      due_day TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      done_at INTEGER,
      done_by TEXT,
      done_day TEXT,
      proof TEXT
    ) STRICT;
    CREATE INDEX people_lines_case ON people_lines (case_id, due_day);

    CREATE TABLE access_reviews (
      id TEXT PRIMARY KEY,
      period TEXT NOT NULL UNIQUE,
      taken_at INTEGER NOT NULL,
      taken_by TEXT NOT NULL,
      signed_at INTEGER,
      signed_by TEXT
    ) STRICT;
    CREATE TRIGGER access_reviews_signed BEFORE UPDATE ON access_reviews WHEN OLD.signed_at IS NOT NULL
      BEGIN SELECT RAISE(ABORT, 'a signed review never changes'); END;
    CREATE TABLE access_review_rows (
      review_id TEXT NOT NULL REFERENCES access_reviews (id),
      operator TEXT NOT NULL,
      name TEXT NOT NULL,
      rights_json TEXT NOT NULL,
      state TEXT NOT NULL,
      last_seen_at INTEGER,
      password_at INTEGER,
      second_factor_at INTEGER,
      verdict TEXT CHECK (verdict IN ('keep', 'change', 'disable')),
      reason TEXT,
      decided_by TEXT,
      decided_at INTEGER,
      PRIMARY KEY (review_id, operator)
    ) STRICT;
    CREATE TRIGGER access_review_rows_signed BEFORE UPDATE ON access_review_rows
      WHEN (SELECT signed_at FROM access_reviews WHERE id = OLD.review_id) IS NOT NULL
      BEGIN SELECT RAISE(ABORT, 'a signed review never changes'); END;
    CREATE TRIGGER access_review_rows_no_delete BEFORE DELETE ON access_review_rows
      BEGIN SELECT RAISE(ABORT, 'what was reviewed is never removed'); END;

    CREATE TABLE access_review_alerts (
      period TEXT PRIMARY KEY,
      at INTEGER NOT NULL
    ) STRICT;
    ${appendOnly('access_review_alerts')}
  `,
};
