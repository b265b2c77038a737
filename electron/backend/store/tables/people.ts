export interface PeopleCasesTable {
  id: string;
  kind: string;
  operator_id: string | null;
  /** Whose key the payloads are encrypted with. */
  person: string;
  /** Payload: name and notes. */
  payload: string;
  day: string;
  state: string;
  opened_at: number;
  opened_by: string;
  closed_at: number | null;
  closed_by: string | null;
  closing: string | null;
}

export interface PeopleLinesTable {
  id: string;
  case_id: string;
  kind: string;
  label: string;
  due_day: string;
  created_at: number;
  done_at: number | null;
  done_by: string | null;
  done_day: string | null;
  /** Payload. */
  proof: string | null;
}

export interface AccessReviewsTable {
  id: string;
  period: string;
  taken_at: number;
  taken_by: string;
  signed_at: number | null;
  signed_by: string | null;
}

export interface AccessReviewRowsTable {
  review_id: string;
  operator: string;
  /** Payload: the name at the time. */
  name: string;
  rights_json: string;
  state: string;
  last_seen_at: number | null;
  password_at: number | null;
  second_factor_at: number | null;
  verdict: string | null;
  reason: string | null;
  decided_by: string | null;
  decided_at: number | null;
}

export interface AccessReviewAlertsTable {
  period: string;
  at: number;
}

/** Tables of the people feature; conventions as in `schema.ts`. */
export interface PeopleTables {
  people_cases: PeopleCasesTable;
  people_lines: PeopleLinesTable;
  access_reviews: AccessReviewsTable;
  access_review_rows: AccessReviewRowsTable;
  access_review_alerts: AccessReviewAlertsTable;
}
