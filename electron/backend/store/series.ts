import type { Timeframe } from '../../../shared/base/time';
import type { Gap } from '../../../shared/features/market/candle';

/** Columns of stored candles, equally long, oldest first. `quality` holds `QUALITY_CODE`; `bid`/`ask` are NaN where unknown. */
export interface CandleColumns {
  readonly ts: Float64Array;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly volume: Float64Array;
  readonly quality: Float64Array;
  readonly bid: Float64Array;
  readonly ask: Float64Array;
}

/** Trades as they came, equally long columns. `instrument[i]` is an index into `instruments`. `tradeId` is NaN where the venue gives none. */
export interface TickBatch {
  readonly source: string;
  readonly instruments: readonly string[];
  readonly length: number;
  readonly instrument: Uint16Array;
  readonly ts: Float64Array;
  readonly price: Float64Array;
  readonly amount: Float64Array;
  readonly tradeId: Float64Array;
}

export interface TickColumns {
  readonly ts: Float64Array;
  readonly price: Float64Array;
  readonly amount: Float64Array;
  readonly tradeId: Float64Array;
}

/** Half-open `from ≤ ts < to`; of what matches, the last `limit`. */
export interface CandleRange {
  readonly from?: number;
  readonly to?: number;
  readonly limit?: number;
}

/** A candle stored after later ones: new where `revision` is 0, else another version of it. */
export interface CandleChange {
  readonly ts: number;
  readonly revision: number;
  /** When it was stored, ms. */
  readonly writtenAt: number;
}

export interface SeriesReader {
  /** Newest revision of each candle, oldest first. */
  readCandles(source: string, instrument: string, timeframe: Timeframe, range?: CandleRange): CandleColumns;
  /** Open time of the last stored candle; null where there is none. */
  lastTs(source: string, instrument: string, timeframe: Timeframe): number | null;
  /** Open time of the first stored candle; null where there is none. */
  firstTs(source: string, instrument: string, timeframe: Timeframe): number | null;
  readTicks(source: string, instrument: string, range: { from: number; to: number }): TickColumns;
  /** Candles of `from ≤ ts < to` that came late or replaced an earlier one, in order of writing. */
  readChanges(source: string, instrument: string, timeframe: Timeframe, range: { from: number; to: number }): CandleChange[];
  /** Newest first. */
  readGaps(filter: GapFilter): (Gap & { readonly source: string })[];
}

export interface GapFilter {
  readonly source?: string;
  readonly instrument?: string;
  readonly status?: Gap['status'];
  readonly limit: number;
}

/**
 * The one door to the market series; nothing in it is particular to SQLite, so that a time-series server can stand behind it.
 * Storage faults are `StoreRefusal`s.
 */
export interface Series extends SeriesReader {
  /**
   * Stores candles in order of time. A candle that is stored already with the same values is left alone; one with other
   * values becomes a new revision, the earlier one stays. Returns how many rows were written.
   */
  appendCandles(source: string, instrument: string, timeframe: Timeframe, columns: CandleColumns): number;
  /** One commit for several writes to the series. */
  batch<T>(work: () => T): T;
  /** Writes ticks, for `expireTicks` to remove after 48 h. When the disk is full ticks are given up, candles are not: says how many were dropped. */
  appendTicks(batch: TickBatch): { written: number; dropped: number };
  /** Told when the disk was full and ticks had to go, with their number; at once and each time. */
  onDiskFull(listener: (droppedTicks: number) => void): void;
  /** Removes the ticks written before `before`: a piece now, the rest piece by piece with other work in between. */
  expireTicks(before: number): void;
  openGap(source: string, gap: Gap): void;
  closeGap(id: string, status: 'repaired' | 'unrepairable'): void;
}
