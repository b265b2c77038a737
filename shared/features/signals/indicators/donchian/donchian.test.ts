import { expect, it } from 'vitest';
import { barsOf, runIndicator } from '../../../../../test/builders/bars';
import { donchian } from './donchian';

it('[IND7] is the channel of the bars before this one, so that a bar can leave it', () => {
  const bars = barsOf([
    [0, 5, 10, 4, 5, 1],
    [1, 5, 8, 2, 4, 1],
    [2, 4, 99, 1, 9, 1],
    [3, 9, 11, 3, 3, 1],
  ]);
  const [upper, middle, lower] = runIndicator(donchian({ period: 2 }), bars);
  expect(upper).toEqual(Float64Array.of(Number.NaN, Number.NaN, 10, 99));
  expect(lower).toEqual(Float64Array.of(Number.NaN, Number.NaN, 2, 1));
  expect(middle).toEqual(Float64Array.of(Number.NaN, Number.NaN, 6, 50));
});
