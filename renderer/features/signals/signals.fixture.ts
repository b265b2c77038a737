import { type Check, RULES, type SignalRow } from '../../../shared/features/signals/signal';

const check = (rule: Check['rule']): Check => ({ rule, verdict: 'pass', passed: true, measured: 1, threshold: 1 });

/** A validated long signal on BTCUSDT with what the test cares about changed. */
export function aRow(over: Partial<SignalRow> = {}): SignalRow {
  return {
    id: '0'.repeat(32),
    at: 1_700_000_000_000,
    instrument: 'BTCUSDT',
    timeframe: '5m',
    direction: 'long',
    entry: 100,
    tp1: 101,
    tp2: 104,
    sl: 98,
    confidence: 0.65,
    noEdge: 0.667,
    status: 'validated',
    checks: RULES.map(check),
    expiresAt: 1_700_000_000_000 + 48 * 300_000,
    strategy: 'range-breakout@1',
    ruleSet: 'base@1',
    source: 'simulation',
    state: 'validated',
    outcome: null,
    hold: null,
    reasons: [],
    ...over,
  };
}
