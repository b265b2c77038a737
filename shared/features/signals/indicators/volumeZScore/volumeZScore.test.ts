import { expect, it } from 'vitest';
import { barsOf, runIndicator } from '../../../../../test/builders/bars';
import { volumeZScore } from './volumeZScore';

const volumes = (...values: number[]) => barsOf(values.map((volume, i) => [i, 1, 1, 1, 1, volume]));

it('[IND7] counts deviations from the average of the window that ends with this bar', () => {
  const [score, average] = runIndicator(volumeZScore({ period: 2 }), volumes(1, 3, 9));
  expect(score).toEqual(Float64Array.of(Number.NaN, 1, 1));
  expect(average).toEqual(Float64Array.of(Number.NaN, 2, 6));
});

it('[IND8] is undefined where all volumes are alike, such as none at all', () => {
  const [score, average] = runIndicator(volumeZScore({ period: 3 }), volumes(0, 0, 0, 0));
  expect([score?.at(-1), average?.at(-1)]).toEqual([Number.NaN, 0]);
});
