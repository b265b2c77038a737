import type { Indicator } from '../../shared/features/signals/indicators/indicator';
import type { Strategy } from '../../shared/features/signals/strategies/strategy';

/** Sum of the closes since the last absurdity: a state that would show any candle counted twice or lost. */
const sumOfCloses: Indicator = {
  name: 'sum',
  outputs: ['sum'],
  warmUp: 0,
  stateSize: 1,
  reset(state, offset) {
    state[offset] = 0;
  },
  run(state, offset, bars, from, to, out) {
    for (let index = from; index < to; index += 1) {
      state[offset] = (state[offset] ?? 0) + (bars.close[index] ?? 0);
      (out[0] as Float64Array)[index] = state[offset] ?? 0;
    }
  },
};

/**
 * A candidate on every bar whose open time is a multiple of `every` minutes, long and short in turn, stop `risk` of the
 * price away and TP2 at twice that. It says nothing about markets; it makes the engine work.
 */
export function metronome(every: number, risk = 0.01, name = 'metronome'): Strategy {
  return {
    name,
    version: 1,
    lookback: 3,
    indicators: [sumOfCloses],
    higherIndicators: [sumOfCloses],
    scan({ bars }, from, to, sides) {
      for (let index = from; index < to; index += 1) {
        const beat = (bars.ts[index] as number) / 60_000;
        sides[index] = beat % every !== 0 ? 0 : (beat / every) % 2 === 0 ? 1 : -1;
      }
    },
    plan({ bars, values, higher }, index, side) {
      const price = bars.close[index] as number;
      const above = higher === null ? -1 : (higher.last[index] as number);
      const sum = values[0]?.[index] as number;
      const higherSum = above < 0 ? 0 : (higher?.values[0]?.[above] as number);
      const before = higher?.last[index - 2] ?? -1;
      const higherBefore = before < 0 ? 0 : (higher?.bars.ts[before] as number);
      return {
        sl: price * (1 - side * risk),
        tp2: price * (1 + side * 2 * risk),
        reasons: [{ key: 'metronome.beat', values: { sum, higherSum, higherBefore } }],
      };
    },
  };
}
