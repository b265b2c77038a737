import { expect, it } from 'vitest';
import { barsOf, runIndicator } from '../../../../../test/builders/bars';
import { stochastic } from './stochastic';

it('[IND7] is where the close stands in the range of its window, smoothed twice', () => {
  const bars = barsOf([
    [0, 5, 10, 0, 5, 1],
    [1, 5, 8, 2, 4, 1],
    [2, 4, 9, 1, 9, 1],
    [3, 9, 11, 3, 3, 1],
  ]);
  // Raw values 40 (of 0 … 10), 100 (of 1 … 9), 20 (of 1 … 11): averages of two, then averages of those.
  const [k, d] = runIndicator(stochastic({ period: 2, smooth: 2, signal: 2 }), bars);
  expect(k).toEqual(Float64Array.of(Number.NaN, Number.NaN, 70, 60));
  expect(d).toEqual(Float64Array.of(Number.NaN, Number.NaN, Number.NaN, 65));
});

it('[IND8] is exactly 100 and 0 at the ends, and 0 over a range of nothing', () => {
  const bars = barsOf([
    [0, 0.1, 0.3, 0.1, 0.3, 1],
    [1, 0.3, 0.3, 0.1, 0.1, 1],
    [2, 7, 7, 7, 7, 0],
  ]);
  expect(runIndicator(stochastic({ period: 1, smooth: 1, signal: 1 }), bars)[0]).toEqual(Float64Array.of(100, 0, 0));
});
