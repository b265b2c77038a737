import type { Indicator } from '../indicator';
import { wholeBars } from '../period';
import { rollingMean, rollingMeanState } from '../rollingMean';

/** Simple moving average of the close. Output `sma`, first value at bar `period - 1`. */
export function sma(parameters: { period: number }): Indicator {
  const period = wholeBars('period', parameters.period);
  const stateSize = rollingMeanState(period);
  return {
    name: `sma(${period})`,
    outputs: ['sma'],
    warmUp: period - 1,
    stateSize,
    reset(state, o) {
      state.fill(0, o, o + stateSize);
    },
    run(state, o, bars, from, to, out) {
      rollingMean(state, o, period, bars.close, from, to, out[0] as Float64Array);
    },
  };
}
