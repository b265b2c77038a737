import { useFormat } from '../../ui/format/FormatProvider';
import { formatNumber } from '../../ui/format/format';

/** A difference of log-loss with its sign; below zero the model is better. */
export function useSignedLoss(): (difference: number) => string {
  const format = useFormat();
  return (difference) => `${difference < 0 ? '−' : '+'}${formatNumber(Math.abs(difference), format, 4)}`;
}
