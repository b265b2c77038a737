import { expect, it } from 'vitest';
import { barsOf, runIndicator } from '../../../../../test/builders/bars';
import { ema } from './ema';

const closes = (...values: number[]) => barsOf(values.map((close, i) => [i, close, close, close, close, 1]));

it('[IND7] starts from the simple average and weighs the new close 2/(period + 1)', () => {
  const [values] = runIndicator(ema({ period: 3 }), closes(1, 2, 6, 7, 1, 9));
  expect(values?.slice(0, 2)).toEqual(Float64Array.of(Number.NaN, Number.NaN));
  [3, 5, 3, 6].forEach((expected, k) => {
    expect(values?.[k + 2]).toBeCloseTo(expected, 12);
  });
});

it('[IND7] over one bar it is the close', () => {
  expect(runIndicator(ema({ period: 1 }), closes(4, 9, 2, 5))).toEqual([Float64Array.of(4, 9, 2, 5)]);
});

it('[IND9] after a hundred thousand bars it is still the one-bar recurrence', () => {
  const values = Array.from({ length: 100_000 }, (_, i) => 50_000 + 900 * Math.sin(i / 7) + (i % 13));
  const [actual] = runIndicator(ema({ period: 20 }), closes(...values));
  let expected = values.slice(0, 20).reduce((sum, value) => sum + value, 0) / 20;
  for (const value of values.slice(20)) expected += (value - expected) * (2 / 21);
  expect(Math.abs((actual?.at(-1) ?? Number.NaN) - expected)).toBeLessThan(1e-9);
});

it('[IND10] refuses half a bar', () => {
  expect(() => ema({ period: 0.5 })).toThrow('period');
});
