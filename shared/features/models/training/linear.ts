import { round9 } from '../../signals/figures';
import type { Logistic } from '../artifact';
import { logOddsOf, sigmoid } from '../scoring';
import { columnOf, type Matrix, winsOf } from './matrix';

const STEPS = 25;
const CLOSE_ENOUGH = 1e-8;

/**
 * Logistic regression with an L2 penalty on the standardised weights (not on the intercept), by Newton's method
 * (iteratively reweighted least squares). A feature that never varies has weight 0.
 */
export function fitLogistic(train: Matrix, l2: number): Logistic {
  const { means, deviations, standard } = standardised(train);
  const size = train.width + 1;
  const weights = new Float64Array(size);
  weights[0] = logOddsOf((winsOf(train.wins) + 0.5) / (train.rows + 1));
  for (let step = 0; step < STEPS; step += 1) {
    const change = newtonStep(standard, train, weights, l2);
    for (let i = 0; i < size; i += 1) weights[i] = (weights[i] as number) + (change[i] as number);
    if (change.every((one) => Math.abs(one) < CLOSE_ENOUGH)) break;
  }
  return {
    intercept: round9(weights[0] as number),
    weights: Array.from(weights.subarray(1), round9),
    means,
    deviations,
  };
}

/** Rows of 1 and the standardised features. */
function standardised(train: Matrix) {
  const { rows, width } = train;
  const standard = new Float64Array(rows * (width + 1)).fill(1);
  const means: number[] = [];
  const deviations: number[] = [];
  for (let feature = 0; feature < width; feature += 1) {
    const column = columnOf(train, feature);
    const mean = round9(column.reduce((sum, value) => sum + value, 0) / rows);
    const spread = round9(Math.sqrt(column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / rows));
    means.push(mean);
    deviations.push(spread > 0 ? spread : 1);
    for (let row = 0; row < rows; row += 1)
      standard[row * (width + 1) + feature + 1] = spread > 0 ? ((column[row] as number) - mean) / spread : 0;
  }
  return { means, deviations, standard };
}

function newtonStep(standard: Float64Array, { rows, wins }: Matrix, weights: Float64Array, l2: number): Float64Array {
  const size = weights.length;
  const curvature = new Float64Array(size * size);
  const slope = new Float64Array(size);
  for (let row = 0; row < rows; row += 1) {
    const x = standard.subarray(row * size, (row + 1) * size);
    let raw = 0;
    for (let i = 0; i < size; i += 1) raw += (x[i] as number) * (weights[i] as number);
    const probability = sigmoid(raw);
    const miss = (wins[row] as number) - probability;
    const weight = Math.max(1e-6, probability * (1 - probability));
    for (let i = 0; i < size; i += 1) {
      slope[i] = (slope[i] as number) + miss * (x[i] as number);
      const scaled = weight * (x[i] as number);
      for (let j = 0; j <= i; j += 1) curvature[i * size + j] = (curvature[i * size + j] as number) + scaled * (x[j] as number);
    }
  }
  for (let i = 0; i < size; i += 1) {
    const penalty = i === 0 ? 1e-9 : l2;
    curvature[i * size + i] = (curvature[i * size + i] as number) + penalty;
    slope[i] = (slope[i] as number) - penalty * (weights[i] as number);
  }
  return solve(curvature, slope);
}

/** Solves A·x = b for a positive definite A, of which the lower triangle is read (Cholesky). */
function solve(a: Float64Array, b: Float64Array): Float64Array {
  const n = b.length;
  const at = (i: number, j: number) => a[i * n + j] as number;
  for (let i = 0; i < n; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      let sum = at(i, j);
      for (let k = 0; k < j; k += 1) sum -= at(i, k) * at(j, k);
      a[i * n + j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / at(j, j);
    }
  }
  const x = b.slice();
  for (let i = 0; i < n; i += 1) {
    for (let k = 0; k < i; k += 1) x[i] = (x[i] as number) - at(i, k) * (x[k] as number);
    x[i] = (x[i] as number) / at(i, i);
  }
  for (let i = n - 1; i >= 0; i -= 1) {
    for (let k = i + 1; k < n; k += 1) x[i] = (x[i] as number) - at(k, i) * (x[k] as number);
    x[i] = (x[i] as number) / at(i, i);
  }
  return x;
}
