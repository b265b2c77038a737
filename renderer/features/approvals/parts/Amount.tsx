import type { Money } from '../../../../shared/base/money';
import { useFormat } from '../../../ui/format/FormatProvider';
import { formatMoney } from '../../../ui/format/format';

export function Amount({ of: amount }: { of: Money | null }) {
  const format = useFormat();
  return <>{amount === null ? '–' : formatMoney(amount, format)}</>;
}
