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
 * came before it. The window that ends a block reads the new tail from its beginning, where the new reference belongs to it.
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
  const sums = offset + SLOTS;
  const squares = sums + period + 1;
  const share = 1 / period;
  let position = (state[offset + POSITION] as number) | 0;
  let reference = state[offset + REFERENCE] as number;
  let headSum = state[offset + HEAD_SUM] as number;
  let headSquares = state[offset + HEAD_SQUARES] as number;
  let i = from;
  while (i < to) {
    const begun = i;
    // The bars before the one that ends the block, in a loop of their own that has nothing to decide.
    const end = Math.min(to, i + period - 1 - position);
    for (; i < end; i++) {
      const value = source[i] as number;
      const difference = value - reference;
      headSum += difference;
      headSquares += difference * difference;
      state[sums + position] = value;
      position++;
      const apart = (headSum + (state[sums + position] as number)) * share;
      const square = (headSquares + (state[squares + position] as number)) * share;
      const mean = reference + apart;
      const width = deviations * Math.sqrt(square - apart * apart);
      middle[i] = mean;
      upper[i] = mean + width;
      lower[i] = mean - width;
    }
    if (state[offset + FULL] === 0) fillNaN(begun, i, middle, upper, lower);
    if (i === to) break;
    reference = source[i] as number;
    state[sums + position] = reference;
    sumTails(state, sums, squares, period);
    const apart = (state[sums] as number) * share;
    const width = deviations * Math.sqrt((state[squares] as number) * share - apart * apart);
    middle[i] = reference + apart;
    upper[i] = reference + apart + width;
    lower[i] = reference + apart - width;
    state[offset + FULL] = 1;
    position = 0;
    headSum = 0;
    headSquares = 0;
    i++;
  }
  state[offset + POSITION] = position;
  state[offset + REFERENCE] = reference;
  state[offset + HEAD_SUM] = headSum;
  state[offset + HEAD_SQUARES] = headSquares;
}

function fillNaN(from: number, to: number, middle: Float64Array, upper: Float64Array, lower: Float64Array): void {
  middle.fill(Number.NaN, from, to);
  upper.fill(Number.NaN, from, to);
  lower.fill(Number.NaN, from, to);
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
