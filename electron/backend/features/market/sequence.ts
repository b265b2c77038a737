import { MINUTE } from '../../../../shared/base/time';
import { type Gap, QUALITY_CODE } from '../../../../shared/features/market/candle';
import { type HistoryRow, type Minute, quietMinute, repairedMinute } from './minute';

/** A stretch of minutes that live trades cannot vouch for, to be fetched from the venue's history. */
export interface Hole {
  /** Id of its gap record; null for history from before the first run, which nobody has missed. */
  readonly gapId: string | null;
  /** Its first minute. */
  readonly start: number;
  /** First minute not yet delivered. */
  from: number;
  /** First minute after it. */
  readonly to: number;
  readonly cause: Gap['cause'];
  /** Minutes of it that nobody can vouch for. */
  missing: number;
  /** The venue could not be asked about some of it: it may still know. */
  abandoned: boolean;
}

export interface SequenceOptions {
  /** Takes the minutes in order, each once; several at a time when they come from history. */
  readonly deliver: (minutes: readonly Minute[]) => void;
  readonly holeClosed: (hole: Hole) => void;
  /** True while the instrument's session is open: only then is a minute without a trade quiet, and missed when it is missing. */
  readonly trades: (ts: number) => boolean;
}

/**
 * Puts the minutes of one instrument in order: built ones wait behind a hole until history has filled it, so that the kernel
 * never sees a later minute first. What history cannot give is delivered as it was built, suspect.
 */
export class MinuteSequence {
  readonly #built = new Map<number, Minute>();
  readonly #holes: Hole[] = [];
  #next: number;
  #lastClose = Number.NaN;

  constructor(
    /** Open time of the first minute wanted. */
    first: number,
    private readonly options: SequenceOptions,
  ) {
    this.#next = first;
  }

  /** Open time of the next minute to be delivered. */
  get next(): number {
    return this.#next;
  }

  /** The hole that holds everything up, if any. */
  get hole(): Hole | null {
    return this.#holes[0] ?? null;
  }

  /** True for a minute that will be fetched from history. */
  awaits(ts: number): boolean {
    return this.#holes.some(({ from, to }) => from <= ts && ts < to);
  }

  /** A minute that was built from live trades. One that was delivered already is ignored. */
  add(minute: Minute): void {
    if (minute.ts < this.#next) return;
    this.#built.set(minute.ts, minute);
    this.#advance();
  }

  /** Returns the hole, clipped to what was not delivered and is not a hole already; null when nothing is left of it. */
  open(from: number, to: number, cause: Gap['cause'], gapId: string | null): Hole | null {
    const start = Math.max(from, this.#next, this.#holes.at(-1)?.to ?? 0);
    if (start >= to) return null;
    const hole: Hole = { gapId, start, from: start, to, cause, missing: 0, abandoned: false };
    this.#holes.push(hole);
    return hole;
  }

  /**
   * The venue's history of the first hole up to `until`. A minute that it does not list had no trade and is quiet, unless
   * trades were seen in it: then the two disagree and it is suspect. Before `reach` the venue remembers nothing, and what it
   * does not list is missing.
   */
  fill(rows: readonly HistoryRow[], until: number, reach = Number.NEGATIVE_INFINITY): void {
    const byTime = new Map(rows.map((row) => [row.ts, row]));
    this.#settle(until, (ts, built) => {
      const row = byTime.get(ts);
      if (row !== undefined) return repairedMinute(row);
      if (built !== undefined) return suspect(built);
      return ts < reach ? null : this.#quiet(ts);
    });
  }

  /** The first hole up to `until` cannot be had now: what was built is suspect, the rest stays missing. */
  abandon(until: number): void {
    const hole = this.#holes[0];
    if (hole !== undefined) hole.abandoned = true;
    this.#settle(until, (_, built) => (built === undefined ? null : suspect(built)));
  }

  #settle(until: number, settle: (ts: number, built: Minute | undefined) => Minute | null): void {
    const hole = this.#holes[0];
    if (hole === undefined) return;
    const minutes: Minute[] = [];
    const end = Math.min(until, hole.to);
    for (let ts = hole.from; ts < end; ts += MINUTE) {
      const built = this.#built.get(ts);
      // A quiet minute inside a hole was made up by the builder, which knows nothing of holes.
      const minute = settle(ts, built?.quality === QUALITY_CODE.quiet ? undefined : built);
      this.#built.delete(ts);
      if (minute === null || minute.quality === QUALITY_CODE.suspect) hole.missing += this.options.trades(ts) ? 1 : 0;
      if (minute === null) continue;
      this.#lastClose = minute.close;
      minutes.push(minute);
    }
    hole.from = end;
    this.#next = Math.max(this.#next, end);
    if (minutes.length > 0) this.options.deliver(minutes);
    if (hole.from >= hole.to) this.#close(hole);
  }

  #quiet(ts: number): Minute | null {
    const price = this.#lastClose;
    if (!Number.isFinite(price) || !this.options.trades(ts)) return null;
    return quietMinute(ts, price);
  }

  #close(hole: Hole): void {
    this.#holes.shift();
    this.options.holeClosed(hole);
    this.#advance();
  }

  #advance(): void {
    const ready: Minute[] = [];
    const stop = this.#holes[0]?.from ?? Number.POSITIVE_INFINITY;
    while (this.#next < stop) {
      const minute = this.#built.get(this.#next);
      if (minute === undefined) {
        // Outside its session an instrument has no minutes, so the next one built is the next one wanted.
        if (this.#built.size === 0 || this.options.trades(this.#next)) break;
        this.#next += MINUTE;
        continue;
      }
      this.#built.delete(this.#next);
      this.#lastClose = minute.close;
      ready.push(minute);
      this.#next += MINUTE;
    }
    if (ready.length > 0) this.options.deliver(ready);
  }
}

function suspect(minute: Minute): Minute {
  return { ...minute, quality: QUALITY_CODE.suspect };
}
