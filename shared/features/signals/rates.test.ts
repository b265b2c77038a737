import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ClosedSignal, rateOf, wilson } from './rates';
import { resultName } from './signal';

const closed = (result: ClosedSignal['result'], r: number, noEdge = 2 / 3): ClosedSignal => ({ result, r, noEdge });

describe('rates', () => {
  it('[SIG15] 7 wins of 10 are 39.7 to 89.2 % at 95 %, as the tables say', () => {
    const { low, high } = wilson(7, 10);
    expect(low).toBeCloseTo(0.396_775, 5);
    expect(high).toBeCloseTo(0.892_209, 5);
  });

  it('[SIG15] Wilson at the ends: none of 10 and 10 of 10 mirror each other', () => {
    expect(wilson(0, 10)).toEqual({ low: 0, high: expect.closeTo(0.277_533, 5) });
    expect(wilson(10, 10)).toEqual({ low: expect.closeTo(0.722_467, 5), high: expect.closeTo(1, 12) });
    expect(() => wilson(0, 0)).toThrow('at least one');
  });

  it('[SIG15] TP1 before SL wins, SL and EXPIRED lose, CANCELLED is outside', () => {
    const rate = rateOf([
      closed('TP2', 1.2),
      closed('TP1_BE', 0.2),
      closed('TP1_EXPIRED', 0.4),
      closed('SL', -1.05),
      closed('EXPIRED', -0.25),
      closed('CANCELLED', 9),
    ]);
    expect(rate).toMatchObject({ n: 5, wins: 3, rate: 0.6, noEdge: 0.666666667, edge: -0.066666667, expectancyR: 0.1 });
    const { low, high } = wilson(3, 5);
    expect(rate.edgeLow).toBeCloseTo(low - 2 / 3, 8);
    expect(rate.edgeHigh).toBeCloseTo(high - 2 / 3, 8);
  });

  it('[SIG15] nothing is said of an empty sample', () => {
    const nothing = {
      rate: null,
      low: null,
      high: null,
      noEdge: null,
      edge: null,
      edgeLow: null,
      edgeHigh: null,
      expectancyR: null,
    };
    expect(rateOf([closed('CANCELLED', 1)])).toEqual({ n: 0, wins: 0, ...nothing });
  });

  it('[SIG15] the interval always holds the rate, and every figure is finite', () => {
    const one = fc.record({
      result: fc.constantFrom(...resultName.options),
      r: fc.double({ min: -5, max: 5, noNaN: true }),
      noEdge: fc.constant(2 / 3),
    });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 200 }), (list) => {
        const { rate, low, high, n, wins } = rateOf(list);
        expect(wins).toBeLessThanOrEqual(n);
        if (rate === null || low === null || high === null) expect(n).toBe(0);
        else expect(low <= rate && rate <= high && low >= 0 && high <= 1).toBe(true);
      }),
    );
  });
});
