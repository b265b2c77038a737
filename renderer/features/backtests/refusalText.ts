import type { TFunction } from 'i18next';
import type { Problem } from '../../../shared/features/backtests/contract';

const REFUSALS = [
  'BUSY',
  'EMPTY_PERIOD',
  'UNKNOWN_INSTRUMENT',
  'UNKNOWN_STRATEGY',
  'UNKNOWN_RULE_SET',
  'UNKNOWN_MODEL',
  'TIMEFRAME_TOO_SHORT',
  'NO_CANDLES',
  'UNKNOWN_RUN',
  'NOT_DONE',
  'OTHER_SOURCE',
  'NOTHING_RUNS',
] as const;

/** The sentence for a word of the contract; null for any other. */
export function refusalText(t: TFunction<'backtests'>, code: string): string | null {
  const known = REFUSALS.find((word) => word === code);
  return known === undefined ? null : t(`refusal.${known}`);
}

/** Why a run has no result. */
export function problemText(t: TFunction<'backtests'>, problem: Problem): string {
  if (problem.word !== 'TOO_FEW_CANDLES') return t('problem.FAULT');
  return t('problem.TOO_FEW_CANDLES', { instrument: problem.instrument ?? '', n: problem.candles ?? 0 });
}
