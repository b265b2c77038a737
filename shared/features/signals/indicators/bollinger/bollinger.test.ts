import { expect, it } from 'vitest';
import { barsOf, runIndicator } from '../../../../../test/builders/bars';
import { bollinger } from './bollinger';

const closes = (...values: number[]) => barsOf(values.map((close, i) => [i, close, close, close, close, 1]));

it('[IND7] lies so many population deviations around the average', () => {
  const [middle, upper, lower] = runIndicator(bollinger({ period: 4, deviations: 2 }), closes(1, 1, 5, 5, 5, 9));
  expect(middle?.slice(3)).toEqual(Float64Array.of(3, 4, 6));
  expect(upper?.slice(3)).toEqual(Float64Array.of(7, 4 + 2 * Math.sqrt(3), 6 + 2 * Math.sqrt(3)));
  expect(lower?.slice(3)).toEqual(Float64Array.of(-1, 4 - 2 * Math.sqrt(3), 6 - 2 * Math.sqrt(3)));
});

it('[IND9] has no width at all over a window that stands still, wherever a spike was before it', () => {
  for (let spike = 0; spike < 9; spike++) {
    const values = Array.from({ length: 16 }, (_, i) => (i === spike ? 1e9 : 100.1));
    const [, upper, lower] = runIndicator(bollinger({ period: 5, deviations: 2 }), closes(...values));
    expect(upper?.slice(spike + 5), `after a spike at ${spike}`).toEqual(lower?.slice(spike + 5));
  }
});

it('[IND10] refuses bands without width', () => {
  expect(() => bollinger({ period: 20, deviations: 0 })).toThrow('deviations');
});
