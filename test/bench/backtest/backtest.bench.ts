import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Worker } from 'node:worker_threads';
import { type BacktestTask, runBacktest, runOnce } from '../../../electron/backend/engine/backtest/run';
import type { BaseCandles } from '../../../electron/backend/engine/port';
import { scorerOf } from '../../../electron/backend/features/backtests/scorer';
import { MINUTE } from '../../../shared/base/time';
import { unknownInstrument } from '../../../shared/features/market/unknownInstrument';
import { ruleSetFor } from '../../../shared/features/signals/ruleSet';
import { STRATEGIES } from '../../../shared/features/signals/strategies/registry';
import { walkingBars } from '../../builders/bars';
import { type BenchRow, median } from '../bench';
import { cReference } from '../indicators/reference';
import { forest, KEYS } from './forest';
import { type Crossed, grademark, inC, ours } from './smaCross';

const YEAR = 525_600;
const ROUNDS = 3;
const INSTRUMENT = 'BENCHUSDT';
/** `grademark` allocates for every bar: a whole year of minutes would take it minutes. */
const GRADEMARK_BARS = 60_000;
const THREAD_BARS = 200_000;

/** A year of minutes through the whole backtest, the SMA-cross task three ways, and two instruments on two threads. */
export async function bench(): Promise<readonly BenchRow[]> {
  const candles = tape(YEAR, 11);
  return [yearOfMinutes(candles), againstC(candles), againstGrademark(candles), await twoThreads()];
}

function tape(rows: number, seed: number): BaseCandles {
  const none = new Float64Array(rows).fill(Number.NaN);
  return { ...walkingBars(rows, seed), quality: new Float64Array(rows), bid: none, ask: none.slice() };
}

function task(candles: BaseCandles): BacktestTask {
  const instrument = unknownInstrument(INSTRUMENT);
  return {
    candles,
    instrument,
    baseStep: MINUTE,
    timeframes: ['1m'],
    source: 'simulation',
    ruleSet: ruleSetFor(instrument),
    calendar: null,
    strategies: STRATEGIES,
    scorer: scorerOf(forest(INSTRUMENT)),
    from: 0,
    seed: 1,
  };
}

function timed(work: () => { readonly trades: readonly unknown[] }): { readonly ms: number; readonly trades: number } {
  const begun = performance.now();
  const { trades } = work();
  return { ms: performance.now() - begun, trades: trades.length };
}

function yearOfMinutes(candles: BaseCandles): BenchRow {
  const reference = cReference([candles], 'chunk', 3);
  const runs = Array.from({ length: ROUNDS }, () => ({
    own: timed(() => runOnce(task(candles))),
    c: reference?.measure().nsPerBar ?? Number.NaN,
  }));
  reference?.dispose();
  const ratio = median(runs.map(({ own, c }) => c / ((own.ms * 1e6) / YEAR)));
  const whole = timed(() => runBacktest(task(candles)));
  const row = {
    name: 'Backtest of 525,600 1m candles: features, scoring, validation',
    value: Math.round(median(runs.map(({ own }) => (YEAR * 1000) / own.ms))),
    unit: 'candles/s',
    reach: '≥ 0.01× of the C indicator loop',
  };
  const note = `${whole.trades} signals, each scored by 100 trees; with both verdicts ${(whole.ms / 1000).toFixed(1)} s`;
  if (reference === null) return { ...row, reached: null, note: `${note}; no gcc on this machine` };
  return { ...row, ratio, ratioTo: 'C -O3 indicator loop', reached: ratio >= 0.01, note };
}

