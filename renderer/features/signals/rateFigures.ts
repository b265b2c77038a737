import type { Rate } from '../../../shared/features/signals/contract';

/** Under this many closed signals a rate is shown but called an insufficient sample (QA-001). */
export const SUFFICIENT = 20;

export type EdgeVerdict = 'none' | 'insufficient' | 'unproven' | 'proven' | 'negative';

/**
 * What may honestly be said of an edge: proven only when its whole 95 % interval lies above zero and the sample
 * suffices; negative when the whole interval lies below.
 */
export function edgeVerdict(rate: Rate): EdgeVerdict {
  if (rate.n === 0 || rate.edgeLow === null || rate.edgeHigh === null) return 'none';
  if (rate.n < SUFFICIENT) return 'insufficient';
  if (rate.edgeLow > 0) return 'proven';
  return rate.edgeHigh < 0 ? 'negative' : 'unproven';
}

/** A high win rate may not hide a plan that loses: true where the rate beats no-edge or 60 % and the mean result is negative. */
export function hidesALosingPlan(rate: Rate): boolean {
  return rate.n > 0 && rate.rate !== null && rate.expectancyR !== null && rate.rate >= 0.6 && rate.expectancyR < 0;
}
