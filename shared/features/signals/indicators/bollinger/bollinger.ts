import type { Indicator } from '../indicator';
import { wholeBars } from '../period';
import { rollingBands, rollingBandsState } from '../rollingBands';

/**
 * Bollinger bands of the close: simple average and `deviations` population standard deviations to each side, in price units.
 * First values at bar `period - 1`.
 */
export function bollinger(parameters: { period: number; deviations: number }): Indicator {
  const period = wholeBars('period', parameters.period);
  const { deviations } = parameters;
  if (!(deviations > 0)) throw new RangeError(`deviations must be above 0, not ${deviations}`);
  const stateSize = rollingBandsState(period);
  return {
    name: `bollinger(${period},${deviations})`,
    outputs: ['middle', 'upper', 'lower'],
    warmUp: period - 1,
    stateSize,
    reset(state, o) {
      state.fill(0, o, o + stateSize);
    },
    run(state, o, bars, from, to, out) {
      const middle = out[0] as Float64Array;
      const upper = out[1] as Float64Array;
      const lower = out[2] as Float64Array;
      rollingBands(state, o, period, deviations, bars.close, from, to, middle, upper, lower);
    },
  };
}
