import type { Compilable, CompiledQuery, Kysely } from 'kysely';
import type { ReadonlyKysely } from 'kysely/readonly';
import type { z } from 'zod';
import type { Json } from '../../../shared/base/canonical';
import type { ConsoleSchema } from './schema';

/** Builds queries of `console.db`; inside a command they are run by the `Tx`. */
export type WriteDb = Kysely<ConsoleSchema>;

/** The second connection, read-only in its type and in SQLite: a query handler cannot write. */
export type ReadDb = ReadonlyKysely<ConsoleSchema>;

/** A query of Kysely, built or already compiled. */
export type Query<Row = unknown> = Compilable<Row> | CompiledQuery<Row>;

/** Runs Kysely queries at once, on the statement cache. With a schema each row is parsed and a bad one throws. */
export interface Reads {
  all<Row>(query: Query<Row>): Row[];
  all<Row, Parsed>(query: Query<Row>, schema: z.ZodType<Parsed>): Parsed[];
  get<Row>(query: Query<Row>): Row | undefined;
  get<Row, Parsed>(query: Query<Row>, schema: z.ZodType<Parsed>): Parsed | undefined;
}

/** For query handlers. `db.selectFrom(…).execute()` works as well, in its own turn of the event loop. */
export interface Reader extends Reads {
  readonly db: ReadDb;
}

export interface Fact {
  readonly sequence: number;
  readonly at: number;
  readonly kind: string;
  readonly subject: string;
  readonly data: Json;
}

export interface SealRef {
  readonly sequence: number;
  readonly hash: string;
  readonly previous: string;
}

/** What the register takes. A decision comes with its seal; by itself only where it was sealed before there was a register. */
export type Registered = 'decision' | 'act' | 'outcome' | 'correction';

export interface OutboxOptions {
  /** Milliseconds before the first attempt, in which the act can be undone; 10 000 for what a person sends. */
  readonly undoMs?: number;
}

/** A command's transaction: database work only, everything synchronous. Dead once the command has returned. */
export interface Tx extends Reads {
  readonly db: WriteDb;
  /** The command's one time, epoch ms: every row of a decision carries the same. */
  readonly at: number;
  readonly actor: string;
  /** Inserts, updates, deletes; returns how many rows it touched. */
  run(query: Query): number;
  /** Names the record acted on where only the work itself knows it; goes into the audit row. */
  subject(id: string): void;
  /** Announces what happened; subscribers and reactions hear of it after the commit. `data`: ids and digests only. */
  fact(kind: string, subject: string, data?: Json): number;
  /** Asks for an outward effect. The same key again is the same effect: returns the first row's id. */
  outbox(kind: string, key: string, payload: Json, options?: OutboxOptions): string;
  /** Seals a signal and enters it in the register; its row cannot be inserted before. A signal is sealed once: a second time throws. */
  seal(signalId: string, body: Json): SealRef;
  /**
   * Enters what became of a sealed signal in the register, linked to its decision or to the entry named; returns its number.
   * Throws InvariantError for a signal that was never sealed.
   */
  register(kind: Registered, signalId: string, body: Json, refersTo?: number): number;
}

export interface CommandRequest {
  /** Operator's id, `system:<name>` or `local:<os user>`. */
  readonly actor: string;
  /** The procedure's path, such as `signals.release`. */
  readonly action: string;
  /** What was asked; only its digest is kept. */
  readonly input: unknown;
  readonly subject?: string;
}

export interface Commands {
  /**
   * Runs `work` in one IMMEDIATE transaction and commits its audit row with it. A `Refusal` is rolled back, audited as
   * refused and thrown on; anything else is audited as a fault and thrown on as `Fault` with the id that the audit row shows.
   * Throws InvariantError, rolled back, when `work` returns a promise.
   */
  run<T>(request: CommandRequest, work: (tx: Tx) => T): T;
  /** Audits a refusal decided before any work: not permitted, not parsable. */
  refused(request: CommandRequest, code: string): void;
  /** Audits a fault met outside a transaction and returns its id. */
  fault(request: CommandRequest, error: unknown): string;
  /** Told the sequence of each new audit row, after its commit. Returns the unsubscription. */
  audited(listener: (sequence: number) => void): () => void;
}

export interface Facts {
  /** Hears facts after their commit, in order, in memory only. Returns the unsubscription. */
  subscribe(listener: (fact: Fact) => void): () => void;
  /** Sequence of the newest fact; 0 before the first. */
  head(): number;
}

export interface Reactions {
  /**
   * Runs `react` for every fact of these kinds, in order, each in a command of its own as `system:<name>` that also moves the
   * durable cursor: after a crash it continues at the first fact whose reaction was not committed. A reaction that throws
   * is tried again with back-off and holds up only itself. `since` matters on the very first registration of a name.
   */
  register(name: string, kinds: readonly string[], react: (tx: Tx, fact: Fact) => void, since?: 'beginning' | 'now'): void;
  /** Catches up with what was left by the last run and follows from then on. Register first. */
  start(): void;
  stop(): void;
}

export interface OutboxItem {
  readonly id: string;
  readonly kind: string;
  /** To be handed to the vendor as its idempotency key. */
  readonly key: string;
  readonly payload: Json;
  /** 1 for the first attempt. */
  readonly attempt: number;
}

/** `dry`: nothing left the console, because its owner has not yet let this effect out. */
// biome-ignore lint/suspicious/noConfusingVoidType: an executor that sends has nothing to say.
export type Sent = void | 'dry';

/** How one kind of effect is carried out. */
export interface Executor {
  /**
   * Performs the effect. Throw `NotSent` when it certainly did not happen. Any other error leaves that open:
   * then an executor whose vendor dedupes by key is tried again, and any other asks `wasSent`.
   */
  send(item: OutboxItem): Promise<Sent>;
  /** True where the vendor takes the key and does nothing the second time. */
  readonly dedupesByKey: boolean;
  /** Reads back whether the effect happened; null when that cannot be known. */
  wasSent?(item: OutboxItem): Promise<boolean | null>;
  /** Attempts before it is given up; 8 unless said. */
  readonly attempts?: number;
}

export interface Outbox {
  register(kind: string, executor: Executor): void;
  start(): void;
  /** Resolves when what is being sent has ended; nothing new is begun. */
  stop(): Promise<void>;
  /** Within a command: a failed or cancelled row waits again, at once. False when its state does not allow it. */
  retry(tx: Tx, id: string): boolean;
  /** Within a command: false when it is being sent, or done. */
  cancel(tx: Tx, id: string): boolean;
}
