import type { Json } from '../../../shared/base/canonical';
import { Backoff } from '../kit/backoff';
import type { Clock, Timer } from '../kit/clock';
import type { Log } from '../kit/log';
import type { Random } from '../kit/random';
import { NotSent } from './notSent';
import { InvariantError } from './refusal';
import type { OutboxTable } from './schema';
import type { Commands, Executor, Outbox, OutboxItem, Reader, Tx } from './types';

export interface OutboxRunnerOptions {
  readonly commands: Commands;
  readonly read: Reader;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

type State = OutboxTable['state'];
const ATTEMPTS = 8;
const STORE_FAULT_WAIT_MS = 30_000;
const WAITS = { baseMs: 2_000, capMs: 600_000 };

/**
 * Carries out what commands asked for, one at a time for each kind. A row is marked `sending` and committed before the
 * effect and moved on after it, so that a crash in between is known at the next start and settled by what the vendor can tell.
 */
export class OutboxRunner implements Outbox {
  readonly #executors = new Map<string, Executor>();
  readonly #busy = new Map<string, Promise<void>>();
  #timer: Timer | null = null;
  #running = false;

  constructor(private readonly options: OutboxRunnerOptions) {}

  register(kind: string, executor: Executor): void {
    if (this.#executors.has(kind)) throw new InvariantError(`two executors for ${kind}`);
    this.#executors.set(kind, executor);
  }

  start(): void {
    this.#running = true;
    this.wake();
  }

  async stop(): Promise<void> {
    this.#running = false;
    this.#timer?.cancel();
    this.#timer = null;
    await Promise.all(this.#busy.values());
  }

  retry(tx: Tx, id: string): boolean {
    const from: readonly State[] = ['failed', 'cancelled'];
    const moved = move(tx, id, from, { state: 'waiting', attempts: 0, next_at: tx.at, last_error: null });
    if (moved) tx.fact('outbox.waiting', id);
    return moved;
  }

  cancel(tx: Tx, id: string): boolean {
    const moved = move(tx, id, ['waiting', 'failed'], { state: 'cancelled', next_at: null });
    if (moved) tx.fact('outbox.cancelled', id);
    return moved;
  }

  /** Called after every commit that touched the outbox. Ends in its own turn: the caller's work comes first. */
  wake(): void {
    if (this.#running) this.#wakeIn(0);
  }

  #wakeIn(ms: number): void {
    this.#timer?.cancel();
    this.#timer = this.options.clock.setTimeout(() => {
      this.#timer = null;
      this.#round();
    }, ms);
  }

  #round(): void {
    for (const [kind, executor] of this.#executors) {
      if (this.#busy.has(kind)) continue;
      const work = this.#drain(kind, executor)
        .catch((error: unknown) => this.#stumbled(kind, error))
        .finally(() => this.#busy.delete(kind));
      this.#busy.set(kind, work);
    }
  }

  /** The store itself failed, for example on a full disk: what is `sending` is settled when the round comes again. */
  #stumbled(kind: string, error: unknown): void {
    this.options.log.error('the outbox stopped and will go on later', { kind, error });
    if (this.#running) this.#wakeIn(STORE_FAULT_WAIT_MS);
  }

  async #drain(kind: string, executor: Executor): Promise<void> {
    // Left over by a crash: nobody in this process is sending while this kind's turn begins.
    for (const row of this.#rows(kind, 'sending')) await this.#settle(itemOf(row), executor, 'interrupted while being sent');
    while (this.#running) {
      const row = this.#rows(kind, 'waiting')[0];
      if (row === undefined || row.next_at === null) return;
      const wait = row.next_at - this.options.clock.now();
      if (wait > 0) return this.#wakeBy(row.next_at);
      if (this.#begin(row)) await this.#send({ ...itemOf(row), attempt: row.attempts + 1 }, executor);
    }
  }

  /** Timers of several kinds share one: each round looks at all of them. */
  #wakeBy(due: number): void {
    const soonest = this.#soonest() ?? due;
    if (this.#running) this.#wakeIn(Math.max(0, Math.min(due, soonest) - this.options.clock.now()));
  }

  async #send(item: OutboxItem, executor: Executor): Promise<void> {
    try {
      const sent = await executor.send(item);
      this.#finish(item, { state: 'done', next_at: null, last_error: null, dry: sent === 'dry' ? 1 : 0 });
    } catch (error) {
      this.options.log.warn('an effect did not succeed', { kind: item.kind, id: item.id, attempt: item.attempt, error });
      if (error instanceof NotSent) this.#again(item, executor, error.message);
      else await this.#settle(item, executor, error instanceof Error ? error.message : String(error));
    }
  }

  /** For an attempt that may or may not have reached the vendor. */
  async #settle(item: OutboxItem, executor: Executor, reason: string): Promise<void> {
    if (executor.dedupesByKey) return this.#again(item, executor, reason);
    const sent = await this.#readBack(item, executor);
    if (sent === true) this.#finish(item, { state: 'done', next_at: null, last_error: null });
    else if (sent === false) this.#again(item, executor, reason);
    // Sending twice is worse than asking a person.
    else this.#finish(item, { state: 'failed', next_at: null, last_error: `${reason}; unknown whether it was sent` });
  }

  async #readBack(item: OutboxItem, executor: Executor): Promise<boolean | null> {
    try {
      return (await executor.wasSent?.(item)) ?? null;
    } catch (error) {
      this.options.log.warn('an effect could not be read back', { kind: item.kind, id: item.id, error });
      return null;
    }
  }

