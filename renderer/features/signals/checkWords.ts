import type { Check, RuleName } from '../../../shared/features/signals/signal';

/** The unit a rule measures in (see `shared/features/signals/rules.ts`). */
export type RuleUnit = 'basis-points' | 'r' | 'ratio' | 'percent' | 'fraction' | 'count' | 'minutes';

export const RULE_UNIT: Readonly<Record<RuleName, RuleUnit>> = {
  price: 'basis-points',
  risk_reward: 'r',
  stop_distance: 'percent',
  confidence: 'fraction',
  opposite: 'count',
  volume: 'ratio',
  calendar: 'minutes',
};

/** How many decimals tell a measured value from its threshold without drowning it. */
const DECIMALS: Readonly<Record<RuleUnit, number>> = {
  'basis-points': 1,
  r: 2,
  ratio: 2,
  percent: 2,
  fraction: 1,
  count: 0,
  minutes: 0,
};

export interface CheckFormat {
  number(value: number, decimals: number): string;
  /** `value` is a fraction. */
  percent(value: number, decimals: number): string;
  /** The unit's word around a figure, such as `15 min`. */
  unit(unit: 'basis-points' | 'minutes' | 'r' | 'ratio', figure: string): string;
}

/** A figure of a rule with its unit, in the operator's language. */
export function ruleFigure(rule: RuleName, value: number, format: CheckFormat): string {
  const unit = RULE_UNIT[rule];
  const decimals = DECIMALS[unit];
  switch (unit) {
    case 'fraction':
      return format.percent(value, decimals);
    case 'percent':
      return format.percent(value / 100, decimals);
    case 'count':
      return format.number(value, decimals);
    default:
      return format.unit(unit, format.number(value, decimals));
  }
}

/** Which sentence tells a check, and the figures that fill it. */
export interface CheckPhrase {
  readonly sentence: 'phrase' | 'noDataPhrase' | 'notApplicablePhrase' | 'noneNear';
  readonly measured: string | null;
  readonly threshold: string | null;
}

export function checkPhrase(check: Check, format: CheckFormat): CheckPhrase {
  const figure = (value: number | null) => (value === null ? null : ruleFigure(check.rule, value, format));
  const figures = { measured: figure(check.measured), threshold: figure(check.threshold) };
  if (check.verdict === 'no-data') return { sentence: 'noDataPhrase', ...figures };
  if (check.verdict === 'not-applicable') return { sentence: 'notApplicablePhrase', ...figures };
  // A calendar that covers the time and holds no announcement passes without a distance to measure.
  if (check.measured === null) return { sentence: 'noneNear', ...figures };
  return { sentence: 'phrase', ...figures };
}

/** What missed comes first: failures, then missing data that quarantines, then the rest in the rules' own order. */
export function worstChecksFirst(checks: readonly Check[]): readonly Check[] {
  const weight = (check: Check) => (check.passed ? 2 : check.verdict === 'fail' ? 0 : 1);
  return checks
    .map((check, index) => ({ check, index }))
    .sort((a, b) => weight(a.check) - weight(b.check) || a.index - b.index)
    .map(({ check }) => check);
}
