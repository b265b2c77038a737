import type { Indicator } from '../indicator';
import { wholeBars } from '../period';
import { resetHighest, resetLowest, rollingExtremeState, rollingHighest, rollingLowest } from '../rollingExtreme';

/**
 * Donchian channel: highest high and lowest low of the `period` bars BEFORE this one, so that a bar can break out of it.
 * First values at bar `period`.
 */
export function donchian(parameters: { period: number }): Indicator {
  const period = wholeBars('period', parameters.period);
  const extreme = rollingExtremeState(period);
  const lowest = extreme;
  const lastUpper = 2 * extreme;
  const lastLower = lastUpper + 1;
  const stateSize = lastLower + 1;
  return {
    name: `donchian(${period})`,
    outputs: ['upper', 'middle', 'lower'],
    warmUp: period,
    stateSize,
    reset(state, o) {
      resetHighest(state, o, period);
      resetLowest(state, o + lowest, period);
      state[o + lastUpper] = Number.NaN;
      state[o + lastLower] = Number.NaN;
    },
    run(state, o, bars, from, to, out) {
      const upper = out[0] as Float64Array;
      const middle = out[1] as Float64Array;
      const lower = out[2] as Float64Array;
      rollingHighest(state, o, period, bars.high, from, to, upper);
      rollingLowest(state, o + lowest, period, bars.low, from, to, lower);
      let before = state[o + lastUpper] as number;
      let below = state[o + lastLower] as number;
      for (let i = from; i < to; i++) {
        const nextUpper = upper[i] as number;
        const nextLower = lower[i] as number;
        upper[i] = before;
        lower[i] = below;
        middle[i] = (before + below) / 2;
        before = nextUpper;
        below = nextLower;
      }
      state[o + lastUpper] = before;
      state[o + lastLower] = below;
    },
  };
}
