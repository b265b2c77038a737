import { canonicalJson, type Json } from '../../../base/canonical';
import type { Sha256 } from '../../signals/identity';
import type { ModelArtifact } from '../artifact';
import type { ModelCard } from '../card';
import type { FeatureSet } from '../features/feature';
import { namesOf } from '../features/featureSet';
import { cardOf } from './cardOf';
import { type TrainingContext, TrainingRefused } from './context';
import { fitWindow, scorableOf } from './fit';
import { testForward } from './outOfSample';
import { recipeDigest } from './recipe';
import type { Samples } from './samples';

/**
 * Tests by purged walk-forward, then learns from all samples. The same samples and seed give the same artifact, whatever
 * the time and the machine's load. Throws TrainingRefused (TOO_FEW) where there is not enough to learn from.
 */
export function train(samples: Samples, context: TrainingContext): { artifact: ModelArtifact; card: ModelCard } {
  const { recipe, seed } = context;
  const n = samples.at.length;
  if (n < recipe.fewest) throw new TrainingRefused('TOO_FEW', `${n} decided candidates; ${recipe.fewest} are the least`);
  const previous = comparable(context.previous, context.set);
  const out = testForward(samples, { recipe, seed, embargoMs: context.embargoMs, previous, onFold: context.onFold });
  const all = Int32Array.from({ length: n }, (_, i) => i);
  const fitted = fitWindow(samples, all, recipe, seed);
  if (fitted === null) throw new TrainingRefused('TOO_FEW', 'a part of the period has too few wins or losses');
  const { set, ruleSet, strategies, timeframes, instruments } = context;
  const artifact = named(
    {
      format: 'sirrius-model@1',
      kind: fitted.kind,
      featureSet: set.id,
      features: namesOf(set),
      source: context.source,
      ruleSet,
      strategies: [...strategies],
      timeframes: [...timeframes],
      instruments: [...instruments],
      seed,
      ...scorableOf(fitted, fitted.kind),
    },
    context.sha256,
  );
  const recipeText = recipeDigest(recipe, set, ruleSet, context.sha256);
  return { artifact, card: cardOf({ samples, context, fitted, out, model: artifact.id, recipe: recipeText }) };
}

function named(artifact: Omit<ModelArtifact, 'id'>, sha256: Sha256): ModelArtifact {
  return { ...artifact, id: artifactId(artifact, sha256) };
}

/** The id that an artifact of this content has; another one in a file means that the file was changed. */
export function artifactId(artifact: Omit<ModelArtifact, 'id'> & { readonly id?: string }, sha256: Sha256): string {
  const { id: _, ...content } = artifact;
  return sha256(canonicalJson(content as unknown as Json)).slice(0, 32);
}

function comparable(previous: ModelArtifact | null, set: FeatureSet): ModelArtifact | null {
  if (previous === null || previous.featureSet !== set.id) return null;
  return canonicalJson(previous.features) === canonicalJson(namesOf(set)) ? previous : null;
}
