import { describe, expect, it } from 'vitest';
import { formatAge, formatDuration, formatNumber, formatPercent, formatTime, formatUtc, NO_VALUE } from './format';

const french = { locale: 'fr-FR', timeZone: 'Europe/Paris' };
const english = { locale: 'en-GB', timeZone: 'Europe/London' };
const NARROW = '\u202f';
const NOON = Date.UTC(2026, 6, 1, 12, 0, 0);

describe('figures', () => {
  it('keep the decimals asked for, with narrow no-break spaces in French', () => {
    expect(formatNumber(67234.5, french, 2)).toBe(`67${NARROW}234,50`);
    expect(formatNumber(67234.5, english, 2)).toBe('67,234.50');
  });

  it('show a change with its sign, a real minus, and none for nothing', () => {
    expect(formatPercent(-0.0123, french, 2, true)).toMatch(/^−1,23\s%$/u);
    expect(formatPercent(0.05, english, 2, true)).toBe('+5.00%');
    expect(formatPercent(0, english, 2, true)).toBe('0.00%');
  });

  it('show what is unknown as unknown', () => {
    expect([formatNumber(null, french), formatPercent(Number.NaN, french), formatDuration(null, french)]).toEqual([
      NO_VALUE,
      NO_VALUE,
      NO_VALUE,
    ]);
  });
});

describe('times', () => {
  it("are in the operator's zone, and in UTC on hover", () => {
    expect(formatTime(NOON, french, 'minute')).toBe('14:00');
    expect(formatTime(NOON, english, 'minute')).toBe('13:00');
    expect(formatUtc(NOON, english)).toBe('1 Jul 2026, 12:00:00 UTC');
  });

  it('become ages as people say them', () => {
    expect(formatAge(NOON - 3 * 60_000, NOON, french)).toMatch(/^il y a 3\smin$/u);
    expect(formatAge(NOON + 2 * 3_600_000, NOON, english)).toBe('in 2 hr');
  });

  it('become lengths in a fitting unit', () => {
    expect([42, 3_200, 240_000].map((ms) => formatDuration(ms, english))).toEqual(['42 ms', '3.2 secs', '4 mins']);
  });
});
