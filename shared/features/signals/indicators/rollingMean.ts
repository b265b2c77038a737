const POSITION = 0;
const FULL = 1;
const HEAD = 2;
const SLOTS = 3;

/** Numbers of state a rolling mean over `period` values needs. */
export function rollingMeanState(period: number): number {
  return SLOTS + period + 1;
}

/**
 * Mean of the last `period` values of `source`, NaN before there are that many.
 *
 * The window is the tail of the previous block of `period` values plus the head of the present one. Tails are summed once a
 * block, so each value costs two additions, nothing is ever subtracted, and no rounding error outlives its window.
 * Slot p holds the tail from p on until p is overwritten by the new value, whose turn is one step later than the tail's.
 */
export function rollingMean(
  state: Float64Array,
  offset: number,
  period: number,
  source: Float64Array,
  from: number,
  to: number,
  out: Float64Array,
): void {
  const slots = offset + SLOTS;
  let position = (state[offset + POSITION] as number) | 0;
  let full = (state[offset + FULL] as number) | 0;
  let head = state[offset + HEAD] as number;
  for (let i = from; i < to; i++) {
    const value = source[i] as number;
    head += value;
    const sum = head + (state[slots + position + 1] as number);
    state[slots + position] = value;
    position++;
    if (position === period) {
      sumTails(state, slots, period);
      position = 0;
      head = 0;
      full = 1;
    }
    out[i] = full === 1 ? sum / period : Number.NaN;
  }
  state[offset + POSITION] = position;
  state[offset + FULL] = full;
  state[offset + HEAD] = head;
}

function sumTails(state: Float64Array, slots: number, period: number): void {
  let sum = 0;
  for (let p = period - 1; p >= 0; p--) {
    sum += state[slots + p] as number;
    state[slots + p] = sum;
  }
}
