import type { FeatureSet } from './feature';
import { HIGHER_FEATURES } from './higher';
import { OWN_FEATURES } from './own';
import { PLAN_FEATURES } from './plan';
import { SESSION_FEATURES } from './session';

/** What models are asked about. Adding, removing or changing a feature makes another set with another number. */
export const FEATURES_1: FeatureSet = {
  id: 'features@1',
  features: [...OWN_FEATURES, ...HIGHER_FEATURES, ...SESSION_FEATURES, ...PLAN_FEATURES],
};

/** The names in order, which an artifact repeats. */
export function namesOf(set: FeatureSet): string[] {
  return set.features.map(({ name }) => name);
}
