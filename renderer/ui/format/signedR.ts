import { type FormatRules, formatNumber } from './format';

/** A result in R with two decimals and its sign, a real minus. */
export function signedR(value: number | null, format: FormatRules, decimals = 2): string {
  const text = formatNumber(value === null ? null : Math.abs(value), format, decimals);
  if (value === null || !/[1-9]/.test(text)) return text;
  return `${value < 0 ? '−' : '+'}${text}`;
}

/** 1, −1 or 0 for a colour that never stands alone: the sign is in the text. */
export function signOf(value: number | null): -1 | 0 | 1 {
  if (value === null || Math.abs(value) < 0.005) return 0;
  return value > 0 ? 1 : -1;
}
