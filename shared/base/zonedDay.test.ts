import { describe, expect, it } from 'vitest';
import { DAY, HOUR } from './time';
import { dayOf, dayStart } from './zonedDay';

const at = (text: string) => Date.parse(text);

describe('civil days', () => {
  it.each([
    ['2026-11-22', 'Europe/Paris', '2026-11-21T23:00:00Z'],
    ['2026-07-14', 'Europe/Paris', '2026-07-13T22:00:00Z'],
    ['2026-11-22', 'UTC', '2026-11-22T00:00:00Z'],
    ['2026-11-22', 'Asia/Kathmandu', '2026-11-21T18:15:00Z'],
    ['2026-11-22', 'Pacific/Kiritimati', '2026-11-21T10:00:00Z'],
    ['2026-11-22', 'Pacific/Pago_Pago', '2026-11-22T11:00:00Z'],
  ])('%s in %s starts at %s', (day, zone, start) => {
    expect(dayStart(day, zone)).toBe(at(start));
    expect(dayOf(at(start), zone)).toBe(day);
    expect(dayOf(at(start) - 1, zone)).not.toBe(day);
  });

  it('knows the days of 23 and 25 hours', () => {
    const length = (day: string, next: string) => (dayStart(next, 'Europe/Paris') ?? 0) - (dayStart(day, 'Europe/Paris') ?? 0);
    expect(length('2026-03-29', '2026-03-30')).toBe(DAY - HOUR);
    expect(length('2026-10-25', '2026-10-26')).toBe(DAY + HOUR);
  });

  it('refuses what is no day', () => {
    for (const day of ['', '2026-02-30', '2026-1-1', 'today']) expect(dayStart(day, 'UTC')).toBeNull();
  });
});
