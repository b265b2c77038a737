import { createKernel } from '../../../electron/backend/engine/kernel';
import type { BaseCandles } from '../../../electron/backend/engine/port';
import { sha256Hex } from '../../../electron/backend/kit/hash';
import { MINUTE } from '../../../shared/base/time';
import { unknownInstrument } from '../../../shared/features/market/unknownInstrument';
import type { BarColumns } from '../../../shared/features/signals/indicators/indicator';
import { ruleSetFor } from '../../../shared/features/signals/ruleSet';
import { STRATEGIES } from '../../../shared/features/signals/strategies/registry';
import { walkingBars } from '../../builders/bars';
import type { BenchRow } from '../bench';
import { median } from '../bench';
import { cReference } from '../indicators/reference';

const ROWS = 100 * 1024;
const ROUNDS = 9;
const REACH = 0.015;
const NAME = 'Whole pipeline, replay of one instrument on 1m';

/** Candles → bars → indicators → strategies → validation → lifecycle, against the C loop that only computes the indicators. */
export async function bench(): Promise<BenchRow[]> {
  const bars = walkingBars(ROWS, 11);
  const candles = baseCandles(bars);
  const reference = cReference([bars], 'chunk', 5);
  const row = { name: NAME, unit: 'candles/s', ratioTo: 'C -O3 indicator loop', reach: `≥ ${REACH}× of the C indicator loop` };
  pipeline(candles);
  if (reference === null) {
    const { perSecond, signals } = pipeline(candles);
    return [{ ...row, value: perSecond, reached: null, note: `${signals} signals; no gcc on this machine` }];
  }
  try {
    const pairs = Array.from({ length: ROUNDS }, () => ({ ours: pipeline(candles), c: 1e9 / reference.measure().nsPerBar }));
    const ratio = median(pairs.map(({ ours, c }) => ours.perSecond / c));
    const value = Math.round(median(pairs.map(({ ours }) => ours.perSecond)));
    const signals = pairs[0]?.ours.signals ?? 0;
    return [{ ...row, value, ratio, reached: ratio >= REACH, note: `${signals} signals decided and followed on the way` }];
  } finally {
    reference.dispose();
  }
}

/** A complete tape without quotes. */
function baseCandles(bars: BarColumns): BaseCandles {
  const length = bars.ts.length;
  const none = new Float64Array(length).fill(Number.NaN);
  return { ...bars, quality: new Float64Array(length), bid: none, ask: none };
}

function pipeline(candles: BaseCandles): { perSecond: number; signals: number } {
  let signals = 0;
  let finals = 0;
  const instrument = unknownInstrument('BENCHUSDT');
  const kernel = createKernel({
    instrument,
    baseStep: MINUTE,
    timeframes: ['1m'],
    source: 'simulation',
    ruleSet: ruleSetFor(instrument),
    calendar: null,
    strategies: STRATEGIES,
    sha256: sha256Hex,
    listener: {
      signal: () => {
        signals += 1;
      },
      outcome: ({ final }) => {
        if (final) finals += 1;
      },
    },
  });
  const begun = performance.now();
  kernel.push(candles, 0, candles.ts.length);
  const perSecond = candles.ts.length / ((performance.now() - begun) / 1000);
  if (signals !== finals + kernel.open().length) throw new Error('a signal was lost on the way');
  return { perSecond, signals };
}
