import { describe, expect, it } from 'vitest';
import { signedR, signOf } from '../../ui/format/signedR';
import { parseBacktestsSearch } from './backtestsSearch';
import { intervalText } from './figureText';

const FR = { locale: 'fr-FR', timeZone: 'Europe/Paris' };

describe('results in R', () => {
  it.each([
    [1.234, '+1,23'],
    [-0.5, '−0,50'],
    [0.001, '0,00'],
    [null, '–'],
  ])('writes %s as %s', (value, text) => {
    expect(signedR(value, FR)).toBe(text);
  });

  it('writes an interval only where there is one, and no sign for what rounds to nothing', () => {
    expect(intervalText({ low: -0.12, high: 0.31 }, FR)).toBe('−0,12 … +0,31');
    expect(intervalText({ low: null, high: null }, FR)).toBeNull();
    expect([signOf(0.001), signOf(-2), signOf(2), signOf(null)]).toEqual([0, -1, 1, 0]);
  });
});

describe('the address', () => {
  it('keeps what it understands', () => {
    const id = '01900000-0000-7000-8000-000000000000';
    expect(parseBacktestsSearch({ view: 'every', with: id, other: 1 })).toEqual({ view: 'every', with: id });
    expect(parseBacktestsSearch({ view: 'x', with: '../../' })).toEqual({});
  });
});
