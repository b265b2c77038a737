/** Money is a whole number of minor units and an ISO 4217 currency; never a float. */
export interface Money {
  minor: number;
  currency: string;
}

/** Currencies whose minor unit is not a hundredth (ISO 4217). */
const EXPONENTS: Readonly<Record<string, number>> = {
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  MGA: 0,
  PYG: 0,
  RWF: 0,
  UGX: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
  BHD: 3,
  JOD: 3,
  KWD: 3,
  OMR: 3,
  TND: 3,
};

/** Decimal places of a currency's minor unit. */
export function minorExponent(currency: string): number {
  return EXPONENTS[currency] ?? 2;
}

/** Sum of two amounts. Throws RangeError when the currencies differ or the sum leaves the exact integers. */
export function addMoney(left: Money, right: Money): Money {
  if (left.currency !== right.currency) throw new RangeError(`cannot add ${right.currency} to ${left.currency}`);
  return exact(left.minor + right.minor, left.currency);
}

export function negateMoney(amount: Money): Money {
  return { minor: amount.minor === 0 ? 0 : -amount.minor, currency: amount.currency };
}

/**
 * Splits an amount into `parts` whole amounts that differ by at most one minor unit and add up to it exactly;
 * the first ones get the rest. Throws RangeError unless `parts` is a positive integer.
 */
export function splitMoney(amount: Money, parts: number): readonly Money[] {
  if (!Number.isInteger(parts) || parts < 1) throw new RangeError('parts must be a positive integer');
  const base = Math.trunc(amount.minor / parts);
  const rest = Math.abs(amount.minor - base * parts);
  const step = Math.sign(amount.minor);
  return Array.from({ length: parts }, (_, index) => exact(base + (index < rest ? step : 0), amount.currency));
}

/** Plain decimal text such as `-12.05`, with the currency's own decimals; the screens add symbol and grouping. */
export function moneyToDecimal(amount: Money): string {
  const exponent = minorExponent(amount.currency);
  const digits = Math.abs(amount.minor)
    .toString()
    .padStart(exponent + 1, '0');
  const sign = amount.minor < 0 ? '-' : '';
  return exponent === 0 ? `${sign}${digits}` : `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}

/** Reads `moneyToDecimal` text. Throws RangeError on any other text, also on more decimals than the currency has. */
export function moneyFromDecimal(text: string, currency: string): Money {
  const exponent = minorExponent(currency);
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  const fraction = match?.[3] ?? '';
  if (match === null || fraction.length > exponent) throw new RangeError(`not an amount in ${currency}: ${text}`);
  const minor = Number(`${match[2]}${fraction.padEnd(exponent, '0')}`);
  return exact(match[1] === '-' ? -minor : minor, currency);
}

function exact(minor: number, currency: string): Money {
  if (!Number.isSafeInteger(minor)) throw new RangeError('amount is beyond exact integers');
  return { minor: minor === 0 ? 0 : minor, currency };
}
