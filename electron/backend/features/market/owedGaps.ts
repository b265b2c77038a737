import { MINUTE } from '../../../../shared/base/time';
import { type Gap, QUALITY_CODE } from '../../../../shared/features/market/candle';
import type { Clock, Timer } from '../../kit/clock';
import type { Log } from '../../kit/log';
import { nextTurn } from '../../kit/turn';
import { type MarketCore, rowsOf } from './core';
import { type HistoryRow, type Minute, quietMinute, repairedMinute } from './minute';

/** The venue's rows for a stretch, and before which time it remembers nothing. */
export interface Page {
  readonly rows: readonly HistoryRow[];
  readonly reach: number;
}

export interface OwedGapsOptions {
  readonly core: MarketCore;
  readonly clock: Clock;
  readonly log: Log;
  /** One page of the venue's history; rejects when it cannot be had now. */
  readonly fetch: (instrument: string, from: number, until: number) => Promise<Page>;
  /** True once everything before `to` was delivered: only then is a gap the past, where nothing waits for it. */
  readonly isPast: (instrument: string, to: number) => boolean;
  /** Time to look again. */
  readonly wake: () => void;
  readonly waits?: readonly number[];
}

const PAGE = 1000 * MINUTE;
/** Minutes stored in one go: each may look for its earlier version in a sealed chunk. */
const PIECE = 100;
const WAITS = [60_000, 120_000, 300_000, 600_000, 900_000];
/** As many instruments in a row without an answer say that the venue is down: the others need not ask. */
const ENOUGH_FAILURES = 2;
const ALL = 1_000_000;

/**
 * Gaps that were given up for now, or that an earlier run left open. They are asked for again at the start, after every
 * reconnect and with growing pauses. What comes is stored as revisions: the kernel has passed these minutes and never sees
 * them again, so no decision changes.
 */
export class OwedGaps {
  readonly #owed: Map<string, Gap>;
  #rounds = 0;
  #timer: Timer | null = null;
  #resting = false;
  #stopped = false;

  constructor(private readonly options: OwedGapsOptions) {
    const { series, source } = options.core.options;
    this.#owed = new Map(series.readGaps({ source, status: 'open', limit: ALL }).map(({ source: _, ...gap }) => [gap.id, gap]));
  }

  /** A gap whose history could not be had: it stays open. */
  owe(gap: Gap): void {
    this.#owed.set(gap.id, gap);
    if (!this.#resting) this.#rest();
  }

  /** The venue has answered again. */
  soon(): void {
    this.#rounds = 0;
    this.#timer?.cancel();
    this.#resting = false;
  }

  stop(): void {
    this.#stopped = true;
    this.#timer?.cancel();
  }

  /** Settles what can be settled now; the rest is tried again later. */
  async settle(): Promise<void> {
    if (this.#resting || this.#owed.size === 0) return;
    let failures = 0;
    for (const gap of [...this.#owed.values()]) {
      if (this.#stopped) return;
      if (!this.options.isPast(gap.instrument, gap.to)) continue;
      if (failures >= ENOUGH_FAILURES) break;
      failures = (await this.#tried(gap)) ? 0 : failures + 1;
    }
    if (failures > 0) this.#rest();
    else this.#rounds = 0;
  }

  async #tried(gap: Gap): Promise<boolean> {
    // Behind the others, so that one that never answers keeps nobody else from being asked.
    this.#owed.delete(gap.id);
    try {
      const lost = await this.#repair(gap);
      if (!this.#stopped) this.options.core.options.series.closeGap(gap.id, lost > 0 ? 'unrepairable' : 'repaired');
      return true;
    } catch (error) {
      this.#owed.set(gap.id, gap);
      if (!this.#stopped) this.options.log.warn('a gap stays open', { gap: gap.id, instrument: gap.instrument, error });
      return false;
    }
  }

  /** Returns how many minutes the venue does not have either. */
  async #repair({ instrument, from, to }: Gap): Promise<number> {
    let lost = 0;
    for (let start = from; start < to && !this.#stopped; start += PAGE) {
      const end = Math.min(to, start + PAGE);
      const wanted = this.#unvouched(instrument, start, end);
      const [first, last] = [wanted[0], wanted.at(-1)];
      if (first === undefined || last === undefined) continue;
      const page = await this.options.fetch(instrument, first, last + MINUTE);
      const minutes = this.#settled(instrument, wanted, page);
      lost += wanted.length - minutes.length;
      for (let at = 0; at < minutes.length && !this.#stopped; at += PIECE) {
        this.options.core.revise(instrument, minutes.slice(at, at + PIECE));
        await nextTurn();
      }
    }
    return lost;
  }

  /** Minutes of the session that are missing in the store, or suspect there. */
  #unvouched(instrument: string, from: number, to: number): number[] {
    const { series, source, baseTimeframe, instruments, isOpen } = this.options.core.options;
    const found = instruments.find(({ id }) => id === instrument);
    const { ts, quality } = series.readCandles(source, instrument, baseTimeframe, { from, to });
    const sound = new Set(ts.filter((_, index) => quality[index] !== QUALITY_CODE.suspect));
    const stored = new Set(ts);
    const wanted: number[] = [];
    for (let at = from; at < to; at += MINUTE) {
      const missed = found !== undefined && (stored.has(at) || isOpen(found, at));
      if (missed && !sound.has(at)) wanted.push(at);
    }
    return wanted;
  }

  /** As in a hole that is filled at once: what the venue does not list was quiet, unless trades were seen or it has forgotten. */
  #settled(instrument: string, wanted: readonly number[], { rows, reach }: Page): Minute[] {
    const { series, source, baseTimeframe } = this.options.core.options;
    const listed = new Map(rows.map((row) => [row.ts, row]));
    const [first = 0, last = 0] = [wanted[0], wanted.at(-1)];
    const before = series.readCandles(source, instrument, baseTimeframe, { to: first, limit: 1 });
    const stored = new Map(
      rowsOf(series.readCandles(source, instrument, baseTimeframe, { from: first, to: last + MINUTE })).map((one) => [
        one.ts,
        one,
      ]),
    );
    const asked = new Set(wanted);
    const minutes: Minute[] = [];
    let price = before.close[0] ?? Number.NaN;
    for (let ts = first; ts <= last; ts += MINUTE) {
      const [row, known] = [listed.get(ts), stored.get(ts)];
      if (asked.has(ts) && row !== undefined) minutes.push(repairedMinute(row));
      else if (asked.has(ts) && known === undefined && ts >= reach && Number.isFinite(price))
        minutes.push(quietMinute(ts, price));
      price = row?.close ?? known?.close ?? price;
    }
    return minutes;
  }

  #rest(): void {
    if (this.#stopped) return;
    const waits = this.options.waits ?? WAITS;
    const wait = waits[Math.min(this.#rounds, waits.length - 1)] ?? 60_000;
    this.#rounds += 1;
    this.#resting = true;
    this.#timer?.cancel();
    this.#timer = this.options.clock.setTimeout(() => {
      this.#resting = false;
      this.options.wake();
    }, wait);
  }
}
