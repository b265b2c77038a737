import type { GeneratedAlways } from 'kysely';

export interface CandleTailTable {
  series: number;
  ts: number;
  /** How many earlier versions of this candle there are. */
  revision: number;
  open: number;
  high: number;
  low: number;
  close: number;
  volume: number;
  /** `QUALITY_CODE`. */
  quality: number;
  bid: number | null;
  ask: number | null;
}

export interface CandleChunksTable {
  id: GeneratedAlways<number>;
  series: number;
  revision: number;
  first_ts: number;
  last_ts: number;
  rows: number;
  /** The columns of CHUNK_COLUMNS back to back, little-endian Float64. */
  body: Uint8Array;
}

export interface SeriesTable {
  id: GeneratedAlways<number>;
  source: string;
  instrument: string;
  /** `tick` for the trades of an instrument. */
  timeframe: string;
}

export interface GapsTable {
  id: string;
  source: string;
  instrument: string;
  timeframe: string;
  from_ts: number;
  to_ts: number;
  missing: number;
  cause: string;
  status: string;
  opened_at: number;
}

export interface TickChunksTable {
  id: GeneratedAlways<number>;
  series: number;
  written_at: number;
  first_ts: number;
  last_ts: number;
  rows: number;
  /** Columns ts, price, amount, trade id back to back, little-endian Float64. */
  body: Uint8Array;
}

export interface CandleChangesTable {
  id: GeneratedAlways<number>;
  series: number;
  ts: number;
  revision: number;
  written_at: number;
}

/** `market.db`: candles and ticks, rebuildable by backfill. */
export interface MarketSchema {
  series: SeriesTable;
  candle_tail: CandleTailTable;
  candle_chunks: CandleChunksTable;
  candle_changes: CandleChangesTable;
  gaps: GapsTable;
  tick_chunks: TickChunksTable;
}
