import { expect, it } from 'vitest';
import { barsOf, runIndicator } from '../../../../../test/builders/bars';
import { adx } from './adx';

const stairs = (step: number) =>
  barsOf(Array.from({ length: 40 }, (_, i) => [i, 100, 101 + i * step, 99 + i * step, 100 + i * step, 1]));

it('[IND7] a market that only climbs is all plus, one that only falls all minus, and both trend fully', () => {
  const [up, upPlus, upMinus] = runIndicator(adx({ period: 5 }), stairs(1));
  const [down, downPlus, downMinus] = runIndicator(adx({ period: 5 }), stairs(-1));
  expect([up?.at(-1), down?.at(-1)]).toEqual([expect.closeTo(100, 9), expect.closeTo(100, 9)]);
  // Each bar moves 1 of a true range of 2.
  expect([upPlus?.at(-1), upMinus?.at(-1)]).toEqual([expect.closeTo(50, 9), 0]);
  expect([downPlus?.at(-1), downMinus?.at(-1)]).toEqual([0, expect.closeTo(50, 9)]);
});

it('[IND8] is undefined while the price has never moved, and 0 where its movement has no direction', () => {
  const still = barsOf(Array.from({ length: 40 }, (_, i) => [i, 7, 7, 7, 7, 0]));
  expect(runIndicator(adx({ period: 5 }), still).map((values) => values.at(-1))).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  expect(runIndicator(adx({ period: 5 }), stairs(0)).map((values) => values.at(-1))).toEqual([0, 0, 0]);
});
