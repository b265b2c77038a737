import type { Timeframe } from '../../../shared/base/time';
import type { Instrument } from '../../../shared/features/market/instrument';
import type { FeatureSet } from '../../../shared/features/models/features/feature';
import type { Sha256 } from '../../../shared/features/signals/identity';
import type { RuleSet } from '../../../shared/features/signals/ruleSet';
import type { Strategy } from '../../../shared/features/signals/strategies/strategy';
import type { AnnouncementIndex, CandidateScorer, KernelListener } from './port';

export interface KernelOptions {
  readonly instrument: Instrument;
  /** Length of the base candles in ms; every timeframe is a multiple of it. */
  readonly baseStep: number;
  /** Timeframes that are evaluated. */
  readonly timeframes: readonly Timeframe[];
  readonly source: string;
  readonly ruleSet: RuleSet;
  /** Read anew at every decision, so that an object with a getter here follows an import. */
  readonly calendar: AnnouncementIndex | null;
  readonly strategies: readonly Strategy[];
  /** Read anew at every decision, as the calendar. Absent or null: the shrunk hit rate is the confidence. */
  readonly scorer?: CandidateScorer | null;
  /** What a model is asked about; the set in force unless a test brings its own. */
  readonly featureSet?: FeatureSet;
  readonly listener: KernelListener;
  readonly sha256: Sha256;
  /** Base candles handled in one go; fewer make a smaller kernel and change no decision. */
  readonly chunk?: number;
}
