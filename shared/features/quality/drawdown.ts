import { round9 } from '../signals/figures';
import { type Close, inOrder } from './closes';

export interface DrawdownPoint {
  readonly at: number;
  /** Cumulated net R since the window began. */
  readonly total: number;
  /** How far below the highest total so far, R, never negative. */
  readonly drawdown: number;
}

export interface Drawdown {
  readonly n: number;
  /** The deepest fall from a peak to a later trough, R; 1 R is 1 % where each signal risks 1 %. */
  readonly worst: number;
  /** When the fall began: the last close at its peak; null where it began with the window or nothing fell. */
  readonly peakAt: number | null;
  readonly troughAt: number | null;
  readonly points: readonly DrawdownPoint[];
}

/**
 * Peak to trough of cumulated net R over the closes given, in order of their close; the window begins at 0. A signal that was
 * cancelled by hand counts with what it had made: a loss is not undone by ending it early.
 */
export function drawdownOf(closes: readonly Close[]): Drawdown {
  let total = 0;
  let peak = 0;
  let peakAt: number | null = null;
  let found: Pick<Drawdown, 'worst' | 'peakAt' | 'troughAt'> = { worst: 0, peakAt: null, troughAt: null };
  const points = inOrder(closes).map(({ at, r }) => {
    total = round9(total + r);
    if (total >= peak) [peak, peakAt] = [total, at];
    const drawdown = round9(peak - total);
    if (drawdown > found.worst) found = { worst: drawdown, peakAt, troughAt: at };
    return { at, total, drawdown };
  });
  return { n: points.length, ...found, points };
}
