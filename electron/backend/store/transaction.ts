import { canonicalJson, type Json } from '../../../shared/base/canonical';
import type { Ids } from '../kit/ids';
import { GENESIS, type Head, registerHash, sealHash } from './chain';
import { readsOn, writeOn } from './reads';
import { InvariantError } from './refusal';
import type { StatementCache } from './sqlite';
import type { RegisterEntriesTable } from './tables/register';
import type { Fact, OutboxOptions, Query, Registered, SealRef, Tx, WriteDb } from './types';

/** What a transaction gathered for the time after its commit. */
export interface TxParts {
  readonly facts: Fact[];
  outboxTouched: boolean;
  subject: string | undefined;
}

export interface TxOptions {
  readonly cache: StatementCache;
  readonly path: string;
  readonly db: WriteDb;
  readonly ids: Ids;
}

/** A transaction's handle for as long as it lasts; after `end` every use of it throws. */
export function openTx(options: TxOptions, actor: string, at: number): { tx: Tx; parts: TxParts; end: () => void } {
  const handle = new CommandTx(options, actor, at);
  return { tx: handle, parts: handle.parts, end: () => handle.end() };
}

class CommandTx implements Tx {
  readonly parts: TxParts = { facts: [], outboxTouched: false, subject: undefined };
  readonly all: Tx['all'];
  readonly get: Tx['get'];
  #over = false;

  constructor(
    private readonly options: TxOptions,
    readonly actor: string,
    readonly at: number,
  ) {
    const reads = readsOn(options.cache, options.path, () => this.#alive());
    this.all = reads.all;
    this.get = reads.get;
  }

  get db(): WriteDb {
    return this.options.db;
  }

  end(): void {
    this.#over = true;
  }

  run(query: Query): number {
    this.#alive();
    return writeOn(this.options.cache, query).changes;
  }

  subject(id: string): void {
    this.#alive();
    this.parts.subject = id;
  }

  fact(kind: string, subject: string, data: Json = {}): number {
    this.#alive();
    const row = { at: this.at, kind, subject, data_json: canonicalJson(data) };
    const sequence = writeOn(this.options.cache, this.db.insertInto('facts').values(row)).lastId;
    this.parts.facts.push({ sequence, at: this.at, kind, subject, data });
    return sequence;
  }

  outbox(kind: string, key: string, payload: Json, options: OutboxOptions = {}): string {
    const known = this.get(this.db.selectFrom('outbox').select('id').where('key', '=', key));
    if (known !== undefined) return known.id;
    const row = {
      id: this.options.ids(),
      kind,
      key,
      payload_json: canonicalJson(payload),
      state: 'waiting' as const,
      attempts: 0,
      created_at: this.at,
      next_at: this.at + (options.undoMs ?? 0),
      last_error: null,
      updated_at: this.at,
      dry: 0,
    };
    this.run(this.db.insertInto('outbox').values(row));
    this.parts.outboxTouched = true;
    return row.id;
  }

  seal(signalId: string, body: Json): SealRef {
    const last = this.get(this.db.selectFrom('seals').select(['sequence', 'hash']).orderBy('sequence', 'desc').limit(1));
    const head: Head = last ?? { sequence: 0, hash: GENESIS };
    const row = {
      sequence: head.sequence + 1,
      signal_id: signalId,
      at: this.at,
      body: canonicalJson(body),
      previous: head.hash,
    };
    const hash = sealHash(row);
    this.run(this.db.insertInto('seals').values({ ...row, hash }));
    this.#enter({ kind: 'decision', signal_id: signalId, refers_to: null }, { seal: { sequence: row.sequence, hash } });
    return { sequence: row.sequence, hash, previous: row.previous };
  }

  register(kind: Registered, signalId: string, body: Json, refersTo?: number): number {
    if (kind === 'decision') return this.#enter({ kind, signal_id: signalId, refers_to: null }, body);
    const entries = this.db.selectFrom('register_entries').select('sequence').where('signal_id', '=', signalId);
    const decision = refersTo === undefined ? this.get(entries.where('kind', '=', 'decision'))?.sequence : refersTo;
    if (decision === undefined) throw new InvariantError(`the signal ${signalId} is not in the register`);
    return this.#enter({ kind, signal_id: signalId, refers_to: decision }, body);
  }

  #enter(entry: Pick<RegisterEntriesTable, 'kind' | 'signal_id' | 'refers_to'>, body: Json): number {
    const query = this.db.selectFrom('register_entries').select(['sequence', 'hash']).orderBy('sequence', 'desc').limit(1);
    const head: Head = this.get(query) ?? { sequence: 0, hash: GENESIS };
    const row = { ...entry, sequence: head.sequence + 1, at: this.at, body: canonicalJson(body), previous: head.hash };
    this.run(this.db.insertInto('register_entries').values({ ...row, hash: registerHash(row) }));
    return row.sequence;
  }

  #alive(): void {
    if (this.#over) throw new InvariantError('the transaction is over: a command does database work only, without waiting');
  }
}
