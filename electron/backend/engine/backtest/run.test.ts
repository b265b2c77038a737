import { describe, expect, it } from 'vitest';
import { MINUTE } from '../../../../shared/base/time';
import { unknownInstrument } from '../../../../shared/features/market/unknownInstrument';
import { ruleSetFor } from '../../../../shared/features/signals/ruleSet';
import type { Strategy } from '../../../../shared/features/signals/strategies/strategy';
import { walkingBars } from '../../../../test/builders/bars';
import { metronome } from '../../../../test/builders/strategies';
import type { BaseCandles } from '../port';
import { piecesOf } from './cuts';
import { type BacktestTask, candleFacts, runBacktest, runOnce } from './run';

function tape(rows: number, seed = 3): BaseCandles {
  const none = new Float64Array(rows).fill(Number.NaN);
  return { ...walkingBars(rows, seed), quality: new Float64Array(rows), bid: none, ask: none };
}

function task(strategies: readonly Strategy[], change: Partial<BacktestTask> = {}): BacktestTask {
  const instrument = unknownInstrument('TESTUSDT');
  return {
    ...{ candles: tape(6000), instrument, baseStep: MINUTE, timeframes: ['1m', '5m'], source: 'simulation' },
    ...{ ruleSet: ruleSetFor(instrument), calendar: null, strategies, scorer: null, from: 0, seed: 11 },
    ...change,
  } as BacktestTask;
}

/** Knows whether the next bar closes higher: the oldest way to a beautiful backtest. */
const peeking: Strategy = {
  ...metronome(7, 0.004, 'peeking'),
  scan({ bars }, from, to, sides) {
    for (let index = from; index < to; index += 1) {
      const beat = (bars.ts[index] as number) / MINUTE;
      sides[index] = beat % 7 !== 0 ? 0 : (bars.close[index + 1] as number) > (bars.close[index] as number) ? 1 : -1;
    }
  },
};

/** Remembers in itself, outside of what a snapshot holds: it says something else when it is fed otherwise. */
function forgetful(): Strategy {
  let scans = 0;
  return {
    ...metronome(7, 0.004, 'forgetful'),
    scan({ bars }, from, to, sides) {
      scans += 1;
      for (let index = from; index < to; index += 1)
        sides[index] = (bars.ts[index] as number) % (7 * MINUTE) === 0 ? (scans % 2 === 0 ? 1 : -1) : 0;
    },
  };
}

describe('a backtest of one instrument', () => {
  it('[BKT5] [BKT6] clears a strategy that keeps to the past, and says how much was compared', () => {
    const { lookAhead, repaint, trades } = runBacktest(task([metronome(5, 0.004)]));
    expect(trades.length).toBeGreaterThan(100);
    expect(lookAhead).toMatchObject({ verdict: 'clean', first: null });
    expect(lookAhead.runs).toBeGreaterThan(4);
    expect(lookAhead.compared).toBeGreaterThan(trades.length);
    expect(repaint).toMatchObject({ verdict: 'clean', runs: 1, first: null });
    expect(repaint.compared).toBeGreaterThan(2 * trades.length);
  });

  it('[BKT5] finds a strategy that looks one candle ahead', () => {
    const { lookAhead } = runBacktest(task([peeking]));
    expect(lookAhead.verdict).toBe('differs');
    expect(lookAhead.first?.instrument).toBe('TESTUSDT');
  });

  it('[BKT6] finds one that decides otherwise when it is fed otherwise', () => {
    expect(runBacktest(task([forgetful()])).repaint.verdict).toBe('differs');
  });

  it('[BKT5] cuts at the same places for the same seed, and elsewhere for another', () => {
    const one = runBacktest(task([metronome(5, 0.004)]));
    expect(runBacktest(task([metronome(5, 0.004)]))).toEqual(one);
    const other = runBacktest(task([metronome(5, 0.004)], { seed: 12 }));
    expect(other.digest).toBe(one.digest);
    expect(other.lookAhead.compared).not.toBe(one.lookAhead.compared);
  });

  it('[BKT6] feeds every candle once, some one by one', () => {
    const pieces = piecesOf(6000, 5);
    expect(pieces.map(({ from }) => from)).toEqual([0, ...pieces.slice(0, -1).map(({ to }) => to)]);
    expect(pieces.at(-1)?.to).toBe(6000);
    expect(pieces.filter(({ from, to }) => to - from === 1).length).toBeGreaterThanOrEqual(2000);
    expect(pieces.filter(({ restore }) => restore).length).toBeGreaterThan(0);
  });

  it('[BKT2] leaves out what was decided before the period, but lets it count in the record', () => {
    const whole = runOnce(task([metronome(5, 0.004)]));
    const from = 3000 * MINUTE;
    const part = runOnce(task([metronome(5, 0.004)], { from }));
    expect(part.trades).toEqual(whole.trades.filter(({ at }) => at > from));
    expect(candleFacts(task([]).candles, from)).toMatchObject({ warmUp: 3000, suspect: 0 });
  });

  it('[BKT2] gives the same trades and digest with the reruns and without', () => {
    const { trades, digest } = runBacktest(task([metronome(5, 0.004)], { from: 3000 * MINUTE }));
    expect(runOnce(task([metronome(5, 0.004)], { from: 3000 * MINUTE }))).toEqual({ trades, digest });
  });

  it('[BKT8] tells how far it is, in candles over all passes', () => {
    const told: [number, number][] = [];
    runBacktest(task([metronome(5, 0.004)]), (done, total) => told.push([done, total]));
    expect(told.map(([done]) => done)).toEqual(told.map(([done]) => done).toSorted((a, b) => a - b));
    const [done, total] = told.at(-1) as [number, number];
    expect(done).toBe(total);
  });
});
