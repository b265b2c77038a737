import { expect, it } from 'vitest';
import { DAY } from '../../../shared/base/time';
import { type TimelineEntry, timelineDays } from './timelineDays';

const entry = (at: number): TimelineEntry => ({
  at,
  kind: 'outcome',
  actor: 'system:engine',
  note: null,
  result: null,
  price: null,
});

const day = (at: number) => String(Math.floor(at / DAY));
const shown = (times: readonly number[]) =>
  timelineDays(times.map(entry), day).map((one) => [one.day, one.entries.map(({ at }) => at)]);

it('puts entries under their day', () => {
  expect(shown([3, 5, DAY + 1])).toEqual([
    ['0', [3, 5]],
    ['1', [DAY + 1]],
  ]);
});

it('keeps the order in which things happened where a replayed market is years behind the desk', () => {
  expect(shown([3, DAY + 1, 5]).map(([name]) => name)).toEqual(['0', '1', '0']);
});
