import { MINUTE } from '../../../../shared/base/time';
import type { Gap } from '../../../../shared/features/market/candle';
import type { Clock, Timer } from '../../kit/clock';
import type { Log } from '../../kit/log';
import { nextTurn } from '../../kit/turn';
import type { MarketCore } from './core';
import type { LiveMarket } from './live';
import type { HistoryRow } from './minute';
import { OwedGaps, type Page } from './owedGaps';
import { Revisions } from './revisions';

/** What the venue's history is asked through. */
export interface History {
  /** Closed minutes with from ≤ ts < to, oldest first. Rejects when the venue does not answer in spite of retries. */
  backfill(instrument: string, from: number, to: number): Promise<readonly HistoryRow[]>;
  /** Epoch ms by the venue's clock. */
  serverTime(): Promise<number>;
}

export interface RepairOptions {
  /** Instruments asked for at once; the connector keeps the venue's limits. */
  readonly atOnce: number;
  /** Instruments in the order in which their history is wanted; the others follow. */
  readonly order: () => readonly string[];
  readonly core: MarketCore;
  readonly live: LiveMarket;
  readonly history: History;
  readonly clock: Clock;
  readonly log: Log;
  /** Waits between failed attempts on one hole; after the last one the hole is given up. */
  readonly waits?: readonly number[];
  /** Waits between rounds over the gaps that were given up; the last one is repeated. */
  readonly owedWaits?: readonly number[];
}

const PAGE = 1000 * MINUTE;
/** Kraken's history reaches back 720 minutes; some of them may have passed since the question. */
const REMEMBERED = 700 * MINUTE;
const WAITS = [1_000, 2_000, 5_000, 10_000, 20_000];

/**
 * Fills holes from the venue's history, a few instruments at a time and one page of each, so that a reconnect never
 * becomes a storm of requests. A hole that cannot be filled is given up, so that the market goes on: its minutes are suspect or
 * missing, its record stays open, and it is asked for again.
 */
export class Repair {
  #running = false;
  #stopped = false;
  #again = false;
  readonly #failures = new Map<string, number>();
  /** Instruments whose history could not be had a moment ago; the others do not wait for them. */
  readonly #resting = new Map<string, Timer>();
  /** Instruments whose history is being fetched. */
  readonly #busy = new Set<string>();
  /** Instruments somebody is looking at come first. */
  readonly #wanted: string[] = [];

  /** Gaps that were given up for now. */
  readonly #owed: OwedGaps;
  readonly #revisions: Revisions;

