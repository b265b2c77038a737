import type { BarColumns, Indicator } from '../../shared/features/signals/indicators/indicator';

const COLUMNS = ['ts', 'open', 'high', 'low', 'close', 'volume'] as const;

/** Empty columns for `length` bars. */
export function emptyBars(length: number): BarColumns {
  const column = () => new Float64Array(length);
  return { ts: column(), open: column(), high: column(), low: column(), close: column(), volume: column() };
}

/** Columns from rows of ts, open, high, low, close, volume. */
export function barsOf(rows: readonly (readonly number[])[]): BarColumns {
  const bars = emptyBars(rows.length);
  rows.forEach((row, i) => {
    COLUMNS.forEach((name, k) => {
      bars[name][i] = row[k] ?? Number.NaN;
    });
  });
  return bars;
}

/** A copy of bars `from ≤ i < to`. */
export function sliceBars(bars: BarColumns, from: number, to: number): BarColumns {
  const cut = emptyBars(to - from);
  for (const name of COLUMNS) cut[name].set(bars[name].subarray(from, to));
  return cut;
}

/** A reproducible random walk of 1-minute bars that opens where it closed, with fat tails and lively volume. */
export function walkingBars(length: number, seed = 1, start = 50_000): BarColumns {
  const random = mulberry32(seed);
  const bars = emptyBars(length);
  let price = start;
  for (let i = 0; i < length; i++) {
    const step = (random() - 0.5) * (random() < 0.03 ? 0.02 : 0.002);
    const close = price * (1 + step);
    bars.ts[i] = i * 60_000;
    bars.open[i] = price;
    bars.close[i] = close;
    bars.high[i] = Math.max(price, close) * (1 + random() * 0.001);
    bars.low[i] = Math.min(price, close) * (1 - random() * 0.001);
    bars.volume[i] = 10 + random() * 100;
    price = close;
  }
  return bars;
}

function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Runs an indicator over all bars from the empty state, in chunks that end at `cuts` (default: one chunk). */
export function runIndicator(indicator: Indicator, bars: BarColumns, cuts: readonly number[] = []): Float64Array[] {
  const length = bars.ts.length;
  const state = new Float64Array(indicator.stateSize);
  const out = indicator.outputs.map(() => new Float64Array(length));
  indicator.reset(state, 0);
  let from = 0;
  for (const to of [...cuts, length]) {
    indicator.run(state, 0, bars, from, to, out);
    from = to;
  }
  return out;
}
