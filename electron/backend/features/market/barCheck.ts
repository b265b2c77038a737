import { MINUTE } from '../../../../shared/base/time';
import type { HistoryRow } from './minute';

/** A side that has not come by then will not come. */
const KEPT = 5 * MINUTE;
/** Sums of decimals, as a part of the whole. */
const DUST = 1e-6;
const SAME_PRICE = 1e-9;

/**
 * Holds each minute built from trades against the venue's own bar of it, whichever comes first. Nothing waits for this: the
 * candle has been stored and judged, or will be, by the rules of closing alone.
 */
export class BarCheck {
  readonly #built = new Map<number, HistoryRow>();
  readonly #told = new Map<number, HistoryRow>();

  constructor(private readonly differs: (ours: HistoryRow, venues: HistoryRow) => void) {}

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
      if (!same(ours, venues)) this.differs(ours, venues);
    }
    for (const ts of side.keys()) if (ts < row.ts - KEPT) side.delete(ts);
  }
}

function same(ours: HistoryRow, venues: HistoryRow): boolean {
  if (Math.abs(ours.volume - venues.volume) > DUST * Math.max(ours.volume, venues.volume)) return false;
  // Without a trade the bar has no price of its own.
  if (ours.volume === 0) return true;
  return (['open', 'high', 'low', 'close'] as const).every(
    (name) => Math.abs(ours[name] - venues[name]) <= SAME_PRICE * venues[name],
  );
}
