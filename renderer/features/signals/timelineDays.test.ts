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

it('puts entries under their day in time order, whatever order they came in', () => {
  const days = timelineDays([entry(DAY + 1), entry(5), entry(3)], (at) => String(Math.floor(at / DAY)));
  expect(days.map((day) => [day.day, day.entries.map((one) => one.at)])).toEqual([
    ['0', [3, 5]],
    ['1', [DAY + 1]],
  ]);
});
