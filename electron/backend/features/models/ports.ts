import type { Timeframe } from '../../../../shared/base/time';
import type { DataSource, Instrument } from '../../../../shared/features/market/instrument';
import type { ModelArtifact } from '../../../../shared/features/models/artifact';
import type { ModelCard } from '../../../../shared/features/models/card';
import type { BaseCandles, CandidateScorer } from '../../engine/port';
import type { Errand } from '../../kit/worker';

/** Everything that a training is made from; the same question gives the same model. */
export interface TrainingQuestion {
  readonly source: DataSource;
  readonly baseTimeframe: Timeframe;
  readonly instruments: readonly { readonly instrument: Instrument; readonly candles: BaseCandles }[];
  readonly from: number;
  readonly to: number;
  readonly timeframes: readonly Timeframe[];
  readonly seed: number;
  readonly trainedAt: number;
  readonly codeVersion: string;
  /** The model in force, to be compared with on the same candidates; null where there is none. */
  readonly previous: ModelArtifact | null;
}

export interface Trained {
  readonly artifact: ModelArtifact;
  readonly card: ModelCard;
}

/** Trains in a thread of its own. The question's candles are handed over, not copied. */
export type Train = (question: TrainingQuestion, onProgress: (done: number, total: number) => void) => Errand<Trained>;

/** A model ready to score. Throws RangeError for an artifact that this console cannot ask. */
export type ScorerOf = (artifact: ModelArtifact) => CandidateScorer;
