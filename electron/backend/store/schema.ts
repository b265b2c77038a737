import type { Generated } from 'kysely';
import type { AccessTables } from './tables/access';
import type { ApprovalTables } from './tables/approvals';
import type { BacktestTables } from './tables/backtests';
import type { BackupTables } from './tables/backups';
import type { ConnectionTables } from './tables/connections';
import type { DirectoryTables } from './tables/directory';
import type { ModelTables } from './tables/models';
import type { PeopleTables } from './tables/people';
import type { QualityTables } from './tables/quality';
import type { RegisterTables } from './tables/register';
import type { ReportTables } from './tables/reports';
import type { ReviewTables } from './tables/reviews';
import type { SopTables } from './tables/sop';

/**
 * Tables as SQL sees them. Times are UTC epoch ms, booleans 0 or 1, `…_json` columns JSON text.
 * What leaves the store is parsed with the schemas of `rows.ts`.
 */
export interface AuditTable {
  sequence: number;
  at: number;
  actor: string;
  action: string;
  result: 'done' | 'refused' | 'fault';
  code: string | null;
  subject: string | null;
  input_digest: string;
  previous: string;
  hash: string;
}

export interface FactsTable {
  sequence: Generated<number>;
  at: number;
  kind: string;
  subject: string;
  /** Ids and digests only: personal values live in payloads, which can be erased. */
  data_json: string;
}

export interface ReactionCursorsTable {
  name: string;
  sequence: number;
  updated_at: number;
}

export interface OutboxTable {
  id: string;
  kind: string;
  /** Idempotency key: the same effect asked for twice is one row. */
  key: string;
  payload_json: string;
  state: 'waiting' | 'sending' | 'done' | 'failed' | 'cancelled';
  attempts: number;
  created_at: number;
  /** When it may be sent next; null once it will not be sent by itself. */
  next_at: number | null;
  last_error: string | null;
  updated_at: number;
  /** 1 where it was done as a dry run: nothing left the console. */
  dry: number;
}

export interface SealsTable {
  sequence: number;
  signal_id: string;
  at: number;
  /** Canonical JSON of the decision and its inputs. */
  body: string;
  previous: string;
  hash: string;
}

export interface SignalsTable {
  id: string;
  at: number;
  instrument: string;
  timeframe: string;
  direction: string;
  entry: number;
  tp1: number;
  tp2: number;
  sl: number;
  confidence: number;
  no_edge: number;
  status: string;
  expires_at: number;
  strategy: string;
  rule_set: string;
  source: string;
  checks_json: string;
  inputs_json: string;
  reasons_json: string;
  state: string;
  /** The latest outcome, repeated from `outcomes` so that the board reads one table. */
  outcome_at: number | null;
  outcome_result: string | null;
  outcome_final: number | null;
  outcome_r: number | null;
  outcome_r_gross: number | null;
  hold_json: string | null;
}

export interface SignalEventsTable {
  sequence: Generated<number>;
  signal_id: string;
  at: number;
  kind: string;
  actor: string;
  note: string | null;
  result: string | null;
  price: number | null;
}

export interface OutcomesTable {
  signal_id: string;
  result: string;
  at: number;
  final: number;
  r: number;
  r_gross: number;
}

export interface KernelSnapshotsTable {
  source: string;
  instrument: string;
  last_ts: number;
  taken_at: number;
  bytes: Uint8Array;
}

export interface NotificationsTable {
  id: string;
  at: number;
  kind: string;
  urgency: string;
  values_json: string;
  link: string | null;
  simulated: number;
  read_at: number | null;
  /** What it tells of, such as `fact:12`: a reaction that runs again makes no second notice. */
  origin: string | null;
  /** Ids of those it is for, as JSON; null for everybody. */
  operators_json: string | null;
}

export interface SettingsTable {
  key: string;
  value_json: string;
  updated_at: number;
}

export interface SessionsTable {
  id: string;
  /** SHA-256 of the secret; the secret itself is never stored. */
  secret_hash: string;
  label: string;
  created_at: number;
  expires_at: number;
  last_seen_at: number;
  revoked_at: number | null;
  host: 'desktop' | 'web';
  /** The session whose windows are one browser: signing in, locking and out are theirs together. */
  family: string;
  /** Who is signed in. */
  operator: string | null;
  locked_at: number | null;
  stepped_up_until: number;
}

export interface SavedViewsTable {
  id: string;
  owner: string;
  name: string;
  filter_json: string;
  created_at: number;
}

export interface WatchlistTable {
  position: number;
  instrument: string;
}

export interface CalendarVersionsTable {
  sequence: number;
  /** Digest of the whole calendar as it stood after this import. */
  version: string;
  imported_at: number;
  name: string;
  added: number;
  moved: number;
  unchanged: number;
}

/** One row a revision: an announcement that is moved keeps its earlier times, so that old decisions can be computed again. */
export interface AnnouncementsTable {
  id: string;
  /** `calendar_versions.sequence` that brought this revision. */
  since: number;
  at: number;
  currency: string;
  impact: string;
  title: string;
}

export interface PersonKeysTable {
  person: string;
  key: Uint8Array;
  created_at: number;
}

export interface PayloadsTable {
  id: string;
  person: string;
  kind: string;
  at: number;
  nonce: Uint8Array;
  ciphertext: Uint8Array;
}

/** `console.db`: operations. */
export interface ConsoleSchema
  extends AccessTables,
    ApprovalTables,
    BackupTables,
    BacktestTables,
    ConnectionTables,
    DirectoryTables,
    ModelTables,
    PeopleTables,
    QualityTables,
    ReportTables,
    ReviewTables,
    RegisterTables,
    SopTables {
  audit: AuditTable;
  facts: FactsTable;
  reaction_cursors: ReactionCursorsTable;
  outbox: OutboxTable;
  seals: SealsTable;
  signals: SignalsTable;
  signal_events: SignalEventsTable;
  outcomes: OutcomesTable;
  kernel_snapshots: KernelSnapshotsTable;
  notifications: NotificationsTable;
  settings: SettingsTable;
  sessions: SessionsTable;
  saved_views: SavedViewsTable;
  watchlist: WatchlistTable;
  calendar_versions: CalendarVersionsTable;
  announcements: AnnouncementsTable;
  /** A view: the newest revision of each announcement. */
  announcements_current: AnnouncementsTable;
  person_keys: PersonKeysTable;
  payloads: PayloadsTable;
}
