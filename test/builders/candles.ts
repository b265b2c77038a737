import type { BaseCandles } from '../../electron/backend/engine/port';
import { QUALITY_CODE } from '../../shared/features/market/candle';

export interface CandleRow {
  readonly ts: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume?: number;
  readonly quality?: keyof typeof QUALITY_CODE;
  readonly bid?: number;
  readonly ask?: number;
}

/** Base candles from rows; complete, with volume 10 and without a quote unless said otherwise. */
export function candlesOf(rows: readonly CandleRow[]): BaseCandles {
  const column = (value: (row: CandleRow) => number) => Float64Array.from(rows, value);
  return {
    ts: column((row) => row.ts),
    open: column((row) => row.open),
    high: column((row) => row.high),
    low: column((row) => row.low),
    close: column((row) => row.close),
    volume: column((row) => row.volume ?? 10),
    quality: column((row) => QUALITY_CODE[row.quality ?? 'complete']),
    bid: column((row) => row.bid ?? Number.NaN),
    ask: column((row) => row.ask ?? Number.NaN),
  };
}

/** A candle that stands still at `price`. */
export function flat(ts: number, price: number): CandleRow {
  return { ts, open: price, high: price, low: price, close: price };
}

/** Candles as the text of a file. */
export function csvOf(rows: readonly CandleRow[]): string {
  const lines = rows.map(({ ts, open, high, low, close, volume = 10 }) => [ts, open, high, low, close, volume].join(','));
  return `ts,open,high,low,close,volume\n${lines.join('\n')}\n`;
}
