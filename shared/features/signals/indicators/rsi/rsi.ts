import type { Indicator } from '../indicator';
import { wholeBars } from '../period';

const SEEN = 0;
const CLOSE = 1;
const GAIN = 2;
const LOSS = 3;
const SIZE = 4;

/**
 * Relative strength index of the close (Wilder 1978), 0 … 100, first value at bar `period`.
 * 100 where nothing was lost; NaN where the price has never moved, since neither side then has any strength.
 */
export function rsi(parameters: { period: number }): Indicator {
  const period = wholeBars('period', parameters.period);
  return {
    name: `rsi(${period})`,
    outputs: ['rsi'],
    warmUp: period,
    stateSize: SIZE,
    reset(state, o) {
      state.fill(0, o, o + SIZE);
    },
    run(state, o, bars, from, to, out) {
      const close = bars.close;
      const target = out[0] as Float64Array;
      const weight = 1 / period;
      const rest = 1 - weight;
      // Half a weight, since |d| + d and |d| - d are twice the gain and twice the loss: no branch to mispredict.
      const half = weight / 2;
      const start = (state[o + SEEN] as number) <= period ? seed(state, o, period, close, from, to, target) : from;
      let previous = state[o + CLOSE] as number;
      let gain = state[o + GAIN] as number;
      let loss = state[o + LOSS] as number;
      for (let i = start; i < to; i++) {
        const price = close[i] as number;
        const change = price - previous;
        const size = Math.abs(change);
        previous = price;
        gain = gain * rest + (size + change) * half;
        loss = loss * rest + (size - change) * half;
        target[i] = (100 * gain) / (gain + loss);
      }
      state[o + CLOSE] = previous;
      state[o + GAIN] = gain;
      state[o + LOSS] = loss;
    },
  };
}

/** Averages the first `period` changes; returns the bar after the last one it has dealt with. */
function seed(
  state: Float64Array,
  o: number,
  period: number,
  close: Float64Array,
  from: number,
  to: number,
  target: Float64Array,
): number {
  let seen = state[o + SEEN] as number;
  let gain = state[o + GAIN] as number;
  let loss = state[o + LOSS] as number;
  let i = from;
  for (; i < to && seen <= period; i++) {
    const price = close[i] as number;
    const change = seen === 0 ? 0 : price - (state[o + CLOSE] as number);
    state[o + CLOSE] = price;
    gain += Math.max(change, 0) / period;
    loss += Math.max(-change, 0) / period;
    seen++;
    target[i] = seen > period ? (100 * gain) / (gain + loss) : Number.NaN;
  }
  state[o + SEEN] = seen;
  state[o + GAIN] = gain;
  state[o + LOSS] = loss;
  return i;
}
