import { describe, expect, it } from 'vitest';
import { type Choices, firstDraft, requestOf } from './draft';

const ZONE = 'Europe/Paris';
const choices: Choices = {
  ...{ timeframes: ['1m', '5m', '15m'], strategies: ['trend-pullback@1'], ruleSet: 'sirrius@1', models: [] },
  instruments: [
    { id: 'ETHUSDT', name: 'Ether', costBps: 6, first: null, last: null },
    { id: 'BTCUSDT', name: 'Bitcoin', costBps: 5.5, first: Date.UTC(2026, 2, 28, 12), last: Date.UTC(2026, 2, 29, 12) },
  ],
};
const draft = firstDraft(choices, ZONE, 'Essai');

describe('the form of a backtest', () => {
  it('begins with what is stored and makes a request of whole civil days, a short one included', () => {
    expect(draft).toMatchObject({ instruments: ['BTCUSDT'], from: '2026-03-28', to: '2026-03-29', timeframes: ['5m', '15m'] });
    const request = requestOf(draft, choices, ZONE);
    expect(request).toMatchObject({ costBps: null, model: null, overrides: {}, ruleSet: 'sirrius@1' });
    // Clocks go forward on 29 March: the second day has 23 hours.
    expect((request?.to ?? 0) - (request?.from ?? 0)).toBe(47 * 3_600_000);
  });

  it('reads numbers with a comma, a percentage as a share, and refuses anything else', () => {
    expect(
      requestOf({ ...draft, costBps: '7,5', minConfidence: '55', tp1R: '1', expiryBars: '24' }, choices, ZONE),
    ).toMatchObject({
      costBps: 7.5,
      overrides: { minConfidence: 0.55, tp1R: 1, expiryBars: 24 },
    });
    for (const part of [{ costBps: '-1' }, { tp1R: 'x' }, { instruments: [] }, { to: '2026-03-01' }, { strategies: [] }])
      expect(requestOf({ ...draft, ...part }, choices, ZONE), JSON.stringify(part)).toBeNull();
  });
});
