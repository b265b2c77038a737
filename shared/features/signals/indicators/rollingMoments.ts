const POSITION = 0;
const FULL = 1;
const HEAD_MEAN = 2;
const HEAD_SQUARES = 3;
const SLOTS = 4;

/** Numbers of state rolling moments over `period` values need. */
export function rollingMomentsState(period: number): number {
  return SLOTS + 2 * (period + 1);
}

/** What the merging of head and tail needs at each position: 1/head, tail/period, head·tail/period. Made once, never written. */
export function momentWeights(period: number): Float64Array {
  const weights = new Float64Array(3 * period);
  for (let p = 0; p < period; p++) {
    const head = p + 1;
    weights[3 * p] = 1 / head;
    weights[3 * p + 1] = (period - head) / period;
    weights[3 * p + 2] = (head * (period - head)) / period;
  }
  return weights;
}

/**
 * Mean and population standard deviation of the last `period` values of `source`, NaN before there are that many.
 *
 * As in `rollingMean` the window is the tail of one block and the head of the next; their means and sums of squared
 * differences are merged by Chan, Golub and LeVeque (1979) and grown by Welford (1962). Only squares are added, so the
 * deviation of a flat window is exactly 0 whatever came before it.
 */
export function rollingMoments(
  state: Float64Array,
  offset: number,
  weights: Float64Array,
  source: Float64Array,
  from: number,
  to: number,
  meanOut: Float64Array,
  deviationOut: Float64Array,
): void {
  const period = weights.length / 3;
  const means = offset + SLOTS;
  const squares = means + period + 1;
  let position = state[offset + POSITION] as number;
  let full = state[offset + FULL] as number;
  let headMean = state[offset + HEAD_MEAN] as number;
  let headSquares = state[offset + HEAD_SQUARES] as number;
  for (let i = from; i < to; i++) {
    const value = source[i] as number;
    const difference = value - headMean;
    headMean += difference * (weights[3 * position] as number);
    headSquares += difference * (value - headMean);
    const apart = (state[means + position + 1] as number) - headMean;
    const mean = headMean + apart * (weights[3 * position + 1] as number);
    const sum = headSquares + (state[squares + position + 1] as number) + apart * apart * (weights[3 * position + 2] as number);
    state[means + position] = value;
    position++;
    if (position === period) {
      mergeTails(state, means, squares, period);
      position = 0;
      headMean = 0;
      headSquares = 0;
      full = 1;
    }
    meanOut[i] = full === 1 ? mean : Number.NaN;
    deviationOut[i] = full === 1 ? Math.sqrt(sum / period) : Number.NaN;
  }
  state[offset + POSITION] = position;
  state[offset + FULL] = full;
  state[offset + HEAD_MEAN] = headMean;
  state[offset + HEAD_SQUARES] = headSquares;
}

function mergeTails(state: Float64Array, means: number, squares: number, period: number): void {
  let mean = 0;
  let sum = 0;
  for (let p = period - 1, count = 1; p >= 0; p--, count++) {
    const value = state[means + p] as number;
    const difference = value - mean;
    mean += difference / count;
    sum += difference * (value - mean);
    state[means + p] = mean;
    state[squares + p] = sum;
  }
}
