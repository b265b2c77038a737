import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { priorRate, shrunkRate } from './confidence';
import { signalIdentity } from './identity';
import { noEdgeRate, placeLevels } from './levels';
import { ruleSetFor } from './ruleSet';

const cents = { tickSize: 0.01, decimals: 2 };
const ruleSet = ruleSetFor({ class: 'crypto' });
const place = (entry: number, side: 1 | -1, sl: number, tp2: number) => placeLevels(entry, side, { sl, tp2 }, cents, ruleSet);

describe('levels', () => {
  it('[SIG3] the stop and TP2 are rounded away from the entry', () => {
    expect(place(100, 1, 97.999, 104.001)).toEqual({ entry: 100, sl: 97.99, tp1: 101.01, tp2: 104.01 });
    expect(place(100, -1, 102.001, 95.999)).toEqual({ entry: 100, sl: 102.01, tp1: 99, tp2: 95.99 });
  });

  it('[SIG3] what lies on the grid already stays, whatever its binary fraction', () => {
    expect(place(0.3, 1, 0.1, 0.7)).toEqual({ entry: 0.3, sl: 0.1, tp1: 0.4, tp2: 0.7 });
  });

  it('[SIG3] TP1 is at least one step away', () => {
    expect(place(100, 1, 99.995, 100.05)).toEqual({ entry: 100, sl: 99.99, tp1: 100.01, tp2: 100.05 });
  });

  it.each([
    [1, 101, 104],
    [1, 98, 99],
    [1, 98, 100.5],
    [1, -1, 104],
    [-1, 99, 96],
    [-1, 102, 0],
    [1, Number.NaN, 104],
    [1, 98, Number.POSITIVE_INFINITY],
  ] as const)('[SIG3] no signal from side %d with stop %d and target %d', (side, sl, tp2) => {
    expect(place(100, side, sl, tp2)).toBeNull();
  });

  it('[SIG4] TP1 at 0.5 R gives two thirds without an edge', () => {
    expect(noEdgeRate({ entry: 100, sl: 98, tp1: 101, tp2: 104 })).toBe(0.666666667);
    expect(noEdgeRate({ entry: 100, sl: 98, tp1: 102, tp2: 104 })).toBe(0.5);
  });

  it('[SIG4] TP1 lies within half a step of 0.5 R unless the risk itself is smaller', () => {
    const entry = fc.integer({ min: 1_000, max: 100_000 }).map((ticks) => ticks / 100);
    fc.assert(
      fc.property(
        entry,
        fc.double({ min: 0.05, max: 5, noNaN: true }),
        fc.constantFrom(1 as const, -1 as const),
        (price, risk, side) => {
          const levels = place(price, side, price - side * risk, price + side * risk * 2);
          if (levels === null) return;
          expect(Math.abs(levels.tp1 - (price + (price - levels.sl) / 2))).toBeLessThanOrEqual(0.005 + 1e-9);
          // A plan within a thousandth of a step of the grid lies on it.
          expect(side * (price - levels.sl)).toBeGreaterThanOrEqual(risk - 0.01 / 1000 - 1e-9);
        },
      ),
    );
  });
});

describe('confidence', () => {
  it('[SIG9] the prior is the no-edge rate less the costs', () => {
    // Risk 2 % of the price, 5 bp a side: a round trip costs 0.05 R.
    expect(priorRate({ entry: 100, sl: 98, tp1: 101, tp2: 104 }, 5)).toBe(0.633333333);
    expect(priorRate({ entry: 100, sl: 98, tp1: 101, tp2: 104 }, 0)).toBe(0.666666667);
    expect(priorRate({ entry: 100, sl: 99.95, tp1: 100.025, tp2: 100.1 }, 5)).toBe(0);
  });

  it('[SIG9] the record moves it with weight 20', () => {
    expect(shrunkRate({ n: 0, wins: 0 }, 0.6, 20)).toBe(0.6);
    expect(shrunkRate({ n: 20, wins: 16 }, 0.6, 20)).toBe(0.7);
  });
});

describe('identity', () => {
  it('[SIG1] is cut from the hash of the canonical list', () => {
    const seen: unknown[] = [];
    const parts = {
      source: 'binance',
      instrument: 'BTCUSDT',
      timeframe: '5m',
      strategy: 'a@1',
      ruleSet: 'sirrius@1',
      at: 1_700_000_000_000,
    };
    const id = signalIdentity(parts, (data) => {
      seen.push(data);
      return '0123456789abcdef'.repeat(4);
    });
    expect(seen).toEqual(['["binance","BTCUSDT","5m","a@1","sirrius@1",1700000000000]']);
    expect(id).toBe('0123456789abcdef0123456789abcdef');
  });
});
