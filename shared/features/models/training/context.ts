import type { Timeframe } from '../../../base/time';
import type { Sha256 } from '../../signals/identity';
import type { ModelArtifact } from '../artifact';
import type { FeatureSet } from '../features/feature';
import type { Recipe } from './recipe';

/** Why nothing can be trained, by the name that the desk knows. */
export class TrainingRefused extends Error {
  override readonly name = 'TrainingRefused';

  constructor(
    readonly code: 'TOO_FEW' | 'LEAK' | 'UNKNOWN_STRATEGY',
    message: string,
  ) {
    super(message);
  }
}

export interface TrainingContext {
  readonly set: FeatureSet;
  readonly recipe: Recipe;
  readonly seed: number;
  readonly source: string;
  readonly ruleSet: string;
  /** Probability above which a signal is published. */
  readonly gate: number;
  readonly strategies: readonly string[];
  readonly timeframes: readonly Timeframe[];
  readonly instruments: readonly string[];
  readonly candles: number;
  readonly embargoMs: number;
  /** It may have learnt from what is tested here: the comparison can be too hard on the new model, never too kind. */
  readonly previous: ModelArtifact | null;
  readonly codeVersion: string;
  readonly trainedAt: number;
  readonly sha256: Sha256;
  readonly onFold: (fold: number, folds: number) => void;
}
