import { appendOnly, type Migration } from '../migration';

export const approvals: Migration = {
  id: 80,
  name: 'approvals',
  sql: `
    CREATE TABLE approvals (
      id TEXT PRIMARY KEY,
      kind TEXT NOT NULL,
      subject TEXT NOT NULL,
      title_json TEXT NOT NULL,
      link TEXT,
      requested_by TEXT NOT NULL,
      requested_at INTEGER NOT NULL,
      body_json TEXT NOT NULL,
      lines_json TEXT NOT NULL,
      amount_json TEXT,
      groups_json TEXT NOT NULL,
      excluded_json TEXT NOT NULL,
      digest TEXT NOT NULL,
      expires_at INTEGER NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('open', 'approved', 'refused', 'expired', 'withdrawn', 'executed')),
      settled_at INTEGER,
      closing TEXT,
      glass_by TEXT,
      glass_at INTEGER,
      glass_due_at INTEGER,
      glass_state TEXT CHECK (glass_state IN ('running', 'broken', 'lapsed'))
    ) STRICT;
    CREATE INDEX approvals_state ON approvals (state, expires_at);
    CREATE INDEX approvals_requester ON approvals (requested_by, requested_at);
    CREATE INDEX approvals_settled ON approvals (settled_at, id);
    CREATE TRIGGER approvals_no_delete BEFORE DELETE ON approvals
      BEGIN SELECT RAISE(ABORT, 'an approval is never removed'); END;
    CREATE TRIGGER approvals_fixed BEFORE UPDATE OF id, kind, subject, title_json, link, requested_by, requested_at, body_json,
      lines_json, amount_json, groups_json, excluded_json, digest ON approvals
      BEGIN SELECT RAISE(ABORT, 'what is to be approved never changes'); END;
    CREATE TRIGGER approvals_over BEFORE UPDATE OF state ON approvals
      WHEN OLD.state IN ('refused', 'expired', 'withdrawn', 'executed') OR (OLD.state = 'approved' AND NEW.state IN ('open', 'refused'))
      BEGIN SELECT RAISE(ABORT, 'an approval that is over stays over'); END;

    CREATE TABLE approval_decisions (
      sequence INTEGER PRIMARY KEY AUTOINCREMENT,
      approval_id TEXT NOT NULL REFERENCES approvals (id),
      at INTEGER NOT NULL,
      operator TEXT NOT NULL,
      verdict TEXT NOT NULL CHECK (verdict IN ('approve', 'refuse', 'break-glass')),
      reason TEXT NOT NULL,
      digest TEXT NOT NULL,
      options_json TEXT NOT NULL,
      UNIQUE (approval_id, operator, verdict)
    ) STRICT;
    ${appendOnly('approval_decisions')}

    CREATE TABLE approval_delegations (
      id TEXT PRIMARY KEY,
      holder TEXT NOT NULL,
      delegate TEXT NOT NULL,
      kinds_json TEXT NOT NULL,
      from_at INTEGER NOT NULL,
      until_at INTEGER NOT NULL,
      ended_at INTEGER,
      reason TEXT NOT NULL,
      CHECK (holder <> delegate)
    ) STRICT;
    CREATE INDEX approval_delegations_until ON approval_delegations (until_at);
  `,
};
