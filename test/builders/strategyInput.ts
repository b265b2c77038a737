import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { BarColumns, Indicator } from '../../shared/features/signals/indicators/indicator';
import type { Strategy, StrategyInput } from '../../shared/features/signals/strategies/strategy';
import { barsOf, runIndicator } from './bars';

/** Reads a gzip CSV of ts, open, high, low, close, volume. */
export function readCandleFile(file: string): BarColumns {
  const lines = gunzipSync(readFileSync(file)).toString('utf8').trim().split('\n').slice(1);
  return barsOf(lines.map((line) => line.split(',').map(Number)));
}

/** Bars of `lengthMs` from finer ones; the last may be unfinished, as it is while a market runs. */
export function aggregate(bars: BarColumns, lengthMs: number): BarColumns {
  const rows: [number, number, number, number, number, number][] = [];
  bars.ts.forEach((ts, i) => {
    const at = Math.floor(ts / lengthMs) * lengthMs;
    const [high, low, close] = [bars.high[i] as number, bars.low[i] as number, bars.close[i] as number];
    const last = rows.at(-1);
    if (last === undefined || last[0] !== at) {
      rows.push([at, bars.open[i] as number, high, low, close, bars.volume[i] as number]);
      return;
    }
    last[2] = Math.max(last[2], high);
    last[3] = Math.min(last[3], low);
    last[4] = close;
    last[5] += bars.volume[i] as number;
  });
  return barsOf(rows);
}

/** Everything a strategy sees of these bars of `ownMs`, with higher bars of `higherMs` built from them. */
export function strategyInput(strategy: Strategy, bars: BarColumns, ownMs: number, higherMs: number): StrategyInput {
  const higher = aggregate(bars, higherMs);
  const last = new Int32Array(bars.ts.length);
  let closed = -1;
  bars.ts.forEach((ts, i) => {
    while (closed + 1 < higher.ts.length && (higher.ts[closed + 1] as number) + higherMs <= ts + ownMs) closed++;
    last[i] = closed;
  });
  return {
    bars,
    values: valuesOf(strategy.indicators, bars),
    higher: { bars: higher, values: valuesOf(strategy.higherIndicators, higher), last },
  };
}

function valuesOf(indicators: readonly Indicator[], bars: BarColumns): Float64Array[] {
  return indicators.flatMap((indicator) => runIndicator(indicator, bars));
}

/** The sides a strategy gives from its lookback on, in chunks that end at `cuts` (default: one chunk). */
export function scanAll(strategy: Strategy, input: StrategyInput, cuts: readonly number[] = []): Int8Array {
  const length = input.bars.ts.length;
  const sides = new Int8Array(length);
  let from = Math.min(strategy.lookback, length);
  for (const to of [...cuts.filter((cut) => cut > from), length]) {
    strategy.scan(input, from, to, sides);
    from = to;
  }
  return sides;
}

interface Candidate {
  readonly index: number;
  readonly side: 1 | -1;
}

/** Where the sides say something. */
export function candidatesOf(sides: Int8Array): Candidate[] {
  return Array.from(sides, (side, index) => ({ index, side })).filter((found): found is Candidate => found.side !== 0);
}
