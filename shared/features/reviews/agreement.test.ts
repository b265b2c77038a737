import { describe, expect, it } from 'vitest';
import { agreementOf } from './agreement';
import { drawnFrom, dueAt } from './due';
import { isContested, needsNote } from './verdict';

const pairs = (...counts: readonly (readonly [string, string, number])[]) =>
  counts.flatMap(([first, second, count]) => Array.from({ length: count }, () => [first, second] as const));

describe('agreement and due times', () => {
  it('[RVW7] computes kappa as by hand, and says nothing where chance alone would agree', () => {
    // Two reviewers, 50 signals: 20 both yes, 15 both no. po = 0.7, pe = 0.5 · 0.6 + 0.5 · 0.4 = 0.5, kappa = 0.4.
    const given = pairs(['yes', 'yes', 20], ['yes', 'no', 5], ['no', 'yes', 10], ['no', 'no', 15]);
    expect(agreementOf(given)).toEqual({ n: 50, agreed: 35, kappa: 0.4 });
    expect(agreementOf(pairs(['sound', 'sound', 4]))).toEqual({ n: 4, agreed: 4, kappa: null });
    expect(agreementOf([])).toEqual({ n: 0, agreed: 0, kappa: null });
    expect(agreementOf(pairs(['a', 'b', 3], ['b', 'a', 3])).kappa).toBe(-1);
  });

  it('[RVW8] wants a reason of five letters from a verdict that is not good', () => {
    const good = { technical: 'sound', fundamental: 'unknown' } as const;
    expect([isContested(good), needsNote(good, '')]).toEqual([false, false]);
    expect(needsNote({ ...good, technical: 'doubtful' }, ' no ')).toBe(true);
    expect(needsNote({ ...good, fundamental: 'incoherent' }, 'news against it')).toBe(false);
  });

  it('[RVW4] [RVW9] draws five past midnight in Paris and is due at 18:00 of the next working day, also over a change of clocks', () => {
    expect(new Date(drawnFrom('2026-03-28')).toISOString()).toBe('2026-03-28T23:05:00.000Z');
    expect(new Date(drawnFrom('2026-03-29')).toISOString()).toBe('2026-03-29T22:05:00.000Z');
    expect(new Date(dueAt('2026-01-08')).toISOString()).toBe('2026-01-09T17:00:00.000Z');
    expect(new Date(dueAt('2026-01-09')).toISOString(), 'a Friday is due on Monday').toBe('2026-01-12T17:00:00.000Z');
    expect(new Date(dueAt('2026-04-02')).toISOString(), 'over Easter').toBe('2026-04-07T16:00:00.000Z');
  });
});
