import type { Json } from '../../../shared/base/canonical';
import { canonicalJson } from '../../../shared/base/canonical';
import type { Clock } from '../kit/clock';
import { sha256Hex } from '../kit/hash';
import type { Ids } from '../kit/ids';
import type { Log } from '../kit/log';
import { auditHash, GENESIS, type Head } from './chain';
import { Fault } from './fault';
import { writeOn } from './reads';
import { InvariantError, Refusal, StoreRefusal } from './refusal';
import type { AuditTable } from './schema';
import { explain, type Sqlite, type StatementCache } from './sqlite';
import { openTx, type TxParts } from './transaction';
import type { CommandRequest, Commands, Fact, Tx, WriteDb } from './types';

export interface CommandsOptions {
  readonly sqlite: Sqlite;
  readonly cache: StatementCache;
  readonly db: WriteDb;
  readonly path: string;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  /** Told after each commit, outside the transaction. */
  readonly committed: (facts: readonly Fact[], outboxTouched: boolean, audit: Head) => void;
}

type Ending = Pick<AuditTable, 'result' | 'code'>;
const DONE: Ending = { result: 'done', code: null };

/** The one way to change `console.db`: parse and permission lie before it, in the router; here are transaction and audit. */
export class CommandPipeline implements Commands {
  #head: Head;
  readonly #listeners = new Set<(sequence: number) => void>();

  /** End of the audit chain. */
  get head(): Head {
    return this.#head;
  }

  constructor(private readonly options: CommandsOptions) {
    this.#head = this.#storedHead();
  }

  run<T>(request: CommandRequest, work: (tx: Tx) => T): T {
    this.#refuseNesting();
    const at = this.options.clock.now();
    let done: { result: T; parts: TxParts; head: Head };
    try {
      done = this.#transact(request, at, work);
    } catch (error) {
      throw this.#ended(request, at, explain(error, this.options.path));
    }
    this.#settle(done.head, done.parts.facts, done.parts.outboxTouched);
    return done.result;
  }

  refused(request: CommandRequest, code: string): void {
    this.#auditAlone(request, this.options.clock.now(), { result: 'refused', code });
  }

  fault(request: CommandRequest, error: unknown): string {
    const id = this.options.ids();
    this.options.log.error(`${request.action} failed`, { id, error });
    this.#auditAlone(request, this.options.clock.now(), { result: 'fault', code: id });
    return id;
  }

  audited(listener: (sequence: number) => void): () => void {
    const own = (sequence: number): void => listener(sequence);
    this.#listeners.add(own);
    return () => void this.#listeners.delete(own);
  }

  #settle(head: Head, facts: readonly Fact[], outboxTouched: boolean): void {
    this.#head = head;
    this.options.committed(facts, outboxTouched, head);
    for (const listener of [...this.#listeners]) {
      try {
        listener(head.sequence);
      } catch (error) {
        // The row has committed; a deaf listener changes nothing about that.
        this.options.log.error('a listener to the audit failed', { sequence: head.sequence, error });
      }
    }
  }

  /** A row written into somebody else's transaction would vanish with it. */
  #refuseNesting(): void {
    if (this.options.sqlite.inTransaction) throw new InvariantError('a command inside a command: hand its transaction on');
  }

  #transact<T>(request: CommandRequest, at: number, work: (tx: Tx) => T): { result: T; parts: TxParts; head: Head } {
    const { sqlite, cache } = this.options;
    cache.get('BEGIN IMMEDIATE').run();
    const { tx, parts, end } = openTx(this.options, request.actor, at);
    try {
      const result = work(tx);
      if (isThenable(result)) throw this.#awaited(request, result);
      const head = this.#append({ ...request, ...subjectOf(request, parts) }, at, DONE);
      cache.get('COMMIT').run();
      return { result, parts, head };
    } catch (error) {
      // A full disk may have rolled back by itself.
      if (sqlite.inTransaction) cache.get('ROLLBACK').run();
      throw error;
    } finally {
      end();
    }
  }

  /** What the caller gets for a command that did not succeed, once the audit has it. */
  #ended(request: CommandRequest, at: number, error: unknown): unknown {
    if (error instanceof Refusal) {
      this.#auditAlone(request, at, { result: 'refused', code: error.code });
      return error;
    }
    // A file that cannot be written cannot hold the audit of that either; the log has it.
    if (error instanceof StoreRefusal) {
      this.options.log.error(`${request.action} could not be stored`, { error });
      return error;
    }
    const id = this.fault(request, error);
    return error instanceof InvariantError ? error : new Fault(id, { cause: error });
  }

  #auditAlone(request: CommandRequest, at: number, ending: Ending): void {
    this.#refuseNesting();
    const { sqlite, path } = this.options;
    try {
      this.#settle(sqlite.transaction(() => this.#append(request, at, ending)).immediate(), [], false);
    } catch (error) {
      throw explain(error, path);
    }
  }

  #append(request: CommandRequest, at: number, ending: Ending): Head {
    const { sequence: last, hash: previous } = this.#head;
    const row = {
      sequence: last + 1,
      at,
      actor: request.actor,
      action: request.action,
      ...ending,
      subject: request.subject ?? null,
      input_digest: sha256Hex(canonicalJson(plain(request.input))),
      previous,
    };
    const hash = auditHash(row);
    writeOn(this.options.cache, this.options.db.insertInto('audit').values({ ...row, hash }));
    return { sequence: row.sequence, hash };
  }

  #storedHead(): Head {
    const row = this.options.sqlite.prepare('SELECT sequence, hash FROM audit ORDER BY sequence DESC LIMIT 1').get();
    return (row as Head | undefined) ?? { sequence: 0, hash: GENESIS };
  }

  /** The promise goes on after the rollback, with a dead transaction; what it fails with then belongs to this fault. */
  #awaited(request: CommandRequest, promise: PromiseLike<unknown>): InvariantError {
    promise.then(undefined, (error: unknown) => this.options.log.error(`${request.action} went on after its end`, { error }));
    return new InvariantError(`${request.action} returned a promise: a command's transaction spans database work only`);
  }
}

function subjectOf(request: CommandRequest, parts: TxParts): { subject?: string } {
  const subject = parts.subject ?? request.subject;
  return subject === undefined ? {} : { subject };
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}

/** The input as JSON sees it: absent keys are dropped, as on the wire. */
function plain(input: unknown): Json {
  return input === undefined ? null : (JSON.parse(JSON.stringify(input)) as Json);
}
