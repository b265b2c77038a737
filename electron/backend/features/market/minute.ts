import { QUALITY_CODE } from '../../../../shared/features/market/candle';
import type { CandleColumns } from '../../store/series';

/** One closed minute on its way into the store. `quality` is a `QUALITY_CODE`; `bid`/`ask` are NaN where unknown. */
export interface Minute {
  readonly ts: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
  readonly quality: number;
  readonly bid: number;
  readonly ask: number;
}

const NAMES = ['ts', 'open', 'high', 'low', 'close', 'volume', 'quality', 'bid', 'ask'] as const;

/** Rows as the columns that the store and the kernel take. */
export function toColumns(minutes: readonly Minute[]): CandleColumns {
  const columns = Object.fromEntries(NAMES.map((name) => [name, Float64Array.from(minutes, (minute) => minute[name])]));
  return columns as unknown as CandleColumns;
}

/** A minute as a venue's history lists it. */
export type HistoryRow = Omit<Minute, 'quality' | 'bid' | 'ask'>;

/** A minute without a trade: the price stands still. */
export function quietMinute(ts: number, price: number): Minute {
  const none = { bid: Number.NaN, ask: Number.NaN };
  return { ts, open: price, high: price, low: price, close: price, volume: 0, quality: QUALITY_CODE.quiet, ...none };
}

/** A row of the venue's history; a price that stood still all minute long is quiet there as it is here. */
export function repairedMinute(row: HistoryRow): Minute {
  return { ...row, quality: QUALITY_CODE.repaired, bid: Number.NaN, ask: Number.NaN };
}
