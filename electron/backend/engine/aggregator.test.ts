import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MINUTE } from '../../../shared/base/time';
import { QUALITIES } from '../../../shared/features/market/candle';
import { type CandleRow, candlesOf, flat } from '../../../test/builders/candles';
import { Aggregator } from './aggregator';
import { BarSeries } from './series';

const defaults = { baseStep: MINUTE, sparse: false, silentBars: 20, includeSuspect: false };

function bars(rows: readonly CandleRow[], change: Partial<typeof defaults> = {}, timeframe: '1m' | '5m' = '5m') {
  const series = new BarSeries(timeframe, 8);
  series.begin(rows.length + 1);
  new Aggregator(series, { ...defaults, ...change }).push(candlesOf(rows), 0, rows.length);
  return Array.from({ length: series.size }, (_, index) => ({
    ts: (series.ts[index] as number) / MINUTE,
    prices: [series.open, series.high, series.low, series.close].map((column) => column[index]),
    volume: series.volume[index],
    quality: QUALITIES[series.quality[index] as number],
    silence: series.silence[index],
  }));
}

const minute = (index: number, price: number, change: Partial<CandleRow> = {}): CandleRow => ({
  ...flat(index * MINUTE, price),
  ...change,
});
const five = (change: (index: number) => Partial<CandleRow>) =>
  [0, 1, 2, 3, 4].map((index) => minute(index, 100 + index, change(index)));

describe('bars from base candles', () => {
  it('[MKT1] a bucket closes with its last row, or with the first later one; an unfinished one does not', () => {
    expect(bars(five(() => ({}))).map((bar) => [bar.ts, bar.prices, bar.volume, bar.quality])).toEqual([
      [0, [100, 104, 100, 104], 50, 'complete'],
    ]);
    expect(bars([minute(0, 100), minute(1, 101)])).toEqual([]);
    expect(bars([minute(0, 100), minute(1, 101), minute(7, 102)]).map((bar) => [bar.ts, bar.quality])).toEqual([[0, 'suspect']]);
  });

  it('[MKT1] rows off the grid belong to the bucket of their open time; its last row is the one that reaches its end', () => {
    const late = (rows: readonly CandleRow[]) => rows.map((row) => ({ ...row, ts: row.ts + 20_000 }));
    expect(bars(late(five(() => ({}))))).toEqual(bars(five(() => ({}))));
    expect(bars(late([minute(0, 100), minute(1, 101), minute(2, 102), minute(3, 103)]))).toEqual([]);
    expect(bars(late([minute(3, 100)]), {}, '1m').map(({ ts }) => ts)).toEqual([3 + 20 / 60]);
  });

  it.each<[name: string, quality: (index: number) => NonNullable<CandleRow['quality']>, expected: string]>([
    ['all complete', () => 'complete', 'complete'],
    ['one quiet', (index) => (index === 2 ? 'quiet' : 'complete'), 'complete'],
    ['all quiet', () => 'quiet', 'quiet'],
    ['one repaired', (index) => (index === 2 ? 'repaired' : 'quiet'), 'repaired'],
    ['one suspect', (index) => (index === 2 ? 'suspect' : 'repaired'), 'suspect'],
  ])('[MKT4] %s', (_name, quality, expected) => {
    expect(bars(five((index) => ({ quality: quality(index) })))[0]?.quality).toBe(expected);
  });

  it('[MKT2] a quiet minute gives neither open nor extreme to a bar that traded', () => {
    const rows = [
      minute(0, 90, { quality: 'quiet', volume: 0 }),
      minute(1, 100),
      minute(2, 101),
      minute(3, 102),
      minute(4, 120, { quality: 'quiet', volume: 0 }),
    ];
    expect(bars(rows)[0]).toMatchObject({ prices: [100, 102, 100, 102], volume: 30 });
  });

  it('[MKT3] missing rows make a bar suspect, unless they are normal', () => {
    const rows = [minute(0, 100), minute(1, 101), minute(2, 102), minute(4, 104)];
    expect(bars(rows)[0]).toMatchObject({ quality: 'suspect', silence: 0 });
    expect(bars(rows, { sparse: true })[0]).toMatchObject({ quality: 'complete' });
  });

  it('[MKT9] suspect prices stay out of the bars the strategies see, which then fall silent', () => {
    const rows = five((index) => (index === 2 ? { ...flat(2 * MINUTE, 900), quality: 'suspect' } : {}));
    expect(bars(rows)[0]).toMatchObject({ prices: [100, 104, 100, 104], quality: 'suspect', silence: 20 });
    expect(bars(rows, { includeSuspect: true })[0]).toMatchObject({ prices: [100, 900, 100, 104] });
    expect(bars(rows, {}, '1m')[2]).toMatchObject({ prices: [101, 101, 101, 101], volume: 0, quality: 'suspect', silence: 20 });
  });

  it('[MKT4] a bar is the open of its first, the close of its last, the extremes and the sum of all its rows', () => {
    const price = fc.integer({ min: 1, max: 1_000_000 }).map((ticks) => ticks / 100);
    const row = fc.record({
      a: price,
      b: price,
      c: price,
      d: price,
      volume: fc.integer({ min: 0, max: 1e9 }).map((units) => units / 1e8),
    });
    fc.assert(
      fc.property(fc.array(row, { minLength: 5, maxLength: 60 }), (some) => {
        const rows = some.map(({ a, b, c, d, volume }, index) => ({
          ts: index * MINUTE,
          open: a,
          close: b,
          high: Math.max(a, b, c, d),
          low: Math.min(a, b, c, d),
          volume,
        }));
        for (const [index, bar] of bars(rows).entries()) {
          const part = rows.slice(index * 5, index * 5 + 5);
          const sum = part.reduce((units, one) => units + Math.round(one.volume * 1e8), 0) / 1e8;
          const expected = [
            part[0]?.open,
            Math.max(...part.map((one) => one.high)),
            Math.min(...part.map((one) => one.low)),
            part.at(-1)?.close,
          ];
          expect([bar.prices, bar.volume]).toEqual([expected, sum]);
        }
      }),
    );
  });
});
