import type { Generated } from 'kysely';

/** Tables of the access feature; conventions as in `schema.ts`. */
export interface OperatorsTable {
  id: string;
  name: string;
  /** Unique whatever its case. */
  email: string;
  language: string;
  time_zone: string;
  team: string;
  roles_json: string;
  level: number;
  tier: number;
  state: string;
  created_at: number;
  last_seen_at: number | null;
}

export interface OperatorPasswordsTable {
  operator: string;
  /** Argon2id in PHC form, which carries its own parameters and salt. */
  phc: string;
  at: number;
}

export interface OperatorFactorsTable {
  operator: string;
  /** Base32; null until the first one is confirmed. */
  secret: string | null;
  at: number | null;
  /** The newest 30-second step whose code was taken: none up to it is taken again. */
  last_step: number;
  /** Begun and not yet confirmed. */
  pending_secret: string | null;
}

export interface RecoveryCodesTable {
  hash: string;
  operator: string;
  created_at: number;
  used_at: number | null;
}

export interface InvitationsTable {
  operator: string;
  code_hash: string;
  created_at: number;
  expires_at: number;
}

export interface OperatorEventsTable {
  sequence: Generated<number>;
  operator: string;
  at: number;
  actor: string;
  kind: string;
  reason: string | null;
}

export interface LoginAttemptsTable {
  /** What was tried, such as `password:<digest of the address>`; never the address itself. */
  key: string;
  failures: number;
  last_at: number;
  closed_until: number;
}

export interface AccessTables {
  operators: OperatorsTable;
  operator_passwords: OperatorPasswordsTable;
  operator_factors: OperatorFactorsTable;
  recovery_codes: RecoveryCodesTable;
  invitations: InvitationsTable;
  operator_events: OperatorEventsTable;
  login_attempts: LoginAttemptsTable;
}
