import { expect, it } from 'vitest';
import { barsOf, runIndicator } from '../../../../../test/builders/bars';
import { sma } from './sma';

const closes = (...values: number[]) => barsOf(values.map((close, i) => [i, close, close, close, close, 1]));

it('[IND1] averages the last bars, from the bar that completes the first window', () => {
  expect(runIndicator(sma({ period: 3 }), closes(1, 2, 6, 4, 5))).toEqual([Float64Array.of(Number.NaN, Number.NaN, 3, 4, 5)]);
});

it('[IND9] a spike leaves nothing behind when it leaves the window', () => {
  const [values] = runIndicator(sma({ period: 2 }), closes(0.1, 1e17, 0.1, 0.3, 0.3));
  expect(values?.slice(3)).toEqual(Float64Array.of(0.2, 0.3));
});

it.each([0, 1.5, -3, Number.NaN])('[IND10] refuses a period of %s', (period) => {
  expect(() => sma({ period })).toThrow(RangeError);
});
