import type { Generated } from 'kysely';

/** A published procedure; `current` is 1 for the version in force. Text and digest never change. */
export interface SopVersionsTable {
  procedure: string;
  version: number;
  digest: string;
  yaml: string;
  at: number;
  by: string;
  approved_by: string | null;
  note: string | null;
  /** The version number under which it shipped; null where it was written in the console. */
  shipped: number | null;
  current: number;
}

/** What the parser made of a published text, by the text's digest: derived, so that a start need not read the text again. */
export interface SopParsedTable {
  digest: string;
  json: string;
}

export interface SopDraftsTable {
  procedure: string;
  based_on: number;
  yaml: string;
  revision: number;
  state: 'draft' | 'review';
  by: string;
  at: number;
  note: string | null;
  approval: string | null;
  /** The shipped version that it offers; null for a person's own. */
  shipped: number | null;
}

export interface SopRunsTable {
  id: string;
  procedure: string;
  version: number;
  digest: string;
  schedule: string;
  /** Key of the occurrence; null for a run on demand. */
  occurrence: string | null;
  subject: string | null;
  due_at: number | null;
  /** The civil day that J-10 and its like are counted from. */
  day: string | null;
  started_at: number;
  ended_at: number | null;
  state: 'open' | 'paused' | 'done' | 'aborted' | 'rolled-back';
  started_by: string;
  lead: string | null;
  on_time: number | null;
  reason: string | null;
  parent: string | null;
  rolling_back: number;
  done: number;
  total: number;
  skipped: number;
  failed: number;
  next_due_at: number | null;
  /** The nearest end of an open phase that nobody has been told of. */
  tell_at: number | null;
  phases_json: string;
}

export interface SopStepsTable {
  run: string;
  step: string;
  phase: string;
  state: string;
  revision: number;
  by: string | null;
  at: number | null;
  assignee: string | null;
  reason: string | null;
  option: string | null;
  values_json: string;
  check_json: string | null;
  attested: number;
  approval: string | null;
  approval_body: string | null;
  wait_until: number | null;
  wait_fact: string | null;
}

export interface SopEventsTable {
  sequence: Generated<number>;
  run: string;
  at: number;
  by: string;
  kind: string;
  step: string | null;
  note: string | null;
}

export interface SopEvidenceTable {
  id: string;
  run: string;
  step: string;
  at: number;
  by: string;
  kind: string;
  label: string;
  mime: string | null;
  bytes: number;
  sha256: string;
  withdrawn_at: number | null;
  withdrawn_by: string | null;
  withdrawn_reason: string | null;
}

export interface SopOccurrencesTable {
  key: string;
  procedure: string;
  schedule: string;
  due_at: number;
  missed_at: number;
  day: string;
  shifted: number;
  state: 'due' | 'started' | 'missed';
  run: string | null;
  reason: string | null;
  explained_by: string | null;
}

export interface SopOffdaysTable {
  procedure: string;
  schedule: string;
  days_json: string;
  by: string;
  at: number;
}

export interface SopReviewsTable {
  sequence: Generated<number>;
  procedure: string;
  version: number;
  at: number;
  by: string;
  note: string;
}

/** How far the clock and the facts have been looked at: what came while the console was off is caught up with. */
export interface SopCursorsTable {
  name: string;
  value: number;
}

/** Tables of the sop feature; conventions as in `schema.ts`. */
export interface SopTables {
  sop_versions: SopVersionsTable;
  sop_parsed: SopParsedTable;
  sop_drafts: SopDraftsTable;
  sop_runs: SopRunsTable;
  sop_steps: SopStepsTable;
  sop_events: SopEventsTable;
  sop_evidence: SopEvidenceTable;
  sop_occurrences: SopOccurrencesTable;
  sop_offdays: SopOffdaysTable;
  sop_reviews: SopReviewsTable;
  sop_cursors: SopCursorsTable;
}
