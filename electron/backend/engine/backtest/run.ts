import type { Timeframe } from '../../../../shared/base/time';
import type { BacktestTrade, Verdict } from '../../../../shared/features/backtests/contract';
import { type Rerun, verdictOf } from '../../../../shared/features/backtests/verdicts';
import { QUALITY_CODE } from '../../../../shared/features/market/candle';
import type { Instrument } from '../../../../shared/features/market/instrument';
import type { RuleSet } from '../../../../shared/features/signals/ruleSet';
import type { Strategy } from '../../../../shared/features/signals/strategies/strategy';
import { sha256Hex, sha256Running } from '../../kit/hash';
import { createKernel } from '../kernel';
import type { AnnouncementIndex, BaseCandles, CandidateScorer, Kernel } from '../port';
import { CHUNK } from '../series';
import { cutsOf, piecesOf } from './cuts';
import { EventLog } from './eventLog';

/** One instrument's part of a backtest. Candles before `from` warm up; decisions later than `from` are the result. */
export interface BacktestTask {
  readonly candles: BaseCandles;
  readonly instrument: Instrument;
  readonly baseStep: number;
  readonly timeframes: readonly Timeframe[];
  readonly source: string;
  readonly ruleSet: RuleSet;
  readonly calendar: AnnouncementIndex | null;
  readonly strategies: readonly Strategy[];
  readonly scorer: CandidateScorer | null;
  readonly from: number;
  readonly seed: number;
}

export interface BacktestOutcome {
  /** In the order of decision. */
  readonly trades: readonly BacktestTrade[];
  /** SHA-256 over the lines of the result as `replay --json` prints them, each with its line feed. */
  readonly digest: string;
  readonly lookAhead: Verdict;
  readonly repaint: Verdict;
}

/** Candles between two tellings of progress. */
const TOLD_EVERY = 32 * CHUNK;

type Progress = (done: number, total: number) => void;

/** The run itself and the reruns that say whether it may be believed. Progress counts candles over all of them. */
export function runBacktest(task: BacktestTask, progress: Progress = () => undefined): BacktestOutcome {
  const { candles, instrument } = task;
  const rows = candles.ts.length;
  const log = evaluate(task);
  feed(createTaskKernel(task, log), candles, rows, (done) => progress(done, 2 * rows));
  const cuts = cutsOf(candles, task.baseStep, log.decidedAt, task.seed);
  const total = 2 * rows + cuts.reduce((sum, cut) => sum + cut, 0);
  let before = rows;
  const next = (length: number) => {
    const begun = before;
    before += length;
    return (done: number) => progress(begun + done, total);
  };
  const reruns = cuts.map((cut) => shortened(task, cut, next(cut)));
  return {
    trades: log.trades(),
    digest: log.digest(),
    lookAhead: verdictOf(instrument.id, log.told, reruns),
    repaint: verdictOf(instrument.id, log.told, [otherwise(task, next(rows))]),
  };
}

/** The run alone, without the reruns and so without what they are compared by: what a bench measures and a repetition needs. */
export function runOnce(task: BacktestTask): Pick<BacktestOutcome, 'trades' | 'digest'> {
  const log = new EventLog(task.from, false);
  feed(createTaskKernel(task, log), task.candles, task.candles.ts.length, () => undefined);
  return { trades: log.trades(), digest: log.digest() };
}

function evaluate({ from }: BacktestTask): EventLog {
  return new EventLog(from, true);
}

function createTaskKernel(task: BacktestTask, listener: EventLog): Kernel {
  const { instrument, baseStep, timeframes, source, ruleSet, calendar, strategies, scorer } = task;
  return createKernel({
    instrument,
    baseStep,
    timeframes,
    source,
    ruleSet,
    calendar,
    strategies,
    scorer,
    listener,
    sha256: sha256Hex,
  });
}

function feed(kernel: Kernel, candles: BaseCandles, rows: number, told: (done: number) => void): void {
  for (let from = 0; from < rows; from += TOLD_EVERY) {
    const to = Math.min(rows, from + TOLD_EVERY);
    kernel.push(candles, from, to);
    told(to);
  }
}

/** A tape that ends at the cut: a copy, so that nothing behind it can be read. */
function shortened(task: BacktestTask, cut: number, told: (done: number) => void): Rerun {
  const columns = Object.entries(task.candles).map(([name, column]) => [name, (column as Float64Array).slice(0, cut)]);
  const candles = Object.fromEntries(columns) as unknown as BaseCandles;
  const log = evaluate(task);
  feed(createTaskKernel(task, log), candles, cut, told);
  return { until: (candles.ts[cut - 1] as number) + task.baseStep, told: log.told };
}

/** The whole tape in other pieces, with snapshots restored into new kernels. */
function otherwise(task: BacktestTask, told: (done: number) => void): Rerun {
  const { candles, seed } = task;
  const log = evaluate(task);
  let kernel = createTaskKernel(task, log);
  let since = 0;
  for (const { from, to, restore } of piecesOf(candles.ts.length, seed)) {
    if (restore) {
      const snapshot = kernel.snapshot();
      kernel = createTaskKernel(task, log);
      kernel.restore(snapshot);
    }
    kernel.push(candles, from, to);
    since += to - from;
    if (since < TOLD_EVERY) continue;
    since = 0;
    told(to);
  }
  told(candles.ts.length);
  return { until: Number.POSITIVE_INFINITY, told: log.told };
}

export interface CandleFacts {
  readonly digest: string;
  readonly suspect: number;
  /** Candles that open before the period. */
  readonly warmUp: number;
}

/** SHA-256 over the columns (Float64, little-endian) one after the other in a fixed order, and what else is told of a tape. */
export function candleFacts(candles: BaseCandles, from: number): CandleFacts {
  const hash = sha256Running();
  const { ts, open, high, low, close, volume, quality, bid, ask } = candles;
  for (const column of [ts, open, high, low, close, volume, quality, bid, ask])
    hash.update(new Uint8Array(column.buffer, column.byteOffset, column.byteLength));
  const suspect = quality.reduce((sum, code) => sum + (code === QUALITY_CODE.suspect ? 1 : 0), 0);
  const warmUp = ts.reduce((sum, at) => sum + (at < from ? 1 : 0), 0);
  return { digest: hash.digest(), suspect, warmUp };
}
