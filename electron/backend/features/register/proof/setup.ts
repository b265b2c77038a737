import type { Timeframe } from '../../../../../shared/base/time';
import type { Instrument } from '../../../../../shared/features/market/instrument';
import type { RuleSet } from '../../../../../shared/features/signals/ruleSet';
import type { Strategy } from '../../../../../shared/features/signals/strategies/strategy';
import type { CandidateScorer } from '../../../engine/port';
import type { SeriesReader } from '../../../store/series';
import type { Reader } from '../../../store/types';
import type { Calendars } from './calendars';

/** What a proof computes with, the same for every instrument. */
export interface ProofSetup {
  readonly source: string;
  readonly baseTimeframe: Timeframe;
  /** Timeframes of a kernel that has no checkpoint. */
  readonly timeframes: readonly Timeframe[];
  readonly strategies: readonly Strategy[];
  readonly ruleSetFor: (instrument: Instrument) => RuleSet;
  /** The model named in a sealed decision, as it was; null where it is not at hand. Asked once for an instrument. */
  readonly scorerFor: (model: string) => CandidateScorer | null;
  readonly calendars: Calendars;
  readonly read: Reader;
  readonly series: SeriesReader;
  readonly now: () => number;
}
