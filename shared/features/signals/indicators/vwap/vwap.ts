import { bucketOpen, DAY } from '../../../../base/time';
import type { Indicator } from '../indicator';

const ANCHOR = 0;
/** Each sum is followed by what it lost to rounding. */
const VOLUME = 1;
const TURNOVER = 3;
const SIZE = 5;

/**
 * Volume-weighted average of the typical price (high + low + close)/3 since the anchor: the first bar, or the first bar of
 * each UTC day. NaN until something has traded. Sums carry what rounding lost (Kahan 1965), so years of minutes do not drift.
 */
export function vwap(parameters: { anchor: 'start' | 'utc-day' }): Indicator {
  const daily = parameters.anchor === 'utc-day';
  return {
    name: `vwap(${parameters.anchor})`,
    outputs: ['vwap'],
    warmUp: 0,
    stateSize: SIZE,
    reset(state, o) {
      state.fill(0, o, o + SIZE);
      state[o + ANCHOR] = Number.NaN;
    },
    run(state, o, bars, from, to, out) {
      const { ts, high, low, close, volume } = bars;
      const target = out[0] as Float64Array;
      for (let i = from; i < to; i++) {
        if (daily) anchorAt(state, o, bucketOpen(ts[i] as number, DAY));
        const traded = volume[i] as number;
        addExactly(state, o + VOLUME, traded);
        addExactly(state, o + TURNOVER, (traded * ((high[i] as number) + (low[i] as number) + (close[i] as number))) / 3);
        const total = state[o + VOLUME] as number;
        target[i] = total > 0 ? (state[o + TURNOVER] as number) / total : Number.NaN;
      }
    },
  };
}

function anchorAt(state: Float64Array, o: number, day: number): void {
  if (state[o + ANCHOR] === day) return;
  state.fill(0, o + VOLUME, o + SIZE);
  state[o + ANCHOR] = day;
}

/** Adds to the sum in `slot`, keeping in the slot after it what the sum could not hold. */
function addExactly(state: Float64Array, slot: number, value: number): void {
  const sum = state[slot] as number;
  const wanted = value - (state[slot + 1] as number);
  const next = sum + wanted;
  state[slot + 1] = next - sum - wanted;
  state[slot] = next;
}