function againstC(candles: BaseCandles): BenchRow {
  ours(candles, 2);
  const pairs = Array.from({ length: ROUNDS }, () => ({ own: ours(candles, 5), c: inC(candles, 5) }));
  const { own, c } = pairs[0] as (typeof pairs)[number];
  const row = {
    name: 'SMA 10/30 cross over 525,600 candles',
    value: Math.round(1e9 / own.nsPerBar),
    unit: 'candles/s',
    reach: '≥ 0.15× of the C loop, identical trades',
  };
  if (c === null) return { ...row, reached: null, note: 'no gcc on this machine' };
  agree('the C loop', own, c);
  const ratio = median(pairs.map((pair) => (pair.c?.nsPerBar ?? Number.NaN) / pair.own.nsPerBar));
  return { ...row, ratio, ratioTo: 'C -O3 loop', reached: ratio >= 0.15, note: `${own.trades} trades` };
}

function againstGrademark(candles: BaseCandles): BenchRow {
  const columns = Object.entries(candles).map(([name, column]) => [name, (column as Float64Array).slice(0, GRADEMARK_BARS)]);
  const short = Object.fromEntries(columns) as unknown as BaseCandles;
  const own = ours(short, 9);
  const theirs = grademark(short);
  const row = {
    name: `SMA 10/30 cross over ${GRADEMARK_BARS.toLocaleString('en')} candles`,
    value: Math.round(1e9 / own.nsPerBar),
    unit: 'candles/s',
    reach: '≥ 50× grademark, identical trades',
  };
  if (theirs === null) return { ...row, reached: null, note: 'grademark is not installed here' };
  agree('grademark', own, theirs);
  const ratio = theirs.nsPerBar / own.nsPerBar;
  return { ...row, ratio, ratioTo: 'grademark', reached: ratio >= 50, note: `${own.trades} trades` };
}

/** As many trades with the same result: any one that differed would show in the sum. */
function agree(whose: string, own: Crossed, other: Crossed): void {
  const near = Math.abs(own.profit - other.profit) <= 1e-6 * Math.max(1, Math.abs(own.profit));
  if (own.trades !== other.trades || !near) throw new Error(`${whose} made other trades: ${JSON.stringify([own, other])}`);
}

const THREAD = resolve('dist/backend/backtestThread.js');

/** One instrument after the other, then both at once; each in a thread as the backend starts it. */
async function twoThreads(): Promise<BenchRow> {
  const row = { name: 'two instruments on two threads', unit: '× one after the other', reach: '≥ 1.7×' };
  if (!existsSync(THREAD)) return { ...row, value: 0, reached: null, note: 'the backend is not built' };
  const rounds: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const apart = (await inThread(3)) + (await inThread(4));
    const begun = performance.now();
    await Promise.all([inThread(3), inThread(4)]);
    rounds.push(apart / (performance.now() - begun));
  }
  const value = median(rounds);
  const note = `${THREAD_BARS.toLocaleString('en')} candles each with verdicts, start of the thread included`;
  return { ...row, value, reached: value >= 1.7, note };
}

const TAPES = new Map([3, 4].map((seed) => [seed, tape(THREAD_BARS, seed)]));

async function inThread(seed: number): Promise<number> {
  const { candles, instrument, baseStep, source, ruleSet, timeframes } = task(TAPES.get(seed) ?? tape(THREAD_BARS, seed));
  const request = {
    ...{ instruments: [INSTRUMENT], timeframes, from: 0, to: Number.MAX_SAFE_INTEGER, strategies: KEYS, ruleSet: ruleSet.id },
    ...{ overrides: {}, costBps: null, model: null, seed: 1 },
  };
  const question = { kind: 'run', candles, instrument, baseStep, source, ruleSet, calendar: null, request, artifact: null };
  const begun = performance.now();
  const worker = new Worker(THREAD, { workerData: { question, stop: new SharedArrayBuffer(4) } });
  await new Promise<void>((done, failed) => {
    worker.on('message', ({ type, message }: { type: string; message?: string }) => {
      if (type === 'answer') done();
      if (type === 'failed') failed(new Error(message));
    });
    worker.once('error', failed);
  });
  const took = performance.now() - begun;
  await worker.terminate();
  return took;
}
