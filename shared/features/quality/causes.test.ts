import { describe, expect, it } from 'vitest';
import { barsOf, walkingBars } from '../../../test/builders/bars';
import { MINUTE } from '../../base/time';
import { appendBars, joinBars } from './bars';
import { causesOf, type LoserCase } from './causes';

const AT = 1_000 * MINUTE;
/** A timeframe that stands still at 100 with a true range of 2. */
const STILL = { open: 100, average: 100, range: 2 };
const onwards = (...rows: readonly (readonly [minute: number, high: number, low: number])[]) =>
  barsOf(rows.map(([minute, high, low]) => [AT + minute * MINUTE, 100, high, low, 100, 1]));

function aLoser(given: Partial<LoserCase> = {}): LoserCase {
  return {
    at: AT,
    closedAt: AT + 20 * MINUTE,
    expiresAt: AT + 240 * MINUTE,
    side: 1,
    entry: 100,
    sl: 98,
    tp1: 101,
    announcements: [],
    missing: 0,
    suspect: 0,
    after: onwards([0, 100.2, 98.5], [19, 99, 97.9]),
    own: STILL,
    higher: { close: 100, average: 100, before: 100 },
    ...given,
  };
}

describe('why a loser lost', () => {
  it('[QLT12] has no known cause where nothing speaks for one', () => {
    expect(causesOf(aLoser())).toEqual([]);
  });

  it('[QLT12] news: an announcement within 30 minutes of its life, with the minutes to the stop', () => {
    const news = (minute: number) => causesOf(aLoser({ announcements: [AT + minute * MINUTE] }));
    expect(news(-30)).toEqual([{ cause: 'news', figures: { count: 1, minutes: -50 } }]);
    expect(news(50)).toEqual([{ cause: 'news', figures: { count: 1, minutes: 30 } }]);
    expect(news(-31)).toEqual([]);
    expect(news(51)).toEqual([]);
  });

  it('[QLT12] regime: a higher timeframe beyond its average against it, which goes that way too', () => {
    const regime = (side: 1 | -1, close: number, average: number) =>
      causesOf(aLoser({ side, sl: 100 - 2 * side, tp1: 100 + side, higher: { close, average, before: 100 }, after: onwards() }));
    expect(regime(1, 98, 99)).toEqual([{ cause: 'regime', figures: { distancePercent: -1.01, slopePercent: -1 } }]);
    expect(regime(-1, 102, 101).map(({ cause }) => cause)).toEqual(['regime']);
    expect(regime(1, 102, 101), 'with it').toEqual([]);
    expect(regime(1, 98, 101), 'the average still goes with it').toEqual([]);
    expect(regime(1, 101, 99), 'above an average that falls').toEqual([]);
    expect(causesOf(aLoser({ higher: null }))).toEqual([]);
  });

  it('[QLT12] gap: minutes missing or bars suspect within its life', () => {
    expect(causesOf(aLoser({ missing: 3, suspect: 1 }))).toEqual([{ cause: 'gap', figures: { missing: 3, suspect: 1 } }]);
  });

  it('[QLT12] stop too near: TP1 came after the stop, before the expiry; the stop in true ranges', () => {
    const rows = [[19, 99, 97.9] as const, [45, 101, 99] as const];
    expect(causesOf(aLoser({ after: onwards(...rows) }))).toEqual([{ cause: 'stop-near', figures: { minutes: 25, stopAtr: 1 } }]);
    expect(causesOf(aLoser({ after: onwards(...rows), expiresAt: AT + 45 * MINUTE })), 'too late').toEqual([]);
    expect(causesOf(aLoser({ after: onwards([19, 102, 97.9]) })), 'within the bar of the stop proves nothing').toEqual([]);
    const short = aLoser({ side: -1, sl: 102, tp1: 99, after: onwards([19, 102.1, 100], [30, 100, 98.9]) });
    expect(causesOf(short).map(({ cause }) => cause)).toEqual(['stop-near']);
  });

  it('[QLT12] late entry: over one true range from the average, or over half an R within its own bar', () => {
    const far = causesOf(aLoser({ entry: 102.5, sl: 90, tp1: 109, after: onwards() }));
    expect(far.map(({ cause }) => cause)).toEqual(['late-entry']);
    expect(far[0]?.figures.distanceAtr).toBe(1.25);
    const quick = causesOf(aLoser({ entry: 101.1, sl: 99.1, tp1: 102.1, after: onwards() }));
    expect(quick).toEqual([{ cause: 'late-entry', figures: { movedR: 0.55, distanceAtr: 0.55 } }]);
    expect(causesOf(aLoser({ entry: 101, sl: 99, tp1: 102, after: onwards() })), 'half an R is not over it').toEqual([]);
  });

  it('[QLT12] says nothing of averages that it has no bars for', () => {
    const none = Number.NaN;
    const nothing = { own: { open: none, average: none, range: none }, higher: { close: 1, average: none, before: none } };
    expect(causesOf(aLoser(nothing))).toEqual([]);
  });
});

describe('bars joined from shorter ones', () => {
  it('[QLT12] are the same however they were read', () => {
    const bars = walkingBars(120, 9);
    const whole = joinBars(bars, 15 * MINUTE);
    expect(whole.ts).toHaveLength(8);
    expect(whole.open[0]).toBe(bars.open[0]);
    expect(whole.close[0]).toBe(bars.close[14]);
    expect(whole.high[0]).toBe(Math.max(...bars.high.slice(0, 15)));
    expect(whole.low[0]).toBe(Math.min(...bars.low.slice(0, 15)));
    const cut = (from: number, to: number) =>
      joinBars(
        {
          ts: bars.ts.slice(from, to),
          open: bars.open.slice(from, to),
          high: bars.high.slice(from, to),
          low: bars.low.slice(from, to),
          close: bars.close.slice(from, to),
          volume: bars.volume.slice(from, to),
        },
        15 * MINUTE,
      );
    expect(appendBars(cut(0, 60), cut(60, 120))).toEqual(whole);
  });
});
