import type { Calibration, Logistic, ModelArtifact, Trees } from './artifact';

type Scorable = Pick<ModelArtifact, 'trees' | 'logistic'>;

export function sigmoid(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}

export function logOddsOf(probability: number): number {
  return Math.log(probability / (1 - probability));
}

/** Uncalibrated log-odds of the features that begin at `offset`. */
export function rawScore(model: Scorable, values: ArrayLike<number>, offset = 0): number {
  if (model.trees !== null) return treesScore(model.trees, values, offset);
  if (model.logistic !== null) return logisticScore(model.logistic, values, offset);
  throw new RangeError('the artifact holds no model');
}

export function treesScore(trees: Trees, values: ArrayLike<number>, offset: number): number {
  let sum = trees.start;
  for (const root of trees.roots) sum += trees.value[leafOf(trees, root, values, offset)] as number;
  return sum;
}

/** Node in which the walk from `root` ends. */
export function leafOf(trees: Trees, root: number, values: ArrayLike<number>, offset: number): number {
  let node = root;
  for (let feature = trees.feature[node] as number; feature >= 0; feature = trees.feature[node] as number) {
    const left = (values[offset + feature] as number) <= (trees.threshold[node] as number);
    node = (left ? trees.left[node] : trees.right[node]) as number;
  }
  return node;
}

function logisticScore(model: Logistic, values: ArrayLike<number>, offset: number): number {
  let sum = model.intercept;
  for (let feature = 0; feature < model.weights.length; feature += 1) sum += term(model, feature, values, offset);
  return sum;
}

function term({ weights, means, deviations }: Logistic, feature: number, values: ArrayLike<number>, offset: number): number {
  const standard = ((values[offset + feature] as number) - (means[feature] as number)) / (deviations[feature] as number);
  return (weights[feature] as number) * standard;
}

/** Nothing is surer than this: a score beyond all that was learnt from is no certainty. */
const SUREST = 0.999;

/** Probability of a win for raw log-odds. */
export function calibrated(calibration: Calibration, raw: number): number {
  if (calibration.kind === 'platt')
    return Math.min(SUREST, Math.max(1 - SUREST, sigmoid(calibration.slope * raw + calibration.offset)));
  const { at, probability } = calibration;
  let low = 0;
  let high = at.length;
  while (low < high) {
    const half = (low + high) >> 1;
    if ((at[half] as number) <= raw) low = half + 1;
    else high = half;
  }
  return probability[Math.max(0, low - 1)] as number;
}

/**
 * What each feature adds to the log-odds: along a tree's path the change of the node values goes to the feature that was
 * asked (A. Saabas, 2014); a linear model's terms are its own explanation. They sum up to the score less what it says of
 * an average candidate. Under Platt's calibration they are scaled as the score is.
 */
export function effectsOf(model: Scorable & { readonly calibration: Calibration }, values: ArrayLike<number>): Float64Array {
  const effects = new Float64Array(values.length);
  if (model.trees !== null) for (const root of model.trees.roots) walk(model.trees, root, values, effects);
  else if (model.logistic !== null)
    for (let feature = 0; feature < effects.length; feature += 1) effects[feature] = term(model.logistic, feature, values, 0);
  const scale = model.calibration.kind === 'platt' ? model.calibration.slope : 1;
  return effects.map((effect) => effect * scale);
}

function walk(trees: Trees, root: number, values: ArrayLike<number>, effects: Float64Array): void {
  let node = root;
  for (let feature = trees.feature[node] as number; feature >= 0; feature = trees.feature[node] as number) {
    const left = (values[feature] as number) <= (trees.threshold[node] as number);
    const next = (left ? trees.left[node] : trees.right[node]) as number;
    effects[feature] = (effects[feature] as number) + (trees.value[next] as number) - (trees.value[node] as number);
    node = next;
  }
}
