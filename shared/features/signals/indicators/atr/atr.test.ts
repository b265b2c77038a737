import { expect, it } from 'vitest';
import { barsOf, runIndicator } from '../../../../../test/builders/bars';
import { atr } from './atr';

it('[IND7] counts the gap to the close before, leaves bar 0 out, and smooths after Wilder', () => {
  const bars = barsOf([
    [0, 10, 90, 5, 10, 1],
    [1, 10, 12, 11, 12, 1],
    [2, 12, 13, 9, 9, 1],
    [3, 20, 20, 18, 19, 1],
  ]);
  // True ranges 2 (12 over the close of 10), 4, 11 (20 over the close of 9).
  expect(runIndicator(atr({ period: 2 }), bars)).toEqual([Float64Array.of(Number.NaN, Number.NaN, 3, 7)]);
});
