const POSITION = 0;
const FULL = 1;
const REFERENCE = 2;
const HEAD_SUM = 3;
const HEAD_SQUARES = 4;
const SLOTS = 5;

/** Numbers of state rolling moments over `period` values need. */
export function rollingMomentsState(period: number): number {
  return SLOTS + 2 * (period + 1);
}

/**
 * Mean and population standard deviation of the last `period` values of `source`, NaN before there are that many.
 *
 * As in `rollingMean` the window is the tail of one block and the head of the next, so nothing is ever subtracted. Values
 * are summed as differences from the last value of the block before, which belongs to the window: the sum of squares can
 * then lose at most a factor `period` to cancellation (Cauchy-Schwarz), and a flat window deviates by exactly 0 whatever
 * came before it. The window that ends a block reads the new tail from its beginning, where the new reference belongs to it.
 */
export function rollingMoments(
  state: Float64Array,
  offset: number,
  period: number,
  source: Float64Array,
  from: number,
  to: number,
  meanOut: Float64Array,
  deviationOut: Float64Array,
): void {
  const sums = offset + SLOTS;
  const squares = sums + period + 1;
  const share = 1 / period;
  let position = (state[offset + POSITION] as number) | 0;
  let full = (state[offset + FULL] as number) | 0;
  let reference = state[offset + REFERENCE] as number;
  let headSum = state[offset + HEAD_SUM] as number;
  let headSquares = state[offset + HEAD_SQUARES] as number;
  for (let i = from; i < to; i++) {
    const value = source[i] as number;
    const difference = value - reference;
    headSum += difference;
    headSquares += difference * difference;
    // The slot of this value: its tail was read with the bar before.
    state[sums + position] = value;
    position++;
    if (position === period) {
      sumTails(state, sums, squares, period);
      position = 0;
      reference = value;
      headSum = 0;
      headSquares = 0;
      full = 1;
    }
    const mean = (headSum + (state[sums + position] as number)) * share;
    const square = (headSquares + (state[squares + position] as number)) * share;
    meanOut[i] = full === 1 ? reference + mean : Number.NaN;
    deviationOut[i] = full === 1 ? Math.sqrt(square - mean * mean) : Number.NaN;
  }
  state[offset + POSITION] = position;
  state[offset + FULL] = full;
  state[offset + REFERENCE] = reference;
  state[offset + HEAD_SUM] = headSum;
  state[offset + HEAD_SQUARES] = headSquares;
}

/** Turns the values of a full block into the sums and sums of squares of its tails, as differences from its last value. */
function sumTails(state: Float64Array, sums: number, squares: number, period: number): void {
  const reference = state[sums + period - 1] as number;
  let sum = 0;
  let square = 0;
  for (let p = period - 1; p >= 0; p--) {
    const difference = (state[sums + p] as number) - reference;
    sum += difference;
    square += difference * difference;
    state[sums + p] = sum;
    state[squares + p] = square;
  }
}
