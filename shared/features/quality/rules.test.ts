import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../base/time';
import type { Close } from './closes';
import { drawdownOf } from './drawdown';
import { within } from './figures';
import { parisHour, patternsOf } from './patterns';
import { lowerTail } from './probability';
import { groupRates, weekOf, weeksBefore } from './rates';

const aClose = (id: string, at: number, result: Close['result'], r: number, given: Partial<Close> = {}): Close => ({
  ...{
    id,
    at,
    result,
    r,
    instrument: 'BTCUSDT',
    timeframe: '5m',
    strategy: 'trend-pullback@1',
    decidedAt: at - HOUR,
    noEdge: 2 / 3,
  },
  ...given,
});

describe('rates of a window', () => {
  const closes = [
    aClose('a', 1, 'TP2', 1.4),
    aClose('b', 2, 'SL', -1.1),
    aClose('c', 3, 'TP1_BE', 0.2, { instrument: 'ETHUSDT', timeframe: '1h' }),
    aClose('d', 4, 'CANCELLED', -0.3, { instrument: 'ETHUSDT' }),
  ];

  it('[QLT1] [QLT2] 2 of 3 by hand, a cancelled one outside, each group beside its n', () => {
    const groups = groupRates(closes);
    expect(groups.map(({ by, key, rate }) => [by, key, rate.wins, rate.n])).toEqual([
      ['all', '', 2, 3],
      ['instrument', 'BTCUSDT', 1, 2],
      ['instrument', 'ETHUSDT', 1, 1],
      ['timeframe', '5m', 1, 2],
      ['timeframe', '1h', 1, 1],
      ['strategy', 'trend-pullback@1', 2, 3],
    ]);
    const all = groups[0]?.rate;
    expect(all?.low).toBeCloseTo(0.207_66, 4);
    expect(all?.high).toBeCloseTo(0.938_51, 4);
    expect(all?.expectancyR).toBeCloseTo(0.166_667, 5);
    expect(groups.every(({ small }) => small)).toBe(true);
    const many = Array.from({ length: 20 }, (_, i) => aClose(`n${i}`, i, 'TP2', 1));
    expect(groupRates(many)[0]?.small, '20 suffice').toBe(false);
  });

  it('[QLT2] a rolling window leaves out its beginning and holds its end', () => {
    const rows = [aClose('a', 0, 'SL', -1), aClose('b', 1, 'SL', -1), aClose('c', 7 * DAY, 'SL', -1)];
    expect(within(rows, 7 * DAY, 7 * DAY).map(({ id }) => id)).toEqual(['b', 'c']);
  });

  it('[QLT2] a week is Monday to Sunday in Paris: 167 hours when clocks go forward, 169 when they go back', () => {
    const spring = weekOf(Date.UTC(2026, 2, 29, 12));
    expect(spring).toEqual({ from: Date.UTC(2026, 2, 22, 23), to: Date.UTC(2026, 2, 29, 22) });
    expect((spring.to - spring.from) / HOUR).toBe(167);
    const autumn = weekOf(Date.UTC(2026, 9, 25, 12));
    expect((autumn.to - autumn.from) / HOUR).toBe(169);
    expect(weekOf(Date.UTC(2026, 0, 4, 22, 59)).to, 'Sunday 23:59 in Paris').toBe(Date.UTC(2026, 0, 4, 23));
    expect(weekOf(Date.UTC(2026, 0, 4, 23)).from, 'Monday 00:00 in Paris').toBe(Date.UTC(2026, 0, 4, 23));
    const weeks = weeksBefore(Date.UTC(2026, 3, 8), 4);
    expect(
      weeks.slice(1).every((week, i) => week.to === weeks[i]?.from),
      'one ends where the next begins',
    ).toBe(true);
  });
});

