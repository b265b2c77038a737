import { round9 } from '../../signals/figures';
import type { Trees } from '../artifact';
import { leafOf, logOddsOf, sigmoid } from '../scoring';
import { type Bins, binsOf } from './bins';
import { GrowingTrees, type GrowthOptions, growTree } from './grow';
import { type Matrix, winsOf } from './matrix';
import { logLossOf } from './metrics';
import type { Chance } from './prng';

export interface BoostOptions extends GrowthOptions {
  readonly rounds: number;
  readonly rate: number;
  readonly rowShare: number;
  readonly columnShare: number;
  /** Rounds without a better validation before it stops. */
  readonly patience: number;
  readonly bins: number;
}

export interface Boosted {
  readonly trees: Trees;
  /** Gain that each feature brought, over all trees. */
  readonly gains: Float64Array;
  readonly rounds: number;
}

/**
 * Gradient-boosted trees for logistic loss over histograms (J. Friedman 2001; second-order leaves as T. Chen and
 * C. Guestrin 2016). With a validation it keeps the rounds up to the best one, which may be none; without, all of `rounds`.
 */
export function boost(train: Matrix, options: BoostOptions, random: Chance, validation: Matrix | null): Boosted {
  const bins = binsOf(train, options.bins);
  const growing = new GrowingTrees(startOf(train), train.width);
  const raw = new Float64Array(train.rows).fill(growing.start);
  const seen = validation === null ? null : new Watch(validation, growing.start);
  let best = { rounds: validation === null ? options.rounds : 0, nodes: 0, loss: seen?.loss() ?? 0 };
  for (let round = 1; round <= options.rounds; round += 1) {
    const root = oneTree(train, bins, raw, growing, options, random);
    advance(growing.trees(), root, train, raw);
    if (seen === null) continue;
    advance(growing.trees(), root, seen.matrix, seen.raw);
    const loss = seen.loss();
    if (loss < best.loss) best = { rounds: round, nodes: growing.size, loss };
    else if (round - best.rounds >= options.patience) break;
  }
  return { trees: growing.cut(best.rounds), gains: growing.gainsOf(best.rounds), rounds: best.rounds };
}

class Watch {
  readonly raw: Float64Array;

  constructor(
    readonly matrix: Matrix,
    start: number,
  ) {
    this.raw = new Float64Array(matrix.rows).fill(start);
  }

  loss(): number {
    return logLossOf(this.raw.map(sigmoid), this.matrix.wins);
  }
}

/** Log-odds of the hit rate; half a win and half a loss more keep it finite. */
function startOf({ rows, wins }: Matrix): number {
  return round9(logOddsOf((winsOf(wins) + 0.5) / (rows + 1)));
}

function oneTree(
  train: Matrix,
  bins: Bins,
  raw: Float64Array,
  growing: GrowingTrees,
  options: BoostOptions,
  random: Chance,
): number {
  const gradient = new Float64Array(train.rows);
  const hessian = new Float64Array(train.rows);
  const rows: number[] = [];
  for (let row = 0; row < train.rows; row += 1) {
    const probability = sigmoid(raw[row] as number);
    gradient[row] = probability - (train.wins[row] as number);
    hessian[row] = probability * (1 - probability);
    if (random() < options.rowShare) rows.push(row);
  }
  const features: number[] = [];
  for (let feature = 0; feature < train.width; feature += 1) if (random() < options.columnShare) features.push(feature);
  return growTree(growing, { bins, gradient, hessian, rows: Int32Array.from(rows), features, options, rate: options.rate });
}

function advance(trees: Trees, root: number, matrix: Matrix, raw: Float64Array): void {
  for (let row = 0; row < matrix.rows; row += 1) {
    const leaf = leafOf(trees, root, matrix.values, row * matrix.width);
    raw[row] = (raw[row] as number) + (trees.value[leaf] as number);
  }
}
