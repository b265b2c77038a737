import type { Rate } from './contract';
import { round9 } from './figures';
import type { ResultName } from './signal';

/** Two-sided 95 % quantile of the normal distribution. */
const Z = 1.959963984540054;

/** A closed signal as the rates see it: its last result, the no-edge rate of its geometry and its net gain in R. */
export interface ClosedSignal {
  readonly result: ResultName;
  readonly noEdge: number;
  readonly r: number;
}

const WINS: ReadonlySet<ResultName> = new Set(['TP1', 'TP1_BE', 'TP1_EXPIRED', 'TP2']);

/** TP1 was reached before the stop. */
export function isWin(result: ResultName): boolean {
  return WINS.has(result);
}

/**
 * Wilson score interval for `wins` of `n` (E. B. Wilson, 1927), 95 %; both ends as fractions within [0, 1].
 * Throws RangeError for n = 0: nothing can be said of no sample.
 */
export function wilson(wins: number, n: number): { readonly low: number; readonly high: number } {
  if (n <= 0) throw new RangeError('an interval needs at least one closed signal');
  const share = wins / n;
  const z2 = Z * Z;
  const centre = share + z2 / (2 * n);
  const spread = Z * Math.sqrt((share * (1 - share)) / n + z2 / (4 * n * n));
  const scale = 1 + z2 / n;
  return { low: Math.max(0, (centre - spread) / scale), high: Math.min(1, (centre + spread) / scale) };
}

/** The rate of closed signals beside everything that keeps it honest; cancelled ones are outside. All null where none is left. */
export function rateOf(closed: readonly ClosedSignal[]): Rate {
  const counted = closed.filter((one) => one.result !== 'CANCELLED');
  const n = counted.length;
  const nothing = {
    rate: null,
    low: null,
    high: null,
    noEdge: null,
    edge: null,
    edgeLow: null,
    edgeHigh: null,
    expectancyR: null,
  };
  if (n === 0) return { n, wins: 0, ...nothing };
  const wins = counted.filter((one) => isWin(one.result)).length;
  const noEdge = mean(counted.map((one) => one.noEdge));
  const { low, high } = wilson(wins, n);
  return {
    n,
    wins,
    rate: round9(wins / n),
    low: round9(low),
    high: round9(high),
    noEdge: round9(noEdge),
    edge: round9(wins / n - noEdge),
    edgeLow: round9(low - noEdge),
    edgeHigh: round9(high - noEdge),
    expectancyR: round9(mean(counted.map((one) => one.r))),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
