import type { Timeframe } from '../../../../shared/base/time';
import type { Instrument } from '../../../../shared/features/market/instrument';
import type { ModelArtifact } from '../../../../shared/features/models/artifact';
import type { ModelCard } from '../../../../shared/features/models/card';
import type { RuleSet } from '../../../../shared/features/signals/ruleSet';
import type { BaseCandles } from '../port';

/** Closed candles of one instrument, oldest first. */
export interface TrainingSeries {
  readonly instrument: Instrument;
  /** Length of a candle in ms. */
  readonly baseStep: number;
  readonly columns: BaseCandles;
}

/** Everything a training depends on, as plain data that can be handed to a thread. */
export interface TrainingQuestion {
  readonly series: readonly TrainingSeries[];
  readonly source: string;
  readonly timeframes: readonly Timeframe[];
  /** By name or `name@version`; empty means all. */
  readonly strategies: readonly string[];
  readonly ruleSet: RuleSet;
  readonly seed: number;
  /** The model in force, to be compared with; null where there is none. */
  readonly previous: ModelArtifact | null;
  readonly codeVersion: string;
  /** Epoch ms; it goes to the card alone, so that it changes no model. */
  readonly trainedAt: number;
}

export interface Trained {
  readonly artifact: ModelArtifact;
  readonly card: ModelCard;
}
