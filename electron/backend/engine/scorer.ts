import type { ModelArtifact } from '../../../shared/features/models/artifact';
import type { FeatureSet } from '../../../shared/features/models/features/feature';
import { FEATURES_1, namesOf } from '../../../shared/features/models/features/featureSet';
import { calibrated, effectsOf, rawScore } from '../../../shared/features/models/scoring';
import { round9 } from '../../../shared/features/signals/figures';
import type { ModelScore } from '../../../shared/features/signals/signal';
import type { CandidateScorer } from './port';

/** Features whose effects are worth a bar on screen. */
const MOST_EFFECTS = 12;

/** An artifact that was made for other features than the kernel computes. */
export class ArtifactUnfit extends Error {
  override readonly name = 'ArtifactUnfit';
}

/**
 * Asks a model about candidates. Null for an instrument, timeframe or strategy that it was not trained on: the measured
 * hit rate stands in. Throws ArtifactUnfit where its features are not those of the set.
 */
export function createScorer(artifact: ModelArtifact, set: FeatureSet = FEATURES_1): CandidateScorer {
  const names = namesOf(set);
  if (artifact.featureSet !== set.id || artifact.features.join() !== names.join())
    throw new ArtifactUnfit(`model ${artifact.id} asks for ${artifact.featureSet}, which is not what the kernel computes`);
  const known = [artifact.instruments, artifact.timeframes, artifact.strategies].map((list) => new Set<string>(list));
  const [instruments, timeframes, strategies] = known as [Set<string>, Set<string>, Set<string>];
  return {
    score({ instrument, timeframe, strategy, features }): ModelScore | null {
      if (!instruments.has(instrument) || !timeframes.has(timeframe) || !strategies.has(strategy)) return null;
      return {
        model: artifact.id,
        probability: round9(calibrated(artifact.calibration, rawScore(artifact, features))),
        effects: topEffects(artifact, features),
      };
    },
  };
}

/** The features that moved it most, each with its value and its log-odds; those that moved nothing are left out. */
function topEffects(artifact: ModelArtifact, features: readonly number[]): ModelScore['effects'] {
  return Array.from(effectsOf(artifact, features), (effect, i) => ({
    feature: artifact.features[i] as string,
    value: round9(features[i] as number),
    effect: round9(effect),
  }))
    .filter(({ effect }) => effect !== 0)
    .sort((a, b) => Math.abs(b.effect) - Math.abs(a.effect))
    .slice(0, MOST_EFFECTS);
}
