import { decodeColumns } from '../../../shared/base/columns';
import { timeframeMs } from '../../../shared/base/time';
import { CANDLE_COLUMNS, QUALITIES, type Quality } from '../../../shared/features/market/candle';
import type { SignalRow } from '../../../shared/features/signals/signal';

/** One bar of the chart and of its table twin. */
export interface Bar {
  readonly ts: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
  readonly quality: Quality;
}

const BEFORE = 80;
const AFTER = 60;

/** The stretch of market around a decision, and a little past the expiry of short plans: what the analyst looks at. */
export function chartWindow(row: Pick<SignalRow, 'at' | 'timeframe'>): {
  readonly from: number;
  readonly to: number;
  readonly limit: number;
} {
  const length = timeframeMs(row.timeframe);
  return { from: row.at - BEFORE * length, to: row.at + AFTER * length, limit: BEFORE + AFTER };
}

/** Unpacks a column pack into bars. Throws RangeError on anything that is not a pack of candles. */
export function barsOf(buffer: ArrayBuffer): readonly Bar[] {
  const columns = decodeColumns(CANDLE_COLUMNS, buffer);
  const at = (name: (typeof CANDLE_COLUMNS)[number], index: number) => columns[name][index] ?? Number.NaN;
  return Array.from(columns.ts, (ts, index) => ({
    ts,
    open: at('open', index),
    high: at('high', index),
    low: at('low', index),
    close: at('close', index),
    volume: at('volume', index),
    quality: QUALITIES[at('quality', index)] ?? 'suspect',
  }));
}
