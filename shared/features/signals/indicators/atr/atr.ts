import type { BarColumns, Indicator } from '../indicator';
import { wholeBars } from '../period';

const SEEN = 0;
const CLOSE = 1;
const VALUE = 2;
const SIZE = 3;

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
      const { high, low, close } = bars;
      const target = out[0] as Float64Array;
      const weight = 1 / period;
      const rest = 1 - weight;
      const start = (state[o + SEEN] as number) <= period ? seed(state, o, period, bars, from, to, target) : from;
      let previous = state[o + CLOSE] as number;
      let value = state[o + VALUE] as number;
      for (let i = start; i < to; i++) {
        const top = high[i] as number;
        const bottom = low[i] as number;
        const range = (top > previous ? top : previous) - (bottom < previous ? bottom : previous);
        previous = close[i] as number;
        value = value * rest + range * weight;
        target[i] = value;
      }
      state[o + CLOSE] = previous;
      state[o + VALUE] = value;
    },
  };
}

/** Averages the first `period` true ranges; returns the bar after the last one it has dealt with. */
function seed(
  state: Float64Array,
  o: number,
  period: number,
  bars: BarColumns,
  from: number,
  to: number,
  target: Float64Array,
): number {
  let seen = state[o + SEEN] as number;
  let value = state[o + VALUE] as number;
  let i = from;
  for (; i < to && seen <= period; i++) {
    const previous = state[o + CLOSE] as number;
    const range = Math.max(bars.high[i] as number, previous) - Math.min(bars.low[i] as number, previous);
    if (seen > 0) value += range / period;
    state[o + CLOSE] = bars.close[i] as number;
    seen++;
    target[i] = seen > period ? value : Number.NaN;
  }
  state[o + SEEN] = seen;
  state[o + VALUE] = value;
  return i;
}
