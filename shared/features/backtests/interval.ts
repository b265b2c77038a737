import { round9 } from '../signals/figures';
import type { MeanInterval } from './contract';

const NORMAL_025 = -1.959963984540054;
const TAILS = 0.05;

/**
 * Two-sided 95 % quantile of Student's t with `df` ≥ 1 degrees of freedom: exact for 1 and 2, else the expansion of
 * G. W. Hill (1970), CACM algorithm 396, good to five decimals and more. Throws RangeError below 1.
 */
export function tQuantile(df: number): number {
  if (!(df >= 1)) throw new RangeError('a t interval needs one degree of freedom');
  if (df === 1) return 1 / Math.tan((TAILS * Math.PI) / 2);
  if (df === 2) return Math.sqrt(2 / (TAILS * (2 - TAILS)) - 2);
  const a = 1 / (df - 0.5);
  const b = 48 / (a * a);
  const c = (((20_700 * a) / b - 98) * a - 16) * a + 96.36;
  const d = ((94.5 / (b + c) - 3) / b + 1) * Math.sqrt((a * Math.PI) / 2) * df;
  const y = (d * TAILS) ** (2 / df);
  return Math.sqrt(df * (y > 0.05 + a ? nearNormal(df, a, b, c, d) : inTheTail(df, y, d)));
}

function nearNormal(df: number, a: number, b: number, first: number, d: number): number {
  const x = NORMAL_025;
  const c = (((0.05 * d * x - 5) * x - 7) * x - 2) * x + b + first + (df < 5 ? 0.3 * (df - 4.5) * (x + 0.6) : 0);
  const square = x * x;
  const y = (((((0.4 * square + 6.3) * square + 36) * square + 94.5) / c - square - 3) / b + 1) * x;
  return Math.expm1(a * y * y);
}

function inTheTail(df: number, y: number, d: number): number {
  const inner = 1 / (((df + 6) / (df * y) - 0.089 * d - 0.822) * (df + 2) * 3) + 0.5 / (df + 4);
  return ((inner * y - 1) * (df + 1)) / (df + 2) + 1 / y;
}

/** Mean of values in R with its 95 % interval (Student's t, n − 1 degrees of freedom). No interval under two values. */
export function meanOf(values: readonly number[]): MeanInterval {
  const n = values.length;
  if (n === 0) return { n, mean: null, low: null, high: null, deviation: null };
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  if (n === 1) return { n, mean: round9(mean), low: null, high: null, deviation: null };
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1));
  const half = (tQuantile(n - 1) * deviation) / Math.sqrt(n);
  return { n, mean: round9(mean), low: round9(mean - half), high: round9(mean + half), deviation: round9(deviation) };
}

/**
 * Difference `b − a` of two means with its 95 % interval (B. L. Welch, 1947; degrees of freedom after Satterthwaite).
 * Null where either has fewer than two values. The two are taken as independent, which runs over the same candles are not:
 * the interval is then wider than it need be.
 */
export function differenceOf(a: MeanInterval, b: MeanInterval): { mean: number; low: number; high: number } | null {
  if (a.mean === null || b.mean === null || a.deviation === null || b.deviation === null) return null;
  const [va, vb] = [a.deviation ** 2 / a.n, b.deviation ** 2 / b.n];
  const mean = b.mean - a.mean;
  if (va + vb === 0) return { mean: round9(mean), low: round9(mean), high: round9(mean) };
  const df = (va + vb) ** 2 / (va ** 2 / (a.n - 1) + vb ** 2 / (b.n - 1));
  const half = tQuantile(Math.max(1, df)) * Math.sqrt(va + vb);
  return { mean: round9(mean), low: round9(mean - half), high: round9(mean + half) };
}
