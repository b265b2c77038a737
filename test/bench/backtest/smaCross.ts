import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Aggregator } from '../../../electron/backend/engine/aggregator';
import type { BaseCandles } from '../../../electron/backend/engine/port';
import { IndicatorBank } from '../../../electron/backend/engine/scanner';
import { BarSeries, CHUNK } from '../../../electron/backend/engine/series';
import { MINUTE } from '../../../shared/base/time';
import type { Indicator } from '../../../shared/features/signals/indicators/indicator';

const FAST = 10;
const SLOW = 30;

/** What each of the three must agree on. */
export interface Crossed {
  readonly nsPerBar: number;
  readonly trades: number;
  readonly profit: number;
}

/** A rolling mean of closes: one kernel as the engine runs them, its state kept over chunks. */
function sma(period: number): Indicator {
  return {
    name: `sma${period}`,
    outputs: ['sma'],
    warmUp: period,
    stateSize: period + 2,
    reset: (state, offset) => void state.fill(0, offset, offset + period + 2),
    run(state, offset, bars, from, to, out) {
      const column = out[0] as Float64Array;
      const { close } = bars;
      const ring = offset + 2;
      let sum = state[offset] as number;
      let at = state[offset + 1] as number;
      for (let index = from; index < to; index += 1) {
        const value = close[index] as number;
        sum += value;
        sum -= state[ring + at] as number;
        state[ring + at] = value;
        at = at + 1 === period ? 0 : at + 1;
        column[index] = sum / period;
      }
      state[offset] = sum;
      state[offset + 1] = at;
    },
  };
}

const SMAS = [sma(FAST), sma(SLOW)];

/** Ours: candles → bars → indicators of the kernel's own bank in its chunks, then the rule over their columns. */
export function ours(candles: BaseCandles, rounds: number): Crossed {
  let best = Number.POSITIVE_INFINITY;
  let found = { trades: 0, profit: 0 };
  for (let round = 0; round < rounds; round += 1) {
    const begun = performance.now();
    found = crossed(candles);
    best = Math.min(best, performance.now() - begun);
  }
  return { nsPerBar: (best * 1e6) / candles.ts.length, ...found };
}

function crossed(candles: BaseCandles): { trades: number; profit: number } {
  const series = new BarSeries('1m', SLOW);
  const aggregator = new Aggregator(series, { baseStep: MINUTE, sparse: false, silentBars: 20, includeSuspect: false });
  const bank = new IndicatorBank(series);
  const [fast, slow] = bank.columns(SMAS) as [Float64Array, Float64Array];
  const rule: Rule = { state: 0, seen: 0, entry: 0, trades: 0, profit: 0 };
  const rows = candles.ts.length;
  for (let from = 0; from < rows; from += CHUNK) {
    const to = Math.min(from + CHUNK, rows);
    series.begin(to - from + 1);
    aggregator.push(candles, from, to);
    bank.run();
    follow(rule, series, fast, slow);
  }
  return { trades: rule.trades, profit: rule.profit };
}

interface Rule {
  /** 0 flat, 1 enters, 2 long, 3 leaves: in and out at the open of the bar behind the one that decided. */
  state: number;
  seen: number;
  entry: number;
  trades: number;
  profit: number;
}

function follow(rule: Rule, series: BarSeries, fast: Float64Array, slow: Float64Array): void {
  const { open, size } = series;
  let { state, entry, trades, profit } = rule;
  const first = Math.max(series.fresh, series.fresh + SLOW - 1 - rule.seen);
  for (let index = first; index < size; index += 1) {
    if (state === 0) {
      if ((fast[index] as number) > (slow[index] as number)) state = 1;
    } else if (state === 1) {
      entry = open[index] as number;
      state = 2;
    } else if (state === 2) {
      if ((fast[index] as number) < (slow[index] as number)) state = 3;
    } else {
      profit += (open[index] as number) - entry;
      trades += 1;
      state = 0;
    }
  }
  rule.seen += size - series.fresh;
  rule.state = state;
  rule.entry = entry;
  rule.trades = trades;
  rule.profit = profit;
}

/** The C loop on the same columns; null without a compiler. */
export function inC(candles: BaseCandles, rounds: number): Crossed | null {
  const folder = mkdtempSync(join(tmpdir(), 'sirrius-bench-'));
  try {
    const program = join(folder, 'smaCross');
    if (!compiled(program)) return null;
    const data = join(folder, 'bars.bin');
    const bytes = (column: Float64Array) => Buffer.from(column.buffer, column.byteOffset, column.byteLength);
    writeFileSync(data, Buffer.concat([bytes(candles.open), bytes(candles.close)]));
    const words = [data, String(candles.ts.length), String(rounds)];
    const [nsPerBar = 0, trades = 0, profit = 0] = execFileSync(program, words, { encoding: 'utf8' })
      .trim()
      .split(' ')
      .map(Number);
    return { nsPerBar, trades, profit };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function compiled(program: string): boolean {
  try {
    execFileSync('gcc', ['-O3', '-o', program, resolve('test/bench/backtest/smaCross.c')], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}

interface Bar {
  readonly time: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly fast: number;
  readonly slow: number;
}
interface Frame {
  none(): boolean;
}
interface Grademark {
  backtest(
    strategy: {
      entryRule(enter: () => void, args: { readonly bar: Bar }): void;
      exitRule(exit: () => void, args: { readonly bar: Bar }): void;
    },
    series: Frame,
  ): readonly { readonly profit: number; readonly exitReason: string }[];
}
interface DataForge {
  readonly DataFrame: new (rows: readonly Bar[]) => Frame;
}

/** Where the packages are looked for: the project, or the folder that the environment names. */
function packages(): { readonly kit: Grademark; readonly frames: DataForge } | null {
  const load = createRequire(resolve(process.env.SIRRIUS_GRADEMARK ?? '.', 'package.json'));
  try {
    return { kit: load('grademark') as Grademark, frames: load('data-forge') as DataForge };
  } catch {
    return null;
  }
}

/** The package `grademark` on the same bars, its indicators handed to it ready made; null where it is not installed. */
export function grademark(candles: BaseCandles): Crossed | null {
  const found = packages();
  if (found === null) return null;
  const rows = barsOf(candles);
  const begun = performance.now();
  const all = found.kit.backtest(
    {
      entryRule: (enter, { bar }) => {
        if (bar.fast > bar.slow) enter();
      },
      exitRule: (exit, { bar }) => {
        if (bar.fast < bar.slow) exit();
      },
    },
    new found.frames.DataFrame(rows),
  );
  const took = performance.now() - begun;
  const closed = all.filter(({ exitReason }) => exitReason !== 'finalize');
  const profit = closed.reduce((sum, one) => sum + one.profit, 0);
  return { nsPerBar: (took * 1e6) / candles.ts.length, trades: closed.length, profit };
}

/** Rows from the first bar on that has both means: before it there is nothing to decide. */
function barsOf({ ts, open, high, low, close }: BaseCandles): Bar[] {
  const rows: Bar[] = [];
  let [fast, slow] = [0, 0];
  for (let i = 0; i < ts.length; i += 1) {
    const value = close[i] as number;
    fast += value - (i >= FAST ? (close[i - FAST] as number) : 0);
    slow += value - (i >= SLOW ? (close[i - SLOW] as number) : 0);
    if (i < SLOW - 1) continue;
    const price = { open: open[i] as number, high: high[i] as number, low: low[i] as number, close: value };
    rows.push({ time: ts[i] as number, ...price, fast: fast / FAST, slow: slow / SLOW });
  }
  return rows;
}
