import { expect, it } from 'vitest';
import { barsOf, runIndicator } from '../../../../../test/builders/bars';
import { rsi } from './rsi';

const closes = (...values: number[]) => barsOf(values.map((close, i) => [i, close, close, close, close, 1]));

it('[IND7] is the share of the smoothed gains in all movement', () => {
  // Gains 2, 0, then losses 1 and 0 smoothed over two bars: 1 : 0.5, then 0.5 : 0.25 with a gain of 3 on top.
  const [values] = runIndicator(rsi({ period: 2 }), closes(10, 12, 11, 14));
  expect(values?.[2]).toBeCloseTo((100 * 1) / 1.5, 12);
  expect(values?.[3]).toBeCloseTo((100 * 2) / 2.25, 12);
});

it('[IND8] is 100 where nothing was lost, 0 where nothing was gained, and undefined where nothing moved', () => {
  expect(runIndicator(rsi({ period: 2 }), closes(1, 2, 3, 4))[0]?.at(-1)).toBe(100);
  expect(runIndicator(rsi({ period: 2 }), closes(4, 3, 2, 1))[0]?.at(-1)).toBe(0);
  expect(runIndicator(rsi({ period: 2 }), closes(4, 4, 4, 4))[0]?.at(-1)).toBeNaN();
});
