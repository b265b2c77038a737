import { expect, it } from 'vitest';
import { barsOf, runIndicator } from '../../../../../test/builders/bars';
import { DAY, HOUR } from '../../../../base/time';
import { vwap } from './vwap';

const BARS = barsOf([
  [DAY - 2 * HOUR, 10, 12, 9, 9, 0],
  [DAY - HOUR, 10, 12, 9, 9, 1],
  [DAY, 40, 40, 40, 40, 0],
  [DAY + HOUR, 40, 42, 38, 40, 3],
  [DAY + 2 * HOUR, 50, 50, 50, 50, 1],
]);

it('[IND7] weighs the typical price by volume from the first bar on, and is undefined before anything traded', () => {
  expect(runIndicator(vwap({ anchor: 'start' }), BARS)).toEqual([Float64Array.of(Number.NaN, 10, 10, 32.5, 36)]);
});

it('[IND11] starts anew with each UTC day, remembering nothing of the day before', () => {
  expect(runIndicator(vwap({ anchor: 'utc-day' }), BARS)).toEqual([Float64Array.of(Number.NaN, 10, Number.NaN, 40, 42.5)]);
});
