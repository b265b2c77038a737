import type { FormatRules } from '../../ui/format/format';
import { formatNumber } from '../../ui/format/format';

/** A result in R with two decimals and its sign, a real minus: `+0,45`, `−1,00`, `0,00`. */
export function signedR(value: number | null, format: FormatRules): string {
  const text = formatNumber(value === null ? null : Math.abs(value), format, 2);
  if (value === null || !/[1-9]/.test(text)) return text;
  return `${value < 0 ? '−' : '+'}${text}`;
}
