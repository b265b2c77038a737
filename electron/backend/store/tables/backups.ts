/** Tables of the backups feature; conventions as in `schema.ts`. */
export interface BackupPointsTable {
  id: string;
  database: string;
  kind: string;
  base: string | null;
  taken_at: number;
  verified_at: number | null;
  state: string;
  problem: string | null;
  /** The whole manifest as it lies beside the file: digests, contents, size. */
  manifest_json: string;
  target: string;
}

export interface BackupRestoresTable {
  id: string;
  point: string;
  taken_at: number;
  state: string;
  requested_by: string;
  requested_at: number;
  reason: string;
  /** Id in the approvals; null where a restore needed none, in the terminal. */
  approval: string | null;
  done_at: number | null;
  duration_ms: number | null;
  countersigned_by: string | null;
  countersigned_at: number | null;
  kept_as: string | null;
}

export interface BackupDrillsTable {
  id: string;
  at: number;
  point: string;
  ok: number;
  duration_ms: number;
  bytes: number;
  problem: string | null;
}

export interface BackupProofsTable {
  id: string;
  line: string;
  at: number;
  received_at: number;
  via: string;
  token: string;
}

export interface BackupTokensTable {
  id: string;
  label: string;
  /** SHA-256 of the secret; the secret itself is never stored. */
  token_hash: string;
  created_at: number;
  last_used_at: number | null;
  revoked_at: number | null;
}

/** What was told already, so that it is told once until it is well again. */
export interface BackupAlarmsTable {
  name: string;
  since: number;
}

export interface BackupTables {
  backup_points: BackupPointsTable;
  backup_restores: BackupRestoresTable;
  backup_drills: BackupDrillsTable;
  backup_proofs: BackupProofsTable;
  backup_tokens: BackupTokensTable;
  backup_alarms: BackupAlarmsTable;
}
