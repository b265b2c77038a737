import type { MeanInterval } from '../../../shared/features/backtests/contract';
import type { FormatRules } from '../../ui/format/format';
import { signedR } from '../../ui/format/signedR';

/** `−0,12 … +0,31`, or null where there is no interval. */
export function intervalText({ low, high }: Pick<MeanInterval, 'low' | 'high'>, format: FormatRules): string | null {
  return low === null || high === null ? null : `${signedR(low, format)} … ${signedR(high, format)}`;
}
