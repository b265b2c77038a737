/** Tables of the reviews feature; conventions as in `schema.ts`. */
export interface ReviewDrawsTable {
  source: string;
  /** `YYYY-MM-DD` in Paris. */
  day: string;
  at: number;
  seed: string;
  /** The seal chain's end at the draw: signals sealed up to it could be drawn. */
  head_sequence: number;
  head_hash: string;
  published: number;
  quarantined: number;
  due_at: number;
  /** When its being late was told; null while it was not. */
  late_told_at: number | null;
}

export interface ReviewSamplesTable {
  signal_id: string;
  source: string;
  day: string;
  position: number;
  kind: 'published' | 'quarantined';
  needed: number;
}

export interface ReviewVerdictsTable {
  signal_id: string;
  reviewer: string;
  at: number;
  technical: string;
  fundamental: string;
  note: string;
  spent_ms: number;
}

export interface ReviewTables {
  review_draws: ReviewDrawsTable;
  review_samples: ReviewSamplesTable;
  review_verdicts: ReviewVerdictsTable;
}
