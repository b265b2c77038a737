import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../../../shared/base/time';
import { SessionCalendar } from './sessions';

const NEW_YORK = { session: 'us-equity' } as const;
const open = (at: string) => new SessionCalendar().isOpen(NEW_YORK, Date.parse(at));

describe('sessions', () => {
  it('opens New York at 9:30 of its own clock, in winter and in summer', () => {
    expect([open('2026-01-14T14:29:00Z'), open('2026-01-14T14:30:00Z')]).toEqual([false, true]);
    expect([open('2026-07-15T13:29:00Z'), open('2026-07-15T13:30:00Z')]).toEqual([false, true]);
    expect([open('2026-07-15T19:59:59Z'), open('2026-07-15T20:00:00Z')]).toEqual([true, false]);
  });

  it('gives the same answers whether the hours are asked for in order, backwards or in turn with the present', () => {
    const changesToSummer = Date.parse('2026-03-06T00:00:00Z');
    const minutes = Array.from({ length: 4 * 24 * 60 }, (_, index) => changesToSummer + index * MINUTE);
    const inOrder = new SessionCalendar();
    const forwards = minutes.map((at) => inOrder.isOpen(NEW_YORK, at));
    const backwards = new SessionCalendar();
    expect(minutes.toReversed().map((at) => backwards.isOpen(NEW_YORK, at))).toEqual(forwards.toReversed());
    const inTurn = new SessionCalendar();
    const now = changesToSummer + 4 * 24 * HOUR;
    expect(minutes.map((at) => inTurn.isOpen(NEW_YORK, now) === forwards[0] && inTurn.isOpen(NEW_YORK, at))).toEqual(forwards);
    // Friday's session and Monday's, which begins an hour earlier in UTC.
    expect(forwards.filter(Boolean).length).toBe(2 * 390);
    expect(forwards[14 * 60 + 30]).toBe(true);
    expect(forwards[3 * 24 * 60 + 13 * 60 + 30]).toBe(true);
  });
});
