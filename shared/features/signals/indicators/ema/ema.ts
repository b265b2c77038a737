import type { Indicator } from '../indicator';
import { wholeBars } from '../period';

const SEEN = 0;
const VALUE = 1;
const BEFORE = 2;
const CLOSE = 3;
const SIZE = 4;

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
      const start = (state[o + SEEN] as number) <= period ? seed(state, o, period, close, from, to, target) : from;
      follow(state, o, period, close, start, to, target);
    },
  };
}

/**
 * The recurrence written over two bars, v[i] = r²·v[i-2] + w·x[i] + w·r·x[i-1]: each value then waits for the one before the
 * last instead of the last, and two of them are in the making at once.
 */
function follow(
  state: Float64Array,
  o: number,
  period: number,
  close: Float64Array,
  from: number,
  to: number,
  target: Float64Array,
): void {
  const weight = 2 / (period + 1);
  const rest = 1 - weight;
  const restTwice = rest * rest;
  const weightBefore = weight * rest;
  let value = state[o + VALUE] as number;
  let before = state[o + BEFORE] as number;
  let previous = state[o + CLOSE] as number;
  for (let i = from; i < to; i++) {
    const price = close[i] as number;
    const next = before * restTwice + (price * weight + previous * weightBefore);
    previous = price;
    before = value;
    value = next;
    target[i] = next;
  }
  state[o + VALUE] = value;
  state[o + BEFORE] = before;
  state[o + CLOSE] = previous;
}

/** Averages the first bars and takes one step more; returns the bar after the last one it has dealt with. */
function seed(
  state: Float64Array,
  o: number,
  period: number,
  close: Float64Array,
  from: number,
  to: number,
  target: Float64Array,
): number {
  const weight = 2 / (period + 1);
  let i = from;
  for (; i < to && (state[o + SEEN] as number) <= period; i++) {
    const seen = (state[o + SEEN] as number) + 1;
    const price = close[i] as number;
    const before = state[o + VALUE] as number;
    let value = before + price;
    if (seen === period) value /= period;
    if (seen > period) value = price * weight + before * (1 - weight);
    state[o + SEEN] = seen;
    state[o + VALUE] = value;
    state[o + BEFORE] = before;
    state[o + CLOSE] = price;
    target[i] = seen >= period ? value : Number.NaN;
  }
  return i;
}
