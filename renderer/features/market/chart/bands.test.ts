import { describe, expect, it } from 'vitest';
import type { Announcement } from '../../../../shared/features/market/contract';
import { announcementsAround, bandsOf, positionOf } from './bands';

const M = 60_000;
const FIVE = 5 * M;
const BEGIN = Date.UTC(2026, 0, 7, 12);
/** Bars of five minutes: an hour, then nothing for two hours, then an hour. */
const times = [...Array(12).keys(), ...Array.from({ length: 12 }, (_, index) => index + 36)].map((index) => BEGIN + index * FIVE);
const at = (minutes: number, id = 'a'): Announcement => ({
  ...{ id, at: BEGIN + minutes * M, currency: 'USD', impact: 'high', title: 'CPI' },
});

describe('[MKT65] the band around a major announcement', () => {
  it('begins and ends where the minutes lie within the bars', () => {
    expect(positionOf(times, FIVE, BEGIN)).toBe(-0.5);
    expect(positionOf(times, FIVE, BEGIN + 7.5 * M)).toBe(1);
    expect(bandsOf([at(30)], 15, times, FIVE)).toEqual([{ from: 2.5, to: 8.5, at: [5.5] }]);
  });

  it('takes no room where the market is closed', () => {
    expect(positionOf(times, FIVE, BEGIN + 100 * M)).toBe(11.5);
    expect(bandsOf([at(60)], 15, times, FIVE)).toEqual([{ from: 8.5, to: 11.5, at: [11.5] }]);
  });

  it('reaches beyond the last bar, and moves back with each new one', () => {
    expect(bandsOf([at(270)], 15, times, FIVE)).toEqual([{ from: 26.5, to: 32.5, at: [29.5] }]);
    const [band] = bandsOf([at(270)], 15, [...times, BEGIN + 240 * M], FIVE);
    expect(band).toEqual({ from: 26.5, to: 32.5, at: [29.5] });
  });

  it('is one where two meet', () => {
    expect(bandsOf([at(40, 'b'), at(15), at(15, 'c')], 15, times, FIVE)).toEqual([{ from: -0.5, to: 10.5, at: [2.5, 7.5] }]);
  });

  it('is not drawn before the first bar, nor without bars', () => {
    expect(bandsOf([at(-60)], 15, times, FIVE)).toEqual([]);
    expect(bandsOf([at(0)], 15, [], FIVE)).toEqual([]);
  });

  it('names the announcements of the bar under the crosshair', () => {
    const all = [at(90, 'late'), at(30, 'near')];
    expect(announcementsAround(all, 15, BEGIN + 15 * M, BEGIN + 20 * M).map(({ id }) => id)).toEqual(['near']);
    expect(announcementsAround(all, 15, BEGIN, BEGIN + 15 * M)).toEqual([]);
  });
});
