import type { Generated } from 'kysely';

export interface ApprovalsTable {
  id: string;
  kind: string;
  subject: string;
  title_json: string;
  link: string | null;
  requested_by: string;
  requested_at: number;
  /** Canonical JSON of exactly what is approved: ids and figures, no personal value. */
  body_json: string;
  lines_json: string;
  amount_json: string | null;
  groups_json: string;
  excluded_json: string;
  /** SHA-256 over all of the above that an approver sees. */
  digest: string;
  expires_at: number;
  state: string;
  settled_at: number | null;
  closing: string | null;
  glass_by: string | null;
  glass_at: number | null;
  glass_due_at: number | null;
  glass_state: string | null;
}

export interface ApprovalDecisionsTable {
  sequence: Generated<number>;
  approval_id: string;
  at: number;
  operator: string;
  verdict: string;
  reason: string;
  /** The digest on the approver's screen. */
  digest: string;
  /** The groups this could stand for, and by whose rights, at that moment. */
  options_json: string;
}

export interface ApprovalDelegationsTable {
  id: string;
  holder: string;
  delegate: string;
  kinds_json: string;
  from_at: number;
  until_at: number;
  ended_at: number | null;
  reason: string;
}

/** Tables of the approvals feature; conventions as in `schema.ts`. */
export interface ApprovalTables {
  approvals: ApprovalsTable;
  approval_decisions: ApprovalDecisionsTable;
  approval_delegations: ApprovalDelegationsTable;
}
