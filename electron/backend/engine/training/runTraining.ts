import { timeframeMs } from '../../../../shared/base/time';
import type { FeatureSet } from '../../../../shared/features/models/features/feature';
import { FEATURES_1 } from '../../../../shared/features/models/features/featureSet';
import { TrainingRefused } from '../../../../shared/features/models/training/context';
import { RECIPE, type Recipe } from '../../../../shared/features/models/training/recipe';
import { train } from '../../../../shared/features/models/training/train';
import { STRATEGIES } from '../../../../shared/features/signals/strategies/registry';
import type { Strategy } from '../../../../shared/features/signals/strategies/strategy';
import { sha256Hex } from '../../kit/hash';
import { collect, type KernelPart, samplesOf } from './collect';
import { leakingFeatures } from './leak';
import type { Trained, TrainingQuestion } from './question';

/** Parts of the whole that reading the candles, the check for leaks and the learning take, in hundredths. */
const READING = 40;
const CHECKING = 10;
const LEARNING = 50;

/** What a test may bring of its own. */
export interface TrainingParts {
  readonly set: FeatureSet;
  readonly recipe: Recipe;
  readonly known: readonly Strategy[];
}

const IN_FORCE: TrainingParts = { set: FEATURES_1, recipe: RECIPE, known: STRATEGIES };

/**
 * Candles in, model and card out. `tell` hears hundredths done and may throw to end it. Throws TrainingRefused: UNKNOWN_STRATEGY,
 * TOO_FEW, or LEAK with the features that saw the future.
 */
export function runTraining(
  question: TrainingQuestion,
  tell: (done: number, total: number) => void,
  { set, recipe, known }: TrainingParts = IN_FORCE,
): Trained {
  const strategies = strategiesOf(question.strategies, known);
  const { source, timeframes, ruleSet } = question;
  const part: KernelPart = { source, timeframes, ruleSet, strategies, featureSet: set };
  const candles = question.series.reduce((sum, { columns }) => sum + columns.ts.length, 0);
  let read = 0;
  const told = question.series.flatMap((series) =>
    collect(series, part, (rows) => {
      read += rows;
      tell(Math.floor((READING * read) / candles), 100);
    }),
  );
  refuseLeaks(question, part, tell);
  const { seed, previous, codeVersion, trainedAt } = question;
  return train(samplesOf(told, set.features.length), {
    set,
    recipe,
    seed,
    source,
    ruleSet: ruleSet.id,
    gate: ruleSet.minConfidence,
    strategies: strategies.map(({ name, version }) => `${name}@${version}`),
    timeframes,
    instruments: question.series.map(({ instrument }) => instrument.id),
    candles,
    embargoMs: ruleSet.expiryBars * Math.max(...timeframes.map(timeframeMs)),
    previous,
    codeVersion,
    trainedAt,
    sha256: sha256Hex,
    onFold: (fold, folds) => tell(READING + CHECKING + Math.floor((LEARNING * fold) / (folds + 1)), 100),
  });
}

function refuseLeaks({ series }: TrainingQuestion, part: KernelPart, tell: (done: number, total: number) => void): void {
  series.forEach((one, i) => {
    tell(READING + Math.floor((CHECKING * i) / series.length), 100);
    const leaking = leakingFeatures(one, part);
    if (leaking.length > 0)
      throw new TrainingRefused('LEAK', `${leaking.join(', ')}: seen from the future at ${one.instrument.id}`);
  });
}

function strategiesOf(names: readonly string[], known: readonly Strategy[]): readonly Strategy[] {
  if (names.length === 0) return known;
  const wanted = (one: Strategy, name: string) => one.name === name || `${one.name}@${one.version}` === name;
  const unknown = names.find((name) => !known.some((one) => wanted(one, name)));
  if (unknown !== undefined) throw new TrainingRefused('UNKNOWN_STRATEGY', `there is no strategy ${unknown}`);
  return known.filter((one) => names.some((name) => wanted(one, name)));
}
