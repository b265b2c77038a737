import { describe, expect, it } from 'vitest';
import { MINUTE } from '../../../../shared/base/time';
import { QUALITY_CODE, type Quality } from '../../../../shared/features/market/candle';
import { Aggregator } from '../../engine/aggregator';
import { BarSeries } from '../../engine/series';
import { FormingBar } from './forming';
import { type Minute, toColumns } from './minute';

function minute(index: number, prices: readonly [number, number, number, number], quality: Quality, volume = 1): Minute {
  const [open, high, low, close] = prices;
  const code = QUALITY_CODE[quality];
  return { ts: index * MINUTE, open, high, low, close, volume, quality: code, bid: Number.NaN, ask: Number.NaN };
}

const flat = (index: number, price: number) => minute(index, [price, price, price, price], 'quiet', 0);

/** The bar that the engine makes of these minutes. */
function closedBar(minutes: readonly Minute[]) {
  const series = new BarSeries('5m', 1);
  const aggregator = new Aggregator(series, { baseStep: MINUTE, sparse: true, silentBars: 0, includeSuspect: true });
  series.begin(2);
  aggregator.push(toColumns(minutes), 0, minutes.length);
  aggregator.finish(true);
  const { ts, open, high, low, close, volume } = series;
  return [ts, open, high, low, close, volume].map((column) => column[0]);
}

function formingBar(minutes: readonly Minute[]) {
  const bar = new FormingBar(5 * MINUTE, MINUTE);
  for (const one of minutes) bar.minute(one);
  const { ts, open, high, low, close, volume } = bar.current() ?? flat(0, 0);
  return [ts, open, high, low, close, volume];
}

describe('the bar that still grows', () => {
  it.each([
    [
      'quiet first',
      [flat(5, 90), minute(6, [100, 102, 99, 101], 'complete', 0.1), minute(7, [101, 103, 100, 102], 'complete', 0.2)],
    ],
    ['quiet between', [minute(5, [100, 102, 99, 101], 'complete'), flat(6, 101), minute(7, [104, 105, 103, 104], 'repaired')]],
    ['quiet last', [minute(5, [100, 102, 99, 101], 'complete'), flat(6, 101)]],
    ['only quiet', [flat(5, 90), flat(6, 90)]],
  ] as const)('[MKT2] is what the engine makes of the same minutes: %s', (_name, minutes) => {
    expect(formingBar(minutes)).toEqual(closedBar(minutes));
  });

  it('[MKT2] begins with the first trade, not with the quiet minutes before it', () => {
    const bar = new FormingBar(5 * MINUTE, MINUTE);
    bar.minute(flat(5, 90));
    bar.trade(6 * MINUTE + 1, 100, 2);
    bar.trade(6 * MINUTE + 2, 101, 1);
    expect(bar.current()).toMatchObject({ ts: 5 * MINUTE, open: 100, high: 101, low: 100, close: 101, volume: 3 });
  });

  it('[MKT1] keeps the time of a row that is the bar itself', () => {
    const bar = new FormingBar(MINUTE, MINUTE);
    bar.minute({ ...minute(5, [100, 102, 99, 101], 'complete'), ts: 5 * MINUTE + 20_000 });
    expect(bar.current()?.ts).toBe(5 * MINUTE + 20_000);
  });
});
