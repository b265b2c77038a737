import type { BarColumns, Indicator } from '../indicator';
import { wholeBars } from '../period';

const SEEN = 0;
const FAST = 1;
const SLOW = 2;
const SIGNAL = 3;
const SIZE = 4;

interface MacdPeriods {
  readonly fast: number;
  readonly slow: number;
  readonly signal: number;
}

/**
 * Moving average convergence divergence (Appel): difference of two exponential averages of the close, its own exponential
 * average, and what lies between. All three averages are seeded with simple ones. `macd` starts at bar `slow - 1`, the
 * signal `signal - 1` bars later. Throws RangeError unless fast < slow.
 */
export function macd(parameters: MacdPeriods): Indicator {
  const fast = wholeBars('fast', parameters.fast);
  const slow = wholeBars('slow', parameters.slow);
  const signal = wholeBars('signal', parameters.signal);
  if (fast >= slow) throw new RangeError(`fast must be shorter than slow, not ${fast} ≥ ${slow}`);
  const warmUp = slow + signal - 2;
  const periods = { fast, slow, signal };
  return {
    name: `macd(${fast},${slow},${signal})`,
    outputs: ['macd', 'signal', 'histogram'],
    warmUp,
    stateSize: SIZE,
    reset(state, o) {
      state.fill(0, o, o + SIZE);
    },
    run(state, o, bars, from, to, out) {
      const start = (state[o + SEEN] as number) <= warmUp ? seed(state, o, periods, bars, from, to, out) : from;
      follow(state, o, periods, bars.close, start, to, out);
    },
  };
}

function follow(
  state: Float64Array,
  o: number,
  periods: MacdPeriods,
  close: Float64Array,
  from: number,
  to: number,
  out: readonly Float64Array[],
): void {
  const line = out[0] as Float64Array;
  const signalLine = out[1] as Float64Array;
  const histogram = out[2] as Float64Array;
  const fastWeight = 2 / (periods.fast + 1);
  const slowWeight = 2 / (periods.slow + 1);
  const signalWeight = 2 / (periods.signal + 1);
  const fastRest = 1 - fastWeight;
  const slowRest = 1 - slowWeight;
  const signalRest = 1 - signalWeight;
  let fast = state[o + FAST] as number;
  let slow = state[o + SLOW] as number;
  let signal = state[o + SIGNAL] as number;
  for (let i = from; i < to; i++) {
    const price = close[i] as number;
    fast = price * fastWeight + fast * fastRest;
    slow = price * slowWeight + slow * slowRest;
    const value = fast - slow;
    signal = value * signalWeight + signal * signalRest;
    line[i] = value;
    signalLine[i] = signal;
    histogram[i] = value - signal;
  }
  state[o + FAST] = fast;
  state[o + SLOW] = slow;
  state[o + SIGNAL] = signal;
}

/** Brings the three averages up one after the other; returns the bar after the last one it has dealt with. */
function seed(
  state: Float64Array,
  o: number,
  periods: MacdPeriods,
  bars: BarColumns,
  from: number,
  to: number,
  out: readonly Float64Array[],
): number {
  const last = periods.slow + periods.signal - 1;
  let i = from;
  for (; i < to && (state[o + SEEN] as number) < last; i++) {
    const seen = (state[o + SEEN] as number) + 1;
    const price = bars.close[i] as number;
    state[o + SEEN] = seen;
    const fast = grow(state, o + FAST, seen, periods.fast, price);
    const slow = grow(state, o + SLOW, seen, periods.slow, price);
    const value = seen >= periods.slow ? fast - slow : Number.NaN;
    const since = seen - periods.slow + 1;
    const signal = since >= 1 ? grow(state, o + SIGNAL, since, periods.signal, value) : 0;
    (out[0] as Float64Array)[i] = value;
    (out[1] as Float64Array)[i] = since >= periods.signal ? signal : Number.NaN;
    (out[2] as Float64Array)[i] = since >= periods.signal ? value - signal : Number.NaN;
  }
  return i;
}

/** One more value for an average that has seen `seen` with this one: a sum first, then the simple average, then exponential. */
function grow(state: Float64Array, slot: number, seen: number, period: number, value: number): number {
  const before = state[slot] as number;
  const weight = 2 / (period + 1);
  let after = value * weight + before * (1 - weight);
  if (seen <= period) after = seen === period ? (before + value) / period : before + value;
  state[slot] = after;
  return after;
}
