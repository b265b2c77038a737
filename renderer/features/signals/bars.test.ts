import { expect, it } from 'vitest';
import { encodeColumns } from '../../../shared/base/columns';
import { MINUTE } from '../../../shared/base/time';
import { CANDLE_COLUMNS } from '../../../shared/features/market/candle';
import { barsOf, chartWindow } from './bars';

const column = (...values: number[]) => Float64Array.from(values);

it('unpacks bars with the names of their qualities', () => {
  const pack = encodeColumns(CANDLE_COLUMNS, {
    ts: column(0, 60_000),
    open: column(1, 2),
    high: column(3, 4),
    low: column(0.5, 1.5),
    close: column(2, 3),
    volume: column(10, 0),
    quality: column(0, 3),
  });
  expect(barsOf(pack)).toEqual([
    { ts: 0, open: 1, high: 3, low: 0.5, close: 2, volume: 10, quality: 'complete' },
    { ts: 60_000, open: 2, high: 4, low: 1.5, close: 3, volume: 0, quality: 'suspect' },
  ]);
});

it('looks 80 candles back and 60 ahead of the decision', () => {
  const window = chartWindow({ at: 1_000 * 5 * MINUTE, timeframe: '5m' });
  expect(window).toEqual({ from: 920 * 5 * MINUTE, to: 1_060 * 5 * MINUTE, limit: 140 });
});