  constructor(private readonly options: RepairOptions) {
    const { core, clock, log, owedWaits } = options;
    const isPast = (id: string, to: number) => this.#isPast(id, to);
    this.#revisions = new Revisions({ ...options, isPast });
    this.#owed = new OwedGaps({
      core,
      clock,
      log,
      fetch: (id, from, until) => this.#page(id, from, until),
      isPast,
      wake: () => this.wake(),
      ...(owedWaits === undefined ? {} : { waits: owedWaits }),
    });
  }

  /** A gap that was passed over without an answer of the venue. */
  owe(gap: Gap): void {
    this.#owed.owe(gap);
  }

  /** The venue is back: what was given up is asked for again. */
  venueIsBack(): void {
    this.#owed.soon();
    this.wake();
  }

  /** Looks for work; called whenever there may be some. */
  wake(): void {
    this.#again = true;
    if (this.#running || this.#stopped) return;
    this.#running = true;
    void this.#work()
      .catch((error: unknown) => this.options.log.error('repair ended', { error }))
      .then(() => {
        this.#running = false;
        // Asked for after the last look, and before the end of it was known here.
        if (this.#again) this.wake();
      });
  }

  prefer(instrument: string): void {
    const at = this.#wanted.indexOf(instrument);
    if (at >= 0) this.#wanted.splice(at, 1);
    this.#wanted.unshift(instrument);
  }

  stop(): void {
    this.#stopped = true;
    this.#owed.stop();
    for (const timer of this.#resting.values()) timer.cancel();
  }

  async #work(): Promise<void> {
    const { live } = this.options;
    while (this.#again && !this.#stopped) {
      this.#again = false;
      await Promise.all(Array.from({ length: this.options.atOnce }, () => this.#fetchHoles()));
      await this.#revisions.settle(() => this.#stopped);
      if (live.watermark >= 0) await this.#owed.settle();
    }
  }

  async #fetchHoles(): Promise<void> {
    for (let id = this.#nextHole(); id !== null && !this.#stopped; id = this.#nextHole()) {
      this.#busy.add(id);
      await this.#fetchHole(id).finally(() => this.#busy.delete(id));
      await nextTurn();
    }
  }

  /** An instrument whose first hole has minutes that are over: somebody looks at it, else in the order of the watch list. */
  #nextHole(): string | null {
    const { live, order } = this.options;
    const over = Math.floor(live.watermark / MINUTE) * MINUTE;
    const fetchable = (id: string) => {
      const hole = live.channels.get(id)?.sequence.hole ?? null;
      return hole !== null && hole.from < over && !this.#resting.has(id) && !this.#busy.has(id);
    };
    return this.#wanted.find(fetchable) ?? order().find(fetchable) ?? [...live.channels.keys()].find(fetchable) ?? null;
  }

  /** One page of an instrument's first hole. */
  async #fetchHole(id: string): Promise<void> {
    const { live, log } = this.options;
    const sequence = live.channels.get(id)?.sequence;
    const hole = sequence?.hole ?? null;
    if (sequence === undefined || hole === null) return;
    const over = Math.floor(live.watermark / MINUTE) * MINUTE;
    const until = Math.min(hole.to, over, hole.from + PAGE);
    try {
      const { rows, reach } = await this.#page(id, hole.from, until);
      this.#failures.delete(id);
      if (!this.#stopped) sequence.fill(rows, until, reach);
    } catch (error) {
      if (this.#stopped) return;
      log.warn('history could not be fetched', { instrument: id, from: hole.from, until, error });
      this.#failed(id);
    }
  }

  /** Minutes of an instrument that are over, and before which time the venue remembers nothing. */
  async #page(id: string, from: number, until: number): Promise<Page> {
    const rows = await this.#history(id, from, until);
    const over = Math.floor(this.options.live.watermark / MINUTE) * MINUTE;
    // What an old answer does not begin with may be more than the venue remembers.
    return { rows, reach: Math.min(rows[0]?.ts ?? until, over - REMEMBERED) };
  }

  /** Nothing of it is on its way to the store or the kernel any more. */
  #isPast(id: string, to: number): boolean {
    const { live } = this.options;
    const next = live.channels.get(id)?.sequence.next ?? Number.NEGATIVE_INFINITY;
    return to <= next && to <= live.watermark && !live.isDelivering(id);
  }

  /**
   * An answer that ends early says that nothing traded since only where the venue's own clock was past the end when it was
   * asked; else the venue may just be behind.
   */
  async #history(id: string, from: number, until: number): Promise<readonly HistoryRow[]> {
    const { history } = this.options;
    const rows = await history.backfill(id, from, until);
    if (rows.at(-1)?.ts === until - MINUTE) return rows;
    const told = await history.serverTime();
    if (told < until) throw new RangeError(`the venue's clock stands at ${told}, before ${until}`);
    return history.backfill(id, from, until);
  }

  #failed(id: string): void {
    const failures = this.#failures.get(id) ?? 0;
    const wait = (this.options.waits ?? WAITS)[failures];
    if (wait === undefined) {
      this.#failures.delete(id);
      const sequence = this.options.live.channels.get(id)?.sequence;
      if (sequence?.hole) sequence.abandon(sequence.hole.to);
      return;
    }
    this.#failures.set(id, failures + 1);
    const again = this.options.clock.setTimeout(() => {
      this.#resting.delete(id);
      this.wake();
    }, wait);
    this.#resting.set(id, again);
  }
}
