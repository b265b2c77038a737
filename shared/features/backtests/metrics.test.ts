import { describe, expect, it } from 'vitest';
import { compareFigures } from './comparison';
import type { BacktestTrade } from './contract';
import { equityOf, exposureOf, histogramOf, thinned, viewOf } from './metrics';
import { packTrades, unpackTrades } from './tradePack';

const HOUR = 3_600_000;
const JANUARY = Date.UTC(2026, 0, 31, 20);

/** A trade decided in hour `hour` that closed an hour later with `r`. */
function trade(hour: number, r: number | null, change: Partial<BacktestTrade> = {}): BacktestTrade {
  const at = JANUARY + hour * HOUR;
  const result = r === null ? null : r > 0 ? 'TP2' : 'SL';
  return {
    id: hour.toString(16).padStart(32, 'a'),
    ...{ instrument: 'BTCUSDT', timeframe: '5m', strategy: 'trend-pullback@1', direction: 'long', at },
    ...{ closedAt: r === null ? null : at + HOUR, result, r, rGross: r === null ? null : r + 0.1 },
    ...{ published: true, refusedBy: [], entry: 100, sl: 98, tp1: 101, tp2: 104, confidence: 0.6, noEdge: 2 / 3 },
    ...change,
  };
}

/** Net R by hour: +1, −1, −1, +2, −0.5; the last one is open. Cumulated: 1, 0, −1, 1, 0.5. */
const TRADES = [trade(0, 1), trade(1, -1), trade(2, -1), trade(3, 2), trade(4, -0.5), trade(5, null)];
const PERIOD = { from: JANUARY, to: JANUARY + 10 * HOUR };

describe('what is said of a backtest', () => {
  const view = viewOf(TRADES, PERIOD);

  it('[BKT3] counts by hand: five closed, two won, +0.5 R in all, +0.1 R each, one open', () => {
    const { rate, expectancy, open, totalR, totalGrossR } = view.figures;
    expect([rate.n, rate.wins, rate.rate, open, totalR, totalGrossR]).toEqual([5, 2, 0.4, 1, 0.5, 1]);
    expect(expectancy.mean).toBe(0.1);
    // Deviation √(7.2/4) = 1.341641; half width 2.776445 · 1.341641 / √5 = 1.665867.
    expect(expectancy.deviation).toBeCloseTo(1.341640786, 8);
    expect(expectancy.low).toBeCloseTo(0.1 - 1.665867, 4);
    // Wilson by hand for 2 of 5.
    expect(rate.low).toBeCloseTo(0.11762, 4);
    expect(rate.high).toBeCloseTo(0.76928, 4);
    expect(rate.noEdge).toBeCloseTo(2 / 3, 8);
  });

  it('[BKT4] the drawdown is 2 R from the peak at 1 to the trough at −1', () => {
    expect(view.figures.maxDrawdownR).toBe(2);
    expect(view.equity.map(({ r }) => r)).toEqual([1, 0, -1, 1, 0.5]);
    expect(view.equity.map(({ drawdown }) => drawdown)).toEqual([0, -1, -2, 0, -0.5]);
  });

  it('[BKT3] profit factor 3/2.5, two losers in a row, an hour each, always with one open', () => {
    const { profitFactor, longestLosing, holdingMs, exposure } = view.figures;
    expect([profitFactor, longestLosing, holdingMs]).toEqual([1.2, 2, HOUR]);
    // Five hours back to back, then one that stays open to the end of the period.
    expect(exposure).toBe(1);
    expect(exposureOf(TRADES.slice(0, 3), PERIOD)).toBe(0.3);
    expect(exposureOf([], PERIOD)).toBe(0);
  });

  it('[BKT3] months are those of closing, in UTC', () => {
    expect(view.months).toEqual([
      { month: '2026-01', n: 3, wins: 1, r: -1 },
      { month: '2026-02', n: 2, wins: 1, r: 1.5 },
    ]);
  });

  it('[BKT3] the distribution has no hole and counts every closed signal once', () => {
    expect(histogramOf([-1, -0.99, 0, 0.24, 0.25])).toEqual([
      { from: -1, to: -0.75, n: 2 },
      { from: -0.75, to: -0.5, n: 0 },
      { from: -0.5, to: -0.25, n: 0 },
      { from: -0.25, to: 0, n: 0 },
      { from: 0, to: 0.25, n: 2 },
      { from: 0.25, to: 0.5, n: 1 },
    ]);
    expect(view.histogram.reduce((sum, { n }) => sum + n, 0)).toBe(5);
  });

  it('[BKT3] without a closed signal there is no figure, and a cancelled one is in none', () => {
    const nothing = viewOf([trade(0, null), trade(1, 1, { result: 'CANCELLED' })], PERIOD).figures;
    expect([nothing.rate.n, nothing.rate.rate, nothing.expectancy.mean, nothing.profitFactor, nothing.holdingMs]).toEqual([
      0,
      null,
      null,
      null,
      null,
    ]);
    expect([nothing.totalR, nothing.open]).toEqual([0, 1]);
  });

  it('[BKT4] a curve of any length keeps its deepest point', () => {
    const curve = equityOf(
      Array.from({ length: 5000 }, (_, at) => ({ closedAt: at, r: at === 2345 ? -7 : at === 2346 ? 7 : 0.01 })),
    );
    const kept = thinned(curve, 100);
    expect(kept.length).toBeLessThanOrEqual(100);
    expect(Math.min(...kept.map(({ drawdown }) => drawdown))).toBe(-7);
    expect(kept.at(-1)).toEqual(curve.at(-1));
    expect(kept.map(({ at }) => at)).toEqual(kept.map(({ at }) => at).toSorted((a, b) => a - b));
  });

  it('[BKT11] compares two runs figure by figure', () => {
    const rows = compareFigures(view.figures, viewOf(TRADES.slice(0, 1), PERIOD).figures);
    expect(rows.find(({ figure }) => figure === 'n')).toMatchObject({ first: 5, second: 1, difference: -4 });
    expect(rows.find(({ figure }) => figure === 'profitFactor')).toMatchObject({ first: 1.2, second: null, difference: null });
    const same = compareFigures(view.figures, view.figures).find(({ figure }) => figure === 'expectancy');
    expect(same?.difference).toBe(0);
    expect((same?.low ?? 0) < 0 && (same?.high ?? 0) > 0).toBe(true);
  });
});

describe('trades as columns', () => {
  it('[BKT10] come back as they were told', () => {
    const words = {
      instruments: ['ETHUSDT', 'BTCUSDT'],
      timeframes: ['1m', '5m'] as const,
      strategies: ['x@2', 'trend-pullback@1'],
    };
    const odd = trade(9, -1, {
      direction: 'short',
      published: false,
      refusedBy: ['price', 'confidence', 'calendar'],
      id: '0'.repeat(31).concat('7'),
    });
    const all = [...TRADES, odd];
    const kept = { ...words, timeframes: [...words.timeframes] };
    expect(unpackTrades(packTrades(all, kept), kept)).toEqual(all);
    expect(() => unpackTrades(packTrades(all, { ...kept, instruments: [] }), kept)).toThrow(RangeError);
  });
});
