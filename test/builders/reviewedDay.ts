import { systemClock } from '../../electron/backend/kit/clock';
import { createLog } from '../../electron/backend/kit/log';
import { openStore } from '../../electron/backend/store/open';
import { addDays } from '../../shared/base/civilDay';
import { MINUTE } from '../../shared/base/time';
import { dayOf } from '../../shared/base/zonedDay';
import { daySpan, REVIEW_ZONE } from '../../shared/features/reviews/due';
import type { Check } from '../../shared/features/signals/signal';
import { walkingBars } from './bars';
import { aSealedSignal } from './store';

const CHECKS: readonly Check[] = [
  { rule: 'price', verdict: 'pass', passed: true, measured: 1.2, threshold: 20 },
  { rule: 'risk_reward', verdict: 'pass', passed: true, measured: 2, threshold: 1.5 },
  { rule: 'stop_distance', verdict: 'pass', passed: true, measured: 0.8, threshold: 3 },
  { rule: 'confidence', verdict: 'fail', passed: false, measured: 0.58, threshold: 0.6 },
  { rule: 'opposite', verdict: 'pass', passed: true, measured: 0, threshold: 0 },
  { rule: 'volume', verdict: 'pass', passed: true, measured: 1.4, threshold: 0.5 },
  { rule: 'calendar', verdict: 'no-data', passed: true, measured: null, threshold: 15 },
];
const PUBLISHED = 12;
const ALL = 18;

/**
 * Puts signals of the day before yesterday, all closed at their stop, with the candles around them into a data directory that
 * nobody has open. Returns that day: its sample is two of the published and one of the quarantined.
 */
export async function fillReviewedDay(dataDir: string, now: number): Promise<string> {
  const day = addDays(dayOf(now, REVIEW_ZONE), -2);
  const noon = daySpan(day).from + 12 * 60 * MINUTE;
  const store = await openStore({ dataDir, clock: systemClock(), log: createLog({ level: 'silent' }) });
  const bars = walkingBars(1200, 5, 40_000);
  const unknown = new Float64Array(bars.ts.length).fill(Number.NaN);
  const ts = bars.ts.map((at) => noon - 600 * MINUTE + at);
  store.series.appendCandles('simulation', 'BTCUSDT', '1m', {
    ...bars,
    ts,
    quality: new Float64Array(ts.length),
    bid: unknown,
    ask: unknown,
  });
  store.commands.run({ actor: 'system:test', action: 'test.signals', input: null }, (tx) => {
    for (let index = 0; index < ALL; index += 1) {
      const at = noon + index * 10 * MINUTE;
      const entry = bars.close[600 + index * 10 - 1] ?? 40_000;
      const id = aSealedSignal(tx, {
        at,
        entry,
        sl: entry * 0.992,
        tp1: entry * 1.004,
        tp2: entry * 1.016,
        status: index < PUBLISHED ? 'validated' : 'quarantined',
        checks: [...CHECKS],
        expiresAt: at + 240 * MINUTE,
      });
      const end = { outcome_result: 'SL', outcome_final: 1, outcome_r: -1.1, outcome_r_gross: -1, outcome_at: at + 30 * MINUTE };
      tx.run(tx.db.updateTable('signals').set(end).where('id', '=', id));
    }
  });
  store.close();
  return day;
}
