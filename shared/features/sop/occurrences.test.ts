import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import known from '../../../resources/market/sessions.json';
import { isBusinessDay } from '../../base/businessDays';
import { addDays, weekdayOf } from '../../base/civilDay';
import { DAY, HOUR, MINUTE } from '../../base/time';
import { dayOf } from '../../base/zonedDay';
import { occurrences } from './occurrences';
import { schedule } from './schedule';
import type { SessionHours } from './sessionEdge';

const sessions = known as unknown as Readonly<Record<string, SessionHours>>;
const title = { fr: 'Horaire', en: 'Schedule' };
const make = (given: object) => schedule.parse({ id: 'one', title, ...given });
const at = (given: object, from: string, to: string, offDays: readonly ('sat' | 'sun')[] = []) =>
  occurrences(make(given), Date.parse(from), Date.parse(to), { sessions, offDays }).map((one) =>
    new Date(one.at).toISOString().slice(0, 16),
  );

describe('[SOP4] a weekly schedule', () => {
  const nine = { kind: 'weekly', at: '09:00', zone: 'Europe/Paris' };

  it('is due at nine by the clock on the wall, in winter and in summer', () => {
    expect(at(nine, '2026-03-28T00:00Z', '2026-03-30T00:00Z')).toEqual(['2026-03-28T08:00', '2026-03-29T07:00']);
    expect(at(nine, '2026-10-24T00:00Z', '2026-10-26T00:00Z')).toEqual(['2026-10-24T07:00', '2026-10-25T08:00']);
  });

  it('is due once in the night that has an hour twice, and once in the one that lacks it', () => {
    const night = { kind: 'weekly', at: '02:30', zone: 'Europe/Paris' };
    expect(at(night, '2026-10-24T22:00Z', '2026-10-25T23:00Z')).toEqual(['2026-10-25T00:30']);
    expect(at(night, '2026-03-28T23:00Z', '2026-03-29T22:00Z')).toEqual(['2026-03-29T01:00']);
  });

  it('keeps to its weekdays, less those that were unticked', () => {
    const days = { ...nine, days: ['fri', 'sat', 'sun', 'mon'] };
    expect(at(days, '2026-11-26T00:00Z', '2026-12-01T00:00Z', ['sat', 'sun'])).toEqual(['2026-11-27T08:00', '2026-11-30T08:00']);
  });

  it('is due on public holidays too: the routine runs every day', () => {
    expect(at(nine, '2026-05-01T00:00Z', '2026-05-02T00:00Z')).toEqual(['2026-05-01T07:00']);
  });
});

