import { canonicalJson } from '../../../base/canonical';
import type { Sha256 } from '../../signals/identity';
import type { FeatureSet } from '../features/feature';
import type { BoostOptions } from './boost';

/** Every figure of the training itself. A change of any is another recipe, which each card names by its digest. */
export interface Recipe {
  readonly boost: BoostOptions;
  /** L2 penalties of the linear model, of which the inner validation takes one. */
  readonly penalties: readonly number[];
  readonly folds: number;
  /** Share of the samples before the first test. */
  readonly first: number;
  /** Inside a training window: the oldest part to learn from, then a part to stop and choose by; the rest calibrates. */
  readonly learn: number;
  readonly choose: number;
  /** Fewer samples than this are not trained on at all; fewer tested ones are refused. */
  readonly fewest: number;
  readonly enoughTested: number;
  readonly worstCalibration: number;
}

export const RECIPE: Recipe = {
  boost: {
    rounds: 100,
    rate: 0.1,
    depth: 4,
    l2: 5,
    minLeaf: 20,
    minGain: 0.2,
    rowShare: 0.8,
    columnShare: 0.6,
    patience: 20,
    bins: 64,
  },
  penalties: [1, 10, 100, 1000],
  folds: 6,
  first: 0.3,
  learn: 0.6,
  choose: 0.2,
  fewest: 100,
  enoughTested: 200,
  worstCalibration: 0.1,
};

/** SHA-256 of the recipe, the set's features with their versions, and the rule set. */
export function recipeDigest(recipe: Recipe, set: FeatureSet, ruleSet: string, sha256: Sha256): string {
  const { boost, penalties, ...rest } = recipe;
  const features = set.features.map(({ name, version }) => `${name}@${version}`);
  return sha256(canonicalJson({ ...rest, boost: { ...boost }, penalties, featureSet: set.id, features, ruleSet }));
}
