import type { BarColumns, Indicator } from '../indicator';
import { wholeBars } from '../period';
import { resetHighest, resetLowest, rollingExtremeState, rollingHighest, rollingLowest } from '../rollingExtreme';
import { rollingMean, rollingMeanState } from '../rollingMean';

const SEEN = 0;

/**
 * Slow stochastic oscillator (Lane), 0 … 100: where the close stands between the lowest low and the highest high of `period`
 * bars, averaged over `smooth` bars (`k`) and again over `signal` bars (`d`). A range of nothing counts as 0.
 */
export function stochastic(parameters: { period: number; smooth: number; signal: number }): Indicator {
  const period = wholeBars('period', parameters.period);
  const smooth = wholeBars('smooth', parameters.smooth);
  const signal = wholeBars('signal', parameters.signal);
  const highest = 1;
  const lowest = highest + rollingExtremeState(period);
  const kMean = lowest + rollingExtremeState(period);
  const dMean = kMean + rollingMeanState(smooth);
  const stateSize = dMean + rollingMeanState(signal);
  return {
    name: `stochastic(${period},${smooth},${signal})`,
    outputs: ['k', 'd'],
    warmUp: period + smooth + signal - 3,
    stateSize,
    reset(state, o) {
      state.fill(0, o, o + stateSize);
      resetHighest(state, o + highest, period);
      resetLowest(state, o + lowest, period);
    },
    run(state, o, bars, from, to, out) {
      const k = out[0] as Float64Array;
      const d = out[1] as Float64Array;
      rollingHighest(state, o + highest, period, bars.high, from, to, k);
      rollingLowest(state, o + lowest, period, bars.low, from, to, d);
      standing(bars, from, to, k, d);
      const seen = (state[o + SEEN] as number) | 0;
      const kFrom = Math.min(to, from + Math.max(0, period - 1 - seen));
      const dFrom = Math.min(to, from + Math.max(0, period + smooth - 2 - seen));
      rollingMean(state, o + kMean, smooth, k, kFrom, to, k);
      rollingMean(state, o + dMean, signal, k, dFrom, to, d);
      d.fill(Number.NaN, from, dFrom);
      state[o + SEEN] = Math.min(period + smooth, seen + to - from);
    },
  };
}

/** Turns the highest (in `k`) and lowest (in `d`) into the raw oscillator, in place in `k`. Exact at both ends. */
function standing(bars: BarColumns, from: number, to: number, k: Float64Array, d: Float64Array): void {
  const close = bars.close;
  for (let i = from; i < to; i++) {
    const top = k[i] as number;
    const bottom = d[i] as number;
    const price = close[i] as number;
    let value = (100 * (price - bottom)) / (top - bottom);
    if (price >= top) value = 100;
    if (price <= bottom) value = 0;
    k[i] = value;
  }
}