describe('drawdown', () => {
  const of = (...rs: number[]) => drawdownOf(rs.map((r, i) => aClose(`s${i}`, i + 1, r < 0 ? 'SL' : 'TP2', r)));

  it('[QLT3] is 5 R from 3 to −2, by hand', () => {
    expect(of(1, 2, -1, -3, 1, -2)).toMatchObject({ n: 6, worst: 5, peakAt: 2, troughAt: 6 });
  });

  it('[QLT3] begins at 0: what is lost from the start is a drawdown too', () => {
    expect(of(-1, -1, 0.5)).toMatchObject({ worst: 2, peakAt: null, troughAt: 2 });
    expect(of(1, 1)).toMatchObject({ worst: 0, peakAt: null, troughAt: null });
    expect(drawdownOf([])).toMatchObject({ n: 0, worst: 0, points: [] });
  });

  it('[QLT3] counts a cancelled signal, and depends on no order of reading', () => {
    const rows = [aClose('b', 2, 'CANCELLED', -0.7), aClose('a', 2, 'SL', -1), aClose('c', 1, 'TP2', 1)];
    expect(drawdownOf(rows).worst).toBe(1.7);
    fc.assert(
      fc.property(fc.shuffledSubarray(rows, { minLength: 3 }), (shuffled) => {
        expect(drawdownOf(shuffled)).toEqual(drawdownOf(rows));
      }),
    );
  });

  it('[QLT3] equals the greatest fall between any two moments', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -20, max: 20 }), { maxLength: 30 }), (rs) => {
        const totals = [0];
        for (const r of rs) totals.push((totals.at(-1) ?? 0) + r);
        const falls = totals.flatMap((peak, i) => totals.slice(i).map((trough) => peak - trough));
        expect(of(...rs).worst).toBeCloseTo(Math.max(...falls), 6);
      }),
    );
  });
});

describe('how probable a bad week is', () => {
  it('[QLT4] 6 or fewer of 10 come by in 35 % of windows that meet 70 %, 13 or fewer of 20 in 39 %, as the tables say', () => {
    expect(lowerTail(6, 10, 0.7)).toBeCloseTo(0.350_389, 6);
    expect(lowerTail(13, 20, 0.7)).toBeCloseTo(0.391_99, 5);
    expect(lowerTail(0, 1, 0.7)).toBeCloseTo(0.3, 12);
    expect(lowerTail(10, 10, 0.7)).toBeCloseTo(1, 12);
  });

  it('[QLT4] stands for thousands, and refuses what is no sample', () => {
    expect(lowerTail(7_000, 10_000, 0.7)).toBeGreaterThan(0.49);
    expect(lowerTail(7_000, 10_000, 0.7)).toBeLessThan(0.52);
    expect(() => lowerTail(3, 2, 0.7)).toThrow(RangeError);
    expect(() => lowerTail(0, 0, 1)).toThrow(RangeError);
  });
});

describe('patterns', () => {
  const day = Date.UTC(2026, 0, 5);
  const loser = (id: string, hour: number, causes: ('news' | 'regime')[], given: Partial<Close> = {}) => ({
    ...aClose(id, day + hour * HOUR + 30 * MINUTE, 'SL', -1, { decidedAt: day + hour * HOUR, ...given }),
    causes,
  });
  const losers = [
    loser('a', 9, ['news']),
    loser('b', 9, ['news', 'regime']),
    loser('c', 13, ['news'], { instrument: 'ETHUSDT' }),
    loser('d', 14, [], { instrument: 'ETHUSDT' }),
  ];
  const closes: Close[] = [...losers, aClose('w', day + 10 * HOUR, 'TP2', 1, { decidedAt: day + 9 * HOUR })];

  it('[QLT13] counts by cause, by what is shared, and by all four together, with the share and what else closed', () => {
    const rows = patternsOf(losers, closes);
    const find = (cause: string, hour: number | null, instrument: string | null) =>
      rows.find((row) => row.cause === cause && row.hour === hour && row.instrument === instrument);
    expect(find('news', null, null)).toMatchObject({ losers: 3, share: 0.75, closed: 5, small: true });
    expect(find('news', null, 'BTCUSDT')).toMatchObject({ losers: 2, closed: 3, ids: ['a', 'b'] });
    expect(find('news', 10, 'BTCUSDT'), '9:00 UTC is 10 o’clock in Paris').toMatchObject({
      losers: 2,
      closed: 3,
      timeframe: '5m',
    });
    expect(find('unknown', null, null)).toMatchObject({ losers: 1, share: 0.25 });
    expect(find('regime', null, 'BTCUSDT'), 'one is no pattern').toBeUndefined();
    expect(rows[0]).toMatchObject({ cause: 'news', losers: 3, instrument: null });
    expect(patternsOf([], closes)).toEqual([]);
  });

  it('[QLT13] takes the hour that clocks in Paris show', () => {
    expect(parisHour(Date.UTC(2026, 6, 1, 22, 59))).toBe(0);
    expect(parisHour(Date.UTC(2026, 0, 1, 22, 59))).toBe(23);
  });
});
