import { MINUTE } from '../../../../shared/base/time';
import type { HistoryRow } from './minute';

/** A side that has not come by then will not come. */
const KEPT = 5 * MINUTE;
/** Sums of decimals, as a part of the whole. */
const DUST = 1e-6;
const SAME_PRICE = 1e-9;
/** A stream of prices is a sample of what the venue made its bar of: so much may be missing at its edges. */
const SAMPLED_PRICE = 3e-4;
/** Bars that are asked for, one instrument after the other, come later. */
const ASKED_KEPT = 60 * MINUTE;

/**
 * Holds each minute built from trades against the venue's own bar of it, whichever comes first. Nothing waits for this: the
 * candle has been stored and judged, or will be, by the rules of closing alone.
 */
export class BarCheck {
  readonly #built = new Map<number, HistoryRow>();
  readonly #told = new Map<number, HistoryRow>();

  readonly #kept: number;

  constructor(
    private readonly differs: (ours: HistoryRow, venues: HistoryRow) => void,
    /** Bars of prices without trades. */
    private readonly pricesOnly = false,
  ) {
    this.#kept = pricesOnly ? ASKED_KEPT : KEPT;
  }

  built(row: HistoryRow): void {
    this.#meet(this.#built, row);
  }

  told(row: HistoryRow): void {
    this.#meet(this.#told, row);
  }

  #meet(side: Map<number, HistoryRow>, row: HistoryRow): void {
    side.set(row.ts, row);
    const [ours, venues] = [this.#built.get(row.ts), this.#told.get(row.ts)];
    if (ours !== undefined && venues !== undefined) {
      this.#built.delete(row.ts);
      this.#told.delete(row.ts);
      if (!(this.pricesOnly ? near(ours, venues, SAMPLED_PRICE) : same(ours, venues))) this.differs(ours, venues);
    }
    for (const ts of side.keys()) if (ts < row.ts - this.#kept) side.delete(ts);
  }
}

function same(ours: HistoryRow, venues: HistoryRow): boolean {
  if (Math.abs(ours.volume - venues.volume) > DUST * Math.max(ours.volume, venues.volume)) return false;
  // Without a trade the bar has no price of its own.
  if (ours.volume === 0) return true;
  return near(ours, venues, SAME_PRICE);
}

function near(ours: HistoryRow, venues: HistoryRow, part: number): boolean {
  return (['open', 'high', 'low', 'close'] as const).every((name) => Math.abs(ours[name] - venues[name]) <= part * venues[name]);
}