  #again(item: OutboxItem, executor: Executor, reason: string): void {
    if (item.attempt >= (executor.attempts ?? ATTEMPTS)) {
      this.#finish(item, { state: 'failed', next_at: null, last_error: reason });
      return;
    }
    const backoff = new Backoff({ ...WAITS, baseMs: WAITS.baseMs * 2 ** item.attempt }, this.options.random);
    this.#finish(item, { state: 'waiting', next_at: this.options.clock.now() + backoff.next(), last_error: reason });
  }

  #begin(row: OutboxTable): boolean {
    const request = { actor: 'system:outbox', action: 'outbox.begin', input: { id: row.id }, subject: row.id };
    return this.options.commands.run(request, (tx) => {
      return move(tx, row.id, ['waiting'], { state: 'sending', attempts: row.attempts + 1, next_at: null });
    });
  }

  #finish(item: OutboxItem, change: Partial<OutboxTable> & { state: State }): void {
    const request = { actor: 'system:outbox', action: `outbox.${change.state}`, input: { id: item.id }, subject: item.id };
    this.options.commands.run(request, (tx) => {
      if (!move(tx, item.id, ['sending'], change)) throw new InvariantError('an effect was moved on while it was being sent');
      tx.fact(`outbox.${change.state}`, item.id, { kind: item.kind, ...(change.dry === 1 ? { dry: true } : {}) });
    });
  }

  #rows(kind: string, state: State): OutboxTable[] {
    const { read } = this.options;
    const query = read.db.selectFrom('outbox').selectAll().where('state', '=', state).where('kind', '=', kind);
    return read.all(
      query
        .orderBy('next_at')
        .orderBy('id')
        .limit(state === 'waiting' ? 1 : 1000),
    );
  }

  #soonest(): number | null {
    const { read } = this.options;
    const query = read.db.selectFrom('outbox').select('next_at').where('state', '=', 'waiting').where('next_at', 'is not', null);
    return (
      read.get(
        query
          .where('kind', 'in', [...this.#executors.keys()])
          .orderBy('next_at')
          .limit(1),
      )?.next_at ?? null
    );
  }
}

function move(tx: Tx, id: string, from: readonly State[], change: Partial<OutboxTable>): boolean {
  const query = tx.db.updateTable('outbox').set({ ...change, updated_at: tx.at });
  return tx.run(query.where('id', '=', id).where('state', 'in', from)) === 1;
}

function itemOf(row: OutboxTable): OutboxItem {
  return { id: row.id, kind: row.kind, key: row.key, payload: JSON.parse(row.payload_json) as Json, attempt: row.attempts };
}
