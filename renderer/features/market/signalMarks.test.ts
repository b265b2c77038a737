import { expect, it } from 'vitest';
import type { SignalRow } from '../../../shared/features/signals/signal';
import { levelsOf, marksOf } from './signalMarks';

const MINUTE = 60_000;

function aSignal(over: Partial<SignalRow>): SignalRow {
  return {
    id: '0'.repeat(32),
    at: 100 * MINUTE,
    instrument: 'BTCUSDT',
    timeframe: '5m',
    direction: 'long',
    entry: 100,
    tp1: 101,
    tp2: 103,
    sl: 98,
    confidence: 0.65,
    noEdge: 0.667,
    status: 'validated',
    checks: [],
    expiresAt: 400 * MINUTE,
    strategy: 'pullback@1',
    ruleSet: 'default@1',
    source: 'simulation',
    state: 'validated',
    outcome: null,
    hold: null,
    reasons: [],
    ...over,
  };
}

const closed = (result: 'SL' | 'TP1', final: boolean) => ({ id: '0'.repeat(32), at: 1, result, final, r: 0, rGross: 0 });

it('marks the bar whose close decided, on any timeframe', () => {
  const at = (stepMinutes: number) => marksOf([aSignal({})], stepMinutes * MINUTE, () => '')[0]?.ts;
  expect(at(5)).toBe(95 * MINUTE);
  expect(at(60)).toBe(60 * MINUTE);
});

it('draws the levels of running signals only', () => {
  const title = (level: string) => level;
  expect(levelsOf([aSignal({ outcome: closed('SL', true) }), aSignal({ state: 'rejected' })], title)).toEqual([]);
  expect(levelsOf([aSignal({ outcome: closed('TP1', false) })], title).map((level) => level.price)).toEqual([100, 101, 103, 98]);
});

it('never draws more than two signals at once', () => {
  expect(levelsOf([aSignal({}), aSignal({}), aSignal({})], (level) => level).length).toBe(8);
});
