import type { Indicator } from '../indicator';
import { wholeBars } from '../period';

const SEEN = 0;
const VALUE = 1;
const SIZE = 2;

/** Exponential moving average of the close, weight 2/(period + 1), seeded with the simple average of the first `period` closes. */
export function ema(parameters: { period: number }): Indicator {
  const period = wholeBars('period', parameters.period);
  return {
    name: `ema(${period})`,
    outputs: ['ema'],
    warmUp: period - 1,
    stateSize: SIZE,
    reset(state, o) {
      state.fill(0, o, o + SIZE);
    },
    run(state, o, bars, from, to, out) {
      const close = bars.close;
      const target = out[0] as Float64Array;
      const weight = 2 / (period + 1);
      const rest = 1 - weight;
      const start = (state[o + SEEN] as number) < period ? seed(state, o, period, close, from, to, target) : from;
      let value = state[o + VALUE] as number;
      for (let i = start; i < to; i++) {
        value = (close[i] as number) * weight + value * rest;
        target[i] = value;
      }
      state[o + VALUE] = value;
    },
  };
}

/** Averages the first bars; returns the bar after the last one it has dealt with. */
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
  let value = state[o + VALUE] as number;
  let i = from;
  for (; i < to && seen < period; i++) {
    seen++;
    value += close[i] as number;
    if (seen === period) value /= period;
    target[i] = seen === period ? value : Number.NaN;
  }
  state[o + SEEN] = seen;
  state[o + VALUE] = value;
  return i;
}
