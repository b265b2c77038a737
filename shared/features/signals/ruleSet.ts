import type { Instrument } from '../market/instrument';
import { RULES, type RuleName } from './signal';

/** Everything that decides besides the strategies. A change of any figure is a new version: decisions name theirs for ever. */
export interface RuleSet {
  /** `name@version`. */
  readonly id: string;
  /** First target in R; it belongs to the rule set so that no signal can move it to pass a gate. */
  readonly tp1R: number;
  /** Life of a signal in candles of its timeframe. */
  readonly expiryBars: number;
  /** How many like set-ups the prior of the confidence weighs. */
  readonly priorWeight: number;
  readonly maxPriceDistanceBps: number;
  readonly minRewardToRisk: number;
  readonly maxStopDistancePercent: number;
  readonly minConfidence: number;
  readonly maxOppositeSignals: number;
  readonly minVolumeRatio: number;
  /** Bars before the deciding one that its volume is compared with. */
  readonly volumeBars: number;
  readonly calendarMinutes: number;
  /** Bars of silence after a bar that held an absurd price: the longest finite window it could have poisoned. */
  readonly silentBars: number;
  /** Rules whose missing data quarantines. */
  readonly required: ReadonlySet<RuleName>;
}

/** The rule set in force, for one instrument: a calendar is required where announcements move the market by nature. */
export function ruleSetFor(instrument: Pick<Instrument, 'class'>, alsoRequired: readonly RuleName[] = []): RuleSet {
  const byClass: readonly RuleName[] = instrument.class === 'forex' || instrument.class === 'index' ? ['calendar'] : [];
  return {
    id: 'sirrius@1',
    tp1R: 0.5,
    expiryBars: 48,
    priorWeight: 20,
    maxPriceDistanceBps: 20,
    minRewardToRisk: 1.5,
    maxStopDistancePercent: 3,
    minConfidence: 0.6,
    maxOppositeSignals: 0,
    minVolumeRatio: 0.5,
    volumeBars: 20,
    calendarMinutes: 15,
    silentBars: 20,
    required: new Set([...byClass, ...alsoRequired]),
  };
}

const OTHER_NAMES: Readonly<Record<string, RuleName>> = { news: 'calendar', announcement: 'calendar', announcements: 'calendar' };

/** A rule by its name or the name people give it; null when there is no such rule. */
export function ruleByName(text: string): RuleName | null {
  const name = text.trim().toLowerCase().replaceAll('-', '_');
  return RULES.find((rule) => rule === name) ?? OTHER_NAMES[name] ?? null;
}
