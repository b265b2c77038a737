import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../base/time';
import { lineState, POLICY_LINES } from './lines';
import { duePoint, outlived, rpoOf, rtoOf } from './rules';

/** The night of 29 March 2026, in which French clocks leap. */
const NOW = Date.UTC(2026, 2, 29, 0, 30);
const full = (id: string, age: number, database: 'console' | 'market' = 'console') =>
  ({ id, database, kind: 'full', base: null, takenAt: NOW - age, state: 'verified' }) as const;
const difference = (id: string, age: number, base: string) =>
  ({ id, database: 'console', kind: 'incremental', base, takenAt: NOW - age, state: 'verified' }) as const;
const market = full('m', HOUR, 'market');

describe('when a point is due', () => {
  it('[BAK5] is at most 15 minutes after the last while something changed, hourly a full one, and the market daily', () => {
    expect(duePoint([market], true, NOW)).toEqual({ database: 'console', full: true });
    const points = [market, full('a', 30 * MINUTE), difference('b', 13 * MINUTE, 'a')];
    expect(duePoint(points, true, NOW)).toBeNull();
    expect(duePoint(points, true, NOW + MINUTE)).toEqual({ database: 'console', full: false });
    expect(duePoint(points, false, NOW + 3 * HOUR)).toBeNull();
    expect(duePoint(points, true, NOW + 29 * MINUTE)).toEqual({ database: 'console', full: true });
    expect(duePoint(points, false, NOW + DAY)).toEqual({ database: 'market', full: true });
  });

  it('[BAK5] counts elapsed time: the hour that clocks skip or repeat makes no difference, and a long sleep is one point', () => {
    const points = [market, full('a', 5 * MINUTE)];
    for (let minute = 0; minute < 180; minute += 1) {
      const due = duePoint(points, true, NOW + minute * MINUTE);
      expect(due?.full ?? null).toBe(minute < 9 ? null : minute >= 54);
    }
    expect(duePoint(points, true, NOW + 12 * HOUR)).toEqual({ database: 'console', full: true });
  });

  it('[BAK5] is not stilled by one that failed', () => {
    expect(duePoint([market, { ...full('a', MINUTE), state: 'failed' }], true, NOW)).toMatchObject({ full: true });
  });
});

describe('retention', () => {
  it('[BAK6] is 30 days for the console, 90 for the market, 7 for differences', () => {
    const points = [
      full('now', MINUTE),
      full('old', 31 * DAY),
      full('month', 29 * DAY),
      full('m90', 91 * DAY, 'market'),
      full('m89', 89 * DAY, 'market'),
      difference('i8', 8 * DAY, 'month'),
      difference('i6', 6 * DAY, 'month'),
    ];
    expect(outlived(points, NOW)).toEqual(['old', 'm90', 'i8']);
  });

  it('[BAK6] never takes the last verified one, nor what it stands on', () => {
    const points = [
      full('base', 61 * DAY),
      difference('last', 60 * DAY, 'base'),
      { ...full('failed', 50 * DAY), state: 'failed' as const },
      full('m', 200 * DAY, 'market'),
    ];
    expect(outlived(points, NOW)).toEqual(['failed']);
  });
});

describe('what is at stake', () => {
  it('[BAK7] counts from the last verified point, only while something changed, amber at 45 minutes and broken at an hour', () => {
    expect(rpoOf(NOW - 3 * HOUR, null, NOW)).toMatchObject({ exposedMs: 0, state: 'ok' });
    expect(rpoOf(NOW - 44 * MINUTE, NOW - MINUTE, NOW)).toMatchObject({ exposedMs: 44 * MINUTE, state: 'ok' });
    expect(rpoOf(NOW - 45 * MINUTE, NOW - MINUTE, NOW).state).toBe('amber');
    expect(rpoOf(NOW - HOUR, NOW - MINUTE, NOW).state).toBe('breach');
    expect(rpoOf(null, NOW - 2 * HOUR, NOW)).toMatchObject({ exposedMs: 2 * HOUR, state: 'breach' });
  });

  it('[BAK7] measures the way back by what it last took', () => {
    expect(rtoOf(null).state).toBe('unknown');
    expect(rtoOf({ durationMs: 900, at: NOW })).toEqual({ measuredMs: 900, at: NOW, state: 'ok' });
    expect(rtoOf({ durationMs: 5 * HOUR, at: NOW }).state).toBe('breach');
  });

  it("[BAK12] holds each of the company's lines against its own rhythm", () => {
    const [line] = POLICY_LINES;
    if (line === undefined) throw new Error('there are lines');
    expect(lineState(line, null, NOW)).toBe('missing');
    expect(lineState(line, NOW - 26 * HOUR, NOW)).toBe('ok');
    expect(lineState(line, NOW - 27 * HOUR, NOW)).toBe('late');
    expect(new Set(POLICY_LINES.map(({ id }) => id)).size).toBe(POLICY_LINES.length);
  });
});
