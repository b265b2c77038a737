/** Tables of the quality feature; conventions as in `schema.ts`. */
export interface QualityStatesTable {
  source: string;
  /** `win-rate`, `drawdown`, `anomaly`, or `stops:` and the instrument. */
  name: string;
  state_json: string;
}

export interface QualityAlertsTable {
  id: string;
  source: string;
  kind: string;
  scope: string;
  at: number;
  market_at: number;
  figures_json: string;
  /** The lock it set; null where it set none. */
  lock: string | null;
  cleared_at: number | null;
}

export interface QualityLocksTable {
  id: string;
  source: string;
  /** An instrument, or `*` for all of them. */
  scope: string;
  kind: string;
  owner: string;
  reason: string;
  values_json: string;
  created_at: number;
  expires_at: number;
  lifted_at: number | null;
  lifted_by: string | null;
  lifted_reason: string | null;
}

/** What was found about a signal that went to its stop. */
export interface QualityLosersTable {
  signal_id: string;
  causes_json: string;
  /** 0 while its expiry had not come when it was looked at. */
  complete: number;
  analysed_at: number;
}

export interface QualityTables {
  quality_states: QualityStatesTable;
  quality_alerts: QualityAlertsTable;
  quality_locks: QualityLocksTable;
  quality_losers: QualityLosersTable;
}
