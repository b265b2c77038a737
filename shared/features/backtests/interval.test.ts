import { describe, expect, it } from 'vitest';
import { differenceOf, meanOf, tQuantile } from './interval';

describe('intervals by Student’s t', () => {
  it.each([
    [1, 12.7062],
    [2, 4.30265],
    [3, 3.18245],
    [4, 2.77645],
    [5, 2.57058],
    [10, 2.22814],
    [29, 2.04523],
    [100, 1.98397],
    [1000, 1.96234],
  ])('[BKT3] with %i degrees of freedom the 95 %% quantile is the table’s %f', (df, expected) => {
    expect(Math.abs(tQuantile(df) - expected)).toBeLessThan(5e-4);
  });

  it('[BKT3] the mean of 1, 2, 3, 4 is 2.5 ± 3.18245·1.29099/2', () => {
    const { n, mean, low, high, deviation } = meanOf([1, 2, 3, 4]);
    expect([n, mean]).toEqual([4, 2.5]);
    expect(deviation).toBeCloseTo(1.290994449, 8);
    expect(low).toBeCloseTo(0.4457, 3);
    expect(high).toBeCloseTo(4.5543, 3);
  });

  it('[BKT3] no value has no mean, one has no interval', () => {
    expect(meanOf([])).toEqual({ n: 0, mean: null, low: null, high: null, deviation: null });
    expect(meanOf([0.5])).toEqual({ n: 1, mean: 0.5, low: null, high: null, deviation: null });
    expect(() => tQuantile(0)).toThrow(RangeError);
  });

  it('[BKT11] the difference of two means has Welch’s interval: 1…4 against 3…6 is 2 ± 2.44691·0.91287 with 6 degrees of freedom', () => {
    const difference = differenceOf(meanOf([1, 2, 3, 4]), meanOf([3, 4, 5, 6]));
    expect(difference?.mean).toBe(2);
    expect(difference?.low).toBeCloseTo(2 - 2.44691 * 0.912871, 3);
    expect(difference?.high).toBeCloseTo(2 + 2.44691 * 0.912871, 3);
    expect(differenceOf(meanOf([1]), meanOf([1, 2]))).toBeNull();
  });
});