describe('[SOP4] a monthly schedule', () => {
  const fifteenth = { kind: 'monthly', day: 15, at: '10:00', zone: 'Europe/Paris' };

  it('moves the 15th that falls on a week-end, and says so', () => {
    const found = occurrences(make({ ...fifteenth, shift: 'after' }), Date.UTC(2026, 7, 1), Date.UTC(2026, 8, 1), { sessions });
    expect(found).toEqual([{ at: Date.UTC(2026, 7, 17, 8), day: '2026-08-17', shifted: true }]);
    expect(at({ ...fifteenth, shift: 'before' }, '2026-08-01T00:00Z', '2026-09-01T00:00Z')).toEqual(['2026-08-14T08:00']);
    expect(at(fifteenth, '2026-08-01T00:00Z', '2026-09-01T00:00Z')).toEqual(['2026-08-15T08:00']);
  });

  it('takes J-10 and J+1 from the day as it was moved', () => {
    expect(at({ ...fifteenth, shift: 'after', businessDays: -10 }, '2026-07-25T00:00Z', '2026-08-20T00:00Z')).toEqual([
      '2026-08-03T08:00',
    ]);
    expect(at({ ...fifteenth, day: 1, shift: 'after', businessDays: -10 }, '2026-12-01T00:00Z', '2027-01-01T00:00Z')).toEqual([
      '2026-12-17T09:00',
    ]);
    expect(at({ ...fifteenth, shift: 'after', businessDays: 1 }, '2026-08-10T00:00Z', '2026-08-20T00:00Z')).toEqual([
      '2026-08-18T08:00',
    ]);
  });

  it('takes the last day where a month is too short, the leap day in its year', () => {
    const last = { ...fifteenth, day: 31 };
    expect(at(last, '2027-02-01T00:00Z', '2027-05-01T00:00Z')).toEqual([
      '2027-02-28T09:00',
      '2027-03-31T08:00',
      '2027-04-30T08:00',
    ]);
    expect(at(last, '2028-02-01T00:00Z', '2028-03-01T00:00Z')).toEqual(['2028-02-29T09:00']);
  });

  it('keeps to its months: a quarterly one', () => {
    const quarterly = { ...fifteenth, day: 1, months: [1, 4, 7, 10], shift: 'after' };
    expect(at(quarterly, '2026-01-01T00:00Z', '2026-12-01T00:00Z')).toEqual([
      '2026-01-02T09:00',
      '2026-04-01T08:00',
      '2026-07-01T08:00',
      '2026-10-01T08:00',
    ]);
  });

  it('falls on business days only once it is moved', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 31 }),
        fc.integer({ min: -10, max: 5 }),
        fc.integer({ min: 2024, max: 2040 }),
        (day, businessDays, year) => {
          const one = make({ ...fifteenth, day, businessDays, shift: 'after' });
          const found = occurrences(one, Date.UTC(year, 0, 1), Date.UTC(year + 1, 0, 1), { sessions });
          expect(found.length).toBeGreaterThanOrEqual(11);
          for (const { at: due } of found) expect(isBusinessDay(dayOf(due, 'Europe/Paris'))).toBe(true);
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('[SOP4] a schedule of a market session', () => {
  const beforeOpen = { kind: 'session', session: 'us-equity', edge: 'open', offsetMinutes: -60 };

  it('follows the place, whose clocks change on other days than ours', () => {
    expect(at(beforeOpen, '2026-03-06T00:00Z', '2026-03-10T00:00Z')).toEqual(['2026-03-06T13:30', '2026-03-09T12:30']);
  });

  it('is not due on days without a session, and closes early where the market does', () => {
    expect(at(beforeOpen, '2026-11-26T00:00Z', '2026-11-27T00:00Z')).toEqual([]);
    expect(at({ ...beforeOpen, edge: 'close', offsetMinutes: 15 }, '2026-11-27T00:00Z', '2026-11-28T00:00Z')).toEqual([
      '2026-11-27T18:15',
    ]);
    expect(at({ ...beforeOpen, session: 'unknown' }, '2026-11-23T00:00Z', '2026-11-28T00:00Z')).toEqual([]);
  });
});

describe('[SOP4] whatever the schedule', () => {
  const kinds = [
    { kind: 'weekly', at: '02:30', zone: 'Europe/Paris' },
    { kind: 'monthly', day: 15, at: '23:30', zone: 'America/New_York', shift: 'after', businessDays: -10 },
    { kind: 'session', session: 'xetra', edge: 'close', offsetMinutes: 600 },
  ];

  it('a span in two gives what the span gives: nothing lost, nothing twice', () => {
    const minutes = fc.integer({ min: 0, max: 500 * 24 * 60 });
    fc.assert(
      fc.property(fc.constantFrom(...kinds), minutes, minutes, minutes, (given, ...cuts) => {
        const [from = 0, middle = 0, to = 0] = cuts.sort((a, b) => a - b).map((cut) => Date.UTC(2026, 0, 1) + cut * MINUTE);
        const one = make(given);
        const split = [...occurrences(one, from, middle, { sessions }), ...occurrences(one, middle, to, { sessions })];
        expect(split).toEqual(occurrences(one, from, to, { sessions }));
      }),
      { numRuns: 60 },
    );
  });

  it('a daily one comes once a day, 23 to 25 hours apart', () => {
    const found = occurrences(make(kinds[0] ?? {}), Date.UTC(2026, 0, 1), Date.UTC(2028, 0, 1), { sessions });
    expect(found).toHaveLength(730);
    for (const [index, one] of found.entries()) {
      const gap = one.at - (found[index - 1]?.at ?? one.at - DAY);
      expect(gap).toBeGreaterThanOrEqual(22.5 * HOUR);
      expect(gap).toBeLessThanOrEqual(25.5 * HOUR);
      expect(weekdayOf(addDays(one.day, 7))).toBe(weekdayOf(one.day));
    }
  });

  it('events and demands fall due by no clock', () => {
    expect(at({ kind: 'demand' }, '2026-01-01T00:00Z', '2027-01-01T00:00Z')).toEqual([]);
    expect(at({ kind: 'event', fact: 'incident.opened' }, '2026-01-01T00:00Z', '2027-01-01T00:00Z')).toEqual([]);
  });
});
