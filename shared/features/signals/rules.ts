import { round9 } from './figures';
import type { Levels } from './levels';
import type { RuleSet } from './ruleSet';
import type { Check, RuleName, Verdict } from './signal';

/** What the rules look at, measured at the close of the deciding candle. */
export interface RuleFacts {
  readonly levels: Levels;
  readonly confidence: number;
  /** Current market price; null where the quote is crossed and so says nothing. */
  readonly reference: number | null;
  /** Active published signals of the other direction on the instrument. */
  readonly opposite: number;
  readonly volume: VolumeFact;
  readonly calendar: CalendarFact;
}

/** `ratio`: volume of the deciding bar over the mean of the bars before it; null while there are too few or none traded. */
export type VolumeFact = { readonly kind: 'none' } | { readonly kind: 'ratio'; readonly ratio: number | null };

/** `minutes` to the nearest high-impact announcement (null: the calendar holds none); `covered`: it speaks of this time at all. */
export interface CalendarFact {
  readonly minutes: number | null;
  readonly covered: boolean;
}

/** All seven findings, in the order of `RULES`. */
export function checkAll(facts: RuleFacts, ruleSet: RuleSet): Check[] {
  return [
    price(facts, ruleSet),
    riskReward(facts, ruleSet),
    stopDistance(facts, ruleSet),
    confidence(facts, ruleSet),
    opposite(facts, ruleSet),
    volume(facts, ruleSet),
    calendar(facts, ruleSet),
  ];
}

/** A signal is quarantined exactly when some rule did not pass. */
export function statusOf(checks: readonly Check[]): 'validated' | 'quarantined' {
  return checks.every((check) => check.passed) ? 'validated' : 'quarantined';
}

function finding(rule: RuleName, verdict: Verdict, measured: number | null, threshold: number, ruleSet: RuleSet): Check {
  const passed = verdict === 'no-data' ? !ruleSet.required.has(rule) : verdict !== 'fail';
  return { rule, verdict, passed, measured, threshold };
}

function judged(rule: RuleName, good: boolean, measured: number, threshold: number, ruleSet: RuleSet): Check {
  return finding(rule, good ? 'pass' : 'fail', measured, threshold, ruleSet);
}

/** Distance of the entry from the market in basis points. */
function price({ levels, reference }: RuleFacts, ruleSet: RuleSet): Check {
  const limit = ruleSet.maxPriceDistanceBps;
  if (reference === null) return finding('price', 'no-data', null, limit, ruleSet);
  const measured = round9((Math.abs(levels.entry - reference) / reference) * 10_000);
  return judged('price', measured <= limit, measured, limit, ruleSet);
}

/** Reward to TP2 over risk. */
function riskReward({ levels }: RuleFacts, ruleSet: RuleSet): Check {
  const measured = round9(Math.abs(levels.tp2 - levels.entry) / Math.abs(levels.entry - levels.sl));
  return judged('risk_reward', measured >= ruleSet.minRewardToRisk, measured, ruleSet.minRewardToRisk, ruleSet);
}

/** Distance to the stop in percent of the entry. */
function stopDistance({ levels }: RuleFacts, ruleSet: RuleSet): Check {
  const measured = round9((Math.abs(levels.entry - levels.sl) / levels.entry) * 100);
  return judged('stop_distance', measured < ruleSet.maxStopDistancePercent, measured, ruleSet.maxStopDistancePercent, ruleSet);
}

function confidence(facts: RuleFacts, ruleSet: RuleSet): Check {
  return judged('confidence', facts.confidence > ruleSet.minConfidence, facts.confidence, ruleSet.minConfidence, ruleSet);
}

function opposite(facts: RuleFacts, ruleSet: RuleSet): Check {
  const limit = ruleSet.maxOppositeSignals;
  return judged('opposite', facts.opposite <= limit, facts.opposite, limit, ruleSet);
}

function volume(facts: RuleFacts, ruleSet: RuleSet): Check {
  const limit = ruleSet.minVolumeRatio;
  if (facts.volume.kind === 'none') return finding('volume', 'not-applicable', null, limit, ruleSet);
  if (facts.volume.ratio === null) return finding('volume', 'no-data', null, limit, ruleSet);
  const measured = round9(facts.volume.ratio);
  return judged('volume', measured >= limit, measured, limit, ruleSet);
}

/** An announcement found near the edge of the calendar counts even where the calendar does not claim to cover the time. */
function calendar(facts: RuleFacts, ruleSet: RuleSet): Check {
  const limit = ruleSet.calendarMinutes;
  const { minutes, covered } = facts.calendar;
  const measured = minutes === null ? null : round9(minutes);
  if (measured !== null && measured <= limit) return finding('calendar', 'fail', measured, limit, ruleSet);
  return covered ? finding('calendar', 'pass', measured, limit, ruleSet) : finding('calendar', 'no-data', null, limit, ruleSet);
}
