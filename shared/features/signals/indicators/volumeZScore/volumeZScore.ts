import type { Indicator } from '../indicator';
import { wholeBars } from '../period';
import { rollingBands, rollingBandsState } from '../rollingBands';

/**
 * How unusual this bar's volume is: its distance from the average of the last `period` bars, this one included, in population
 * standard deviations (`zScore`, NaN where all volumes are the same, as where a venue reports none), and that average (`average`).
 */
export function volumeZScore(parameters: { period: number }): Indicator {
  const period = wholeBars('period', parameters.period);
  const stateSize = rollingBandsState(period);
  return {
    name: `volumeZScore(${period})`,
    outputs: ['zScore', 'average'],
    warmUp: period - 1,
    stateSize,
    reset(state, o) {
      state.fill(0, o, o + stateSize);
    },
    run(state, o, bars, from, to, out) {
      const volume = bars.volume;
      const score = out[0] as Float64Array;
      const average = out[1] as Float64Array;
      // Both bands go to the score's column; the lower one is written last and stays until the score takes its place.
      rollingBands(state, o, period, 1, volume, from, to, average, score, score);
      for (let i = from; i < to; i++) {
        const mean = average[i] as number;
        const deviation = mean - (score[i] as number);
        score[i] = deviation > 0 ? ((volume[i] as number) - mean) / deviation : Number.NaN;
      }
    },
  };
}
