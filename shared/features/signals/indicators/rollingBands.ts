const POSITION = 0;
const FULL = 1;
const REFERENCE = 2;
const HEAD_SUM = 3;
const HEAD_SQUARES = 4;
const SLOTS = 5;

/** Numbers of state rolling bands over `period` values need. */
export function rollingBandsState(period: number): number {
  return SLOTS + 2 * (period + 1);
}

/**
 * Mean of the last `period` values of `source`, and the values `deviations` population standard deviations above and below it;
 * NaN before there are that many.
 *
 * As in `rollingMean` the window is the tail of one block and the head of the next, so nothing is ever subtracted. Values
 * are summed as differences from the last value of the block before, which belongs to the window: the sum of squares can
 * then lose at most a factor `period` to cancellation (Cauchy-Schwarz), and a flat window deviates by exactly 0 whatever
 * came before it. The window that ends a block is settled from the new tail, whose reference belongs to it.
 * Each slot is a pair: sum and sum of squares of the tail from there on, the value itself once it has been overtaken.
 */
export function rollingBands(
  state: Float64Array,
  offset: number,
  period: number,
  deviations: number,
  source: Float64Array,
  from: number,
  to: number,
  middle: Float64Array,
  upper: Float64Array,
  lower: Float64Array,
): void {
  const share = 1 / period;
  let position = (state[offset + POSITION] as number) | 0;
  let reference = state[offset + REFERENCE] as number;
  let headSum = state[offset + HEAD_SUM] as number;
  let headSquares = state[offset + HEAD_SQUARES] as number;
  for (let begun = from; begun < to; ) {
    const end = Math.min(to, begun + period - position);
    let slot = offset + SLOTS + 2 * position;
    for (let i = begun; i < end; i++) {
      const value = source[i] as number;
      const difference = value - reference;
      headSum += difference;
      headSquares += difference * difference;
      state[slot] = value;
      slot += 2;
      const apart = (headSum + (state[slot] as number)) * share;
      const square = (headSquares + (state[slot + 1] as number)) * share;
      const mean = reference + apart;
      const width = deviations * Math.sqrt(square - apart * apart);
      middle[i] = mean;
      upper[i] = mean + width;
      lower[i] = mean - width;
    }
    if (state[offset + FULL] === 0) blank(begun, end, middle, upper, lower);
    position += end - begun;
    begun = end;
    if (position < period) break;
    reference = source[end - 1] as number;
    headSum = 0;
    headSquares = 0;
    position = 0;
    settle(state, offset, period, deviations, end - 1, source, middle, upper, lower);
  }
  state[offset + POSITION] = position;
  state[offset + REFERENCE] = reference;
  state[offset + HEAD_SUM] = headSum;
  state[offset + HEAD_SQUARES] = headSquares;
}

function blank(from: number, to: number, middle: Float64Array, upper: Float64Array, lower: Float64Array): void {
  middle.fill(Number.NaN, from, to);
  upper.fill(Number.NaN, from, to);
  lower.fill(Number.NaN, from, to);
}

/** Ends a block at bar `i`: its values become tails, and the bands of that bar are those of the tail that is the whole block. */
function settle(
  state: Float64Array,
  offset: number,
  period: number,
  deviations: number,
  i: number,
  source: Float64Array,
  middle: Float64Array,
  upper: Float64Array,
  lower: Float64Array,
): void {
  const tails = offset + SLOTS;
  state[offset + FULL] = 1;
  sumTails(state, tails, period);
  const apart = (state[tails] as number) / period;
  const mean = (source[i] as number) + apart;
  const width = deviations * Math.sqrt((state[tails + 1] as number) / period - apart * apart);
  middle[i] = mean;
  upper[i] = mean + width;
  lower[i] = mean - width;
}

/** Turns the values of a full block into the sums and sums of squares of its tails, as differences from its last value. */
function sumTails(state: Float64Array, tails: number, period: number): void {
  const last = tails + 2 * (period - 1);
  const reference = state[last] as number;
  let sum = 0;
  let square = 0;
  for (let slot = last; slot >= tails; slot -= 2) {
    const difference = (state[slot] as number) - reference;
    sum += difference;
    square += difference * difference;
    state[slot] = sum;
    state[slot + 1] = square;
  }
}
