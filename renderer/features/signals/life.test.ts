import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../../shared/features/signals/signal';
import { canCancel, canDecide, lifeOf, marketTime, remaining } from './life';
import { aRow } from './signals.fixture';

const row = aRow();
const outcome = (result: Outcome['result'], final: boolean): Outcome => ({
  id: row.id,
  at: row.at,
  result,
  final,
  r: 0.4,
  rGross: 0.5,
});
const now = row.at + 1000;

describe('where a signal stands', () => {
  it.each([
    [{}, 'open'],
    [{ outcome: outcome('TP1', false) }, 'halfway'],
    [{ outcome: outcome('TP2', true) }, 'closed'],
    [{ state: 'quarantined' as const }, 'waiting'],
    [{ state: 'quarantined' as const, outcome: outcome('SL', true) }, 'closed'],
    [{ state: 'rejected' as const }, 'rejected'],
    [{ expiresAt: now }, 'overdue'],
  ])('%j is %s', (over, word) => {
    expect(lifeOf(aRow(over), now).word).toBe(word);
  });

  it('counts nothing down on a file, whose dates are its own', () => {
    expect(marketTime(`file:${'0'.repeat(16)}`, now)).toBeNull();
    expect(marketTime('simulation', now)).toBe(now);
    expect(lifeOf(aRow({ expiresAt: 1 }), null).word).toBe('open');
    expect(canDecide(aRow({ state: 'quarantined', expiresAt: 1 }), null)).toBe(true);
  });

  it('allows a cancellation only while a published signal is open', () => {
    expect(canCancel(row, now)).toBe(true);
    expect(canCancel(aRow({ state: 'released', outcome: outcome('TP1', false) }), now)).toBe(true);
    expect(canCancel(aRow({ state: 'quarantined' }), now)).toBe(false);
    expect(canCancel(aRow({ outcome: outcome('CANCELLED', true) }), now)).toBe(false);
    expect(canCancel(row, row.expiresAt)).toBe(false);
  });

  it('allows a decision only while a quarantined signal is open', () => {
    expect(canDecide(aRow({ state: 'quarantined' }), now)).toBe(true);
    expect(canDecide(aRow({ state: 'quarantined', outcome: outcome('TP1', true) }), now)).toBe(false);
    expect(canDecide(row, now)).toBe(false);
  });
});

describe('the countdown', () => {
  it.each([
    [40_000, { unit: 's', major: 40, minor: 0 }],
    [12 * 60_000 + 5000, { unit: 'm', major: 12, minor: 5 }],
    [3 * 3_600_000 + 5 * 60_000, { unit: 'h', major: 3, minor: 5 }],
    [51 * 3_600_000, { unit: 'd', major: 2, minor: 3 }],
    [0, null],
    [-1, null],
  ])('%d ms is %j', (ms, expected) => {
    expect(remaining(now + ms, now)).toEqual(expected);
  });
});
