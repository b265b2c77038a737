import type { BarColumns, Indicator } from '../indicator';
import { wholeBars } from '../period';

const SEEN = 0;
const CLOSE = 1;
const VALUE = 2;
const BEFORE = 3;
const RANGE = 4;
const SIZE = 5;

/** Average true range (Wilder 1978) in price units, first value at bar `period`: bar 0 has no true range, for want of a close before it. */
export function atr(parameters: { period: number }): Indicator {
  const period = wholeBars('period', parameters.period);
  return {
    name: `atr(${period})`,
    outputs: ['atr'],
    warmUp: period,
    stateSize: SIZE,
    reset(state, o) {
      state.fill(0, o, o + SIZE);
    },
    run(state, o, bars, from, to, out) {
      const target = out[0] as Float64Array;
      const start = (state[o + SEEN] as number) < period + 2 ? seed(state, o, period, bars, from, to, target) : from;
      follow(state, o, period, bars, start, to, target);
    },
  };
}

/** The recurrence over two bars at once, as the exponential average has it. */
function follow(
  state: Float64Array,
  o: number,
  period: number,
  bars: BarColumns,
  from: number,
  to: number,
  target: Float64Array,
): void {
  const { high, low, close } = bars;
  const weight = 1 / period;
  const rest = 1 - weight;
  const restTwice = rest * rest;
  const weightBefore = weight * rest;
  let previous = state[o + CLOSE] as number;
  let value = state[o + VALUE] as number;
  let before = state[o + BEFORE] as number;
  let rangeBefore = state[o + RANGE] as number;
  for (let i = from; i < to; i++) {
    const top = high[i] as number;
    const bottom = low[i] as number;
    const range = (top > previous ? top : previous) - (bottom < previous ? bottom : previous);
    const next = before * restTwice + (range * weight + rangeBefore * weightBefore);
    previous = close[i] as number;
    rangeBefore = range;
    before = value;
    value = next;
    target[i] = next;
  }
  state[o + CLOSE] = previous;
  state[o + VALUE] = value;
  state[o + BEFORE] = before;
  state[o + RANGE] = rangeBefore;
}

/** Averages the first `period` true ranges and takes one step more; returns the bar after the last one it has dealt with. */
function seed(
  state: Float64Array,
  o: number,
  period: number,
  bars: BarColumns,
  from: number,
  to: number,
  target: Float64Array,
): number {
  let i = from;
  for (; i < to && (state[o + SEEN] as number) < period + 2; i++) {
    const seen = state[o + SEEN] as number;
    const previous = state[o + CLOSE] as number;
    const before = state[o + VALUE] as number;
    const range = seen === 0 ? 0 : Math.max(bars.high[i] as number, previous) - Math.min(bars.low[i] as number, previous);
    state[o + VALUE] = (seen > period ? before * (1 - 1 / period) : before) + range / period;
    state[o + BEFORE] = before;
    state[o + RANGE] = range;
    state[o + CLOSE] = bars.close[i] as number;
    state[o + SEEN] = seen + 1;
    target[i] = seen >= period ? (state[o + VALUE] as number) : Number.NaN;
  }
  return i;
}
