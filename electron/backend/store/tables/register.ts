import type { Generated } from 'kysely';

/** Tables of the register; conventions as in `schema.ts`. */
export interface RegisterEntriesTable {
  sequence: number;
  at: number;
  kind: 'decision' | 'act' | 'outcome' | 'correction';
  signal_id: string;
  /** The entry that this one adds to; null for a decision. */
  refers_to: number | null;
  /** Canonical JSON. A decision's is its seal's number and hash: what was decided is in the seal. */
  body: string;
  previous: string;
  hash: string;
}

export interface RegisterAnchoringsTable {
  sequence: Generated<number>;
  at: number;
  place: 'folder' | 'webhook';
  /** Null where it was written. */
  problem: string | null;
  register_sequence: number;
  register_hash: string;
}

export interface KernelCheckpointsTable {
  source: string;
  instrument: string;
  /** Open time of the last candle in it. */
  last_ts: number;
  taken_at: number;
  /** 1 where the kernel had been built anew: what was decided before stands on another one. */
  afresh: number;
  bytes: Uint8Array;
}

/** What people did to a kernel, and after which candle. */
export interface KernelActsTable {
  sequence: Generated<number>;
  at: number;
  source: string;
  instrument: string;
  last_ts: number;
  signal_id: string;
  act: 'release' | 'reject' | 'cancel';
}

export interface RegisterProofsTable {
  /** UTC, YYYY-MM-DD. */
  day: string;
  source: string;
  instrument: string;
  at: number;
  state: string;
  /** Close time of the last candle that was computed. */
  until_ts: number;
  signals: number;
  digest: string;
  findings_json: string;
}

export interface RegisterIncidentsTable {
  id: string;
  at: number;
  day: string;
  source: string;
  instrument: string;
  signal_id: string | null;
  finding_json: string;
  closed_at: number | null;
  closed_by: string | null;
  closed_reason: string | null;
}

export interface RegisterTables {
  register_entries: RegisterEntriesTable;
  register_anchorings: RegisterAnchoringsTable;
  kernel_checkpoints: KernelCheckpointsTable;
  kernel_acts: KernelActsTable;
  register_proofs: RegisterProofsTable;
  register_incidents: RegisterIncidentsTable;
}
