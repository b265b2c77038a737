import { type Money, minorExponent, moneyToDecimal } from '../../../shared/base/money';

/** Numbers and times in the operator's own forms. All pure: locale and zone come in, as `FormatProvider` holds them. */
export interface FormatRules {
  /** BCP 47, such as `fr-FR`. */
  readonly locale: string;
  /** IANA zone, such as `Europe/Paris`. */
  readonly timeZone: string;
}

export const NO_VALUE = '–';

const numbers = new Map<string, Intl.NumberFormat>();
const dates = new Map<string, Intl.DateTimeFormat>();

/** Building a formatter costs a hundred times its use, so each is built once. */
function numberFormat(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = locale + JSON.stringify(options);
  const known = numbers.get(key) ?? new Intl.NumberFormat(locale, options);
  numbers.set(key, known);
  return known;
}

function dateFormat(rules: FormatRules, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = rules.locale + rules.timeZone + JSON.stringify(options);
  const known = dates.get(key) ?? new Intl.DateTimeFormat(rules.locale, { ...options, timeZone: rules.timeZone });
  dates.set(key, known);
  return known;
}

export function formatNumber(value: number | null, { locale }: FormatRules, decimals = 0): string {
  if (value === null || !Number.isFinite(value)) return NO_VALUE;
  return numberFormat(locale, { minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(value);
}

/** Short form for volumes: 12,4 k or 3,1 M. */
export function formatCompact(value: number | null, { locale }: FormatRules): string {
  if (value === null || !Number.isFinite(value)) return NO_VALUE;
  return numberFormat(locale, { notation: 'compact', maximumFractionDigits: 2 }).format(value);
}

/** `fraction` 0.0123 becomes 1,23 %. A real minus sign and, when asked, a plus. */
export function formatPercent(fraction: number | null, { locale }: FormatRules, decimals = 2, signed = false): string {
  if (fraction === null || !Number.isFinite(fraction)) return NO_VALUE;
  return numberFormat(locale, {
    style: 'percent',
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
    signDisplay: signed ? 'exceptZero' : 'auto',
  })
    .format(fraction)
    .replace('-', '−');
}

/** A difference of two rates, signed, in percentage points: 0.031 becomes +3,1 (the unit is the caller's word). */
export function formatPoints(difference: number | null, { locale }: FormatRules, decimals = 1): string {
  if (difference === null || !Number.isFinite(difference)) return NO_VALUE;
  return numberFormat(locale, {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
    signDisplay: 'exceptZero',
  })
    .format(difference * 100)
    .replace('-', '−');
}

const TIME_STYLES = {
  time: { hour: '2-digit', minute: '2-digit', second: '2-digit' },
  minute: { hour: '2-digit', minute: '2-digit' },
  short: { day: '2-digit', month: '2-digit', hour: '2-digit', minute: '2-digit' },
  full: { dateStyle: 'medium', timeStyle: 'medium' },
  day: { dateStyle: 'medium' },
  dayMonth: { day: 'numeric', month: 'short' },
} satisfies Record<string, Intl.DateTimeFormatOptions>;

export type TimeStyle = keyof typeof TIME_STYLES;

export function formatTime(at: number, rules: FormatRules, style: TimeStyle): string {
  return dateFormat(rules, TIME_STYLES[style]).format(at);
}

/** The same instant in UTC, for the hover. */
export function formatUtc(at: number, { locale }: FormatRules): string {
  return `${formatTime(at, { locale, timeZone: 'UTC' }, 'full')} UTC`;
}

const STEPS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
];

/** Age as a sentence part: `il y a 3 min`, or `dans 3 min` for what is to come. */
export function formatAge(at: number, now: number, { locale }: FormatRules): string {
  const difference = at - now;
  const [unit, length] = STEPS.find(([, size]) => Math.abs(difference) >= size) ?? (['second', 1_000] as const);
  return new Intl.RelativeTimeFormat(locale, { style: 'short', numeric: 'auto' }).format(Math.trunc(difference / length), unit);
}

/** A length of time: `42 ms`, `3,2 s`, `4 min`. */
export function formatDuration(ms: number | null, rules: FormatRules): string {
  if (ms === null || !Number.isFinite(ms)) return NO_VALUE;
  const unit = (value: number, name: string, decimals: number) =>
    numberFormat(rules.locale, { style: 'unit', unit: name, unitDisplay: 'short', maximumFractionDigits: decimals }).format(
      value,
    );
  if (Math.abs(ms) < 1_000) return unit(Math.round(ms), 'millisecond', 0);
  if (Math.abs(ms) < 60_000) return unit(ms / 1_000, 'second', 1);
  if (Math.abs(ms) < 3_600_000) return unit(ms / 60_000, 'minute', 0);
  return unit(ms / 3_600_000, 'hour', 1);
}

/** An amount in its currency, with the currency's own decimals. */
export function formatMoney(amount: Money, { locale }: FormatRules): string {
  const decimals = minorExponent(amount.currency);
  const options = { style: 'currency', currency: amount.currency, minimumFractionDigits: decimals } as const;
  // The decimal text, not the number: amounts beyond exact fractions keep every cent.
  return numberFormat(locale, options).format(moneyToDecimal(amount) as `${number}`);
}
