import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addBusinessDays, easter, frenchHolidays, isBusinessDay, nearestBusinessDay, target2Holidays } from './businessDays';
import { addDays, addMonths, monthLength, weekdayOf } from './civilDay';
import { civilInstant, isTimeZone } from './civilTime';
import { offsetOf } from './zoneOffset';

const aDay = fc.integer({ min: 0, max: 12_000 }).map((days) => addDays('2020-01-01', days));

describe('[BASE8] business days', () => {
  it('know Easter as the church tables have it', () => {
    expect([2024, 2025, 2026, 2027, 2038, 2285].map(easter)).toEqual([
      '2024-03-31',
      '2025-04-20',
      '2026-04-05',
      '2027-03-28',
      '2038-04-25',
      '2285-03-22',
    ]);
  });

  it('leave out what TARGET2 leaves out, and no more: the 14th of July is one', () => {
    expect(target2Holidays(2026)).toEqual(['2026-01-01', '2026-04-03', '2026-04-06', '2026-05-01', '2026-12-25', '2026-12-26']);
    expect(isBusinessDay('2026-07-14')).toBe(true);
    expect(isBusinessDay('2026-04-06')).toBe(false);
    expect(isBusinessDay('2026-11-28')).toBe(false);
  });

  it('know the eleven public holidays of France', () => {
    expect(frenchHolidays(2026)).toEqual([
      '2026-01-01',
      '2026-04-06',
      '2026-05-01',
      '2026-05-08',
      '2026-05-14',
      '2026-05-25',
      '2026-07-14',
      '2026-08-15',
      '2026-11-01',
      '2026-11-11',
      '2026-12-25',
    ]);
  });

  it('count from a week-end and over Christmas', () => {
    expect(addBusinessDays('2026-11-28', 1)).toBe('2026-11-30');
    expect(addBusinessDays('2026-11-28', -1)).toBe('2026-11-27');
    expect(addBusinessDays('2026-12-24', 1)).toBe('2026-12-28');
    expect(addBusinessDays('2026-12-15', -10)).toBe('2026-12-01');
    expect(nearestBusinessDay('2027-05-01', 'before')).toBe('2027-04-30');
  });

  it('lead there and back again', () => {
    fc.assert(
      fc.property(aDay, fc.integer({ min: -30, max: 30 }), (day, count) => {
        const start = nearestBusinessDay(day, 'after');
        expect(addBusinessDays(addBusinessDays(start, count), -count)).toBe(start);
        expect(isBusinessDay(addBusinessDays(start, count))).toBe(true);
      }),
    );
  });
});

describe('[BASE9] civil time', () => {
  it('is the first of two where an hour comes twice, and the end of the jump where it does not come', () => {
    expect(civilInstant('2026-10-25', '02:30', 'Europe/Paris')).toBe(Date.UTC(2026, 9, 25, 0, 30));
    expect(civilInstant('2026-03-29', '02:30', 'Europe/Paris')).toBe(Date.UTC(2026, 2, 29, 1, 0));
    expect(civilInstant('2026-03-29', '03:00', 'Europe/Paris')).toBe(Date.UTC(2026, 2, 29, 1, 0));
    expect(civilInstant('2026-11-01', '01:30', 'America/New_York')).toBe(Date.UTC(2026, 10, 1, 5, 30));
    expect(civilInstant('2026-10-04', '02:15', 'Australia/Lord_Howe')).toBe(Date.UTC(2026, 9, 3, 15, 30));
    expect(civilInstant('2026-07-01', '24:00', 'UTC')).toBe(Date.UTC(2026, 6, 2));
  });

  it('shows what was asked for wherever clocks show it', () => {
    const zone = fc.constantFrom('Europe/Paris', 'America/New_York', 'Asia/Kolkata', 'UTC', 'Pacific/Auckland');
    fc.assert(
      fc.property(aDay, fc.integer({ min: 4, max: 23 }), fc.integer({ min: 0, max: 59 }), zone, (day, hour, minute, name) => {
        const time = `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
        const at = civilInstant(day, time, name);
        expect(new Date(at + offsetOf(at, name)).toISOString().slice(0, 16)).toBe(`${day}T${time}`);
      }),
    );
  });

  it('knows which zones there are', () => {
    expect(isTimeZone('Europe/Paris')).toBe(true);
    expect(isTimeZone('Europe/Sirrius')).toBe(false);
  });

  it('takes the last day of a shorter month', () => {
    expect(addMonths('2027-08-31', 6)).toBe('2028-02-29');
    expect(addMonths('2026-12-15', -12)).toBe('2025-12-15');
    expect(monthLength(2028, 2)).toBe(29);
    expect(weekdayOf('2026-11-25')).toBe('wed');
  });
});
