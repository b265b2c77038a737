import type { Decision } from '../../../shared/features/signals/signal';

/** A plan in units of its own risk: 1 R is the way from the entry to the stop. */
export interface Plan {
  /** Price distance of 1 R. */
  readonly risk: number;
  /** The stop's distance as a fraction of the entry. */
  readonly stopDistance: number;
  readonly tp1R: number;
  readonly tp2R: number;
  /** R:R as the rule measures it: the way to TP2 over the risk. */
  readonly riskReward: number;
  /** What the plan pays at best, half out at TP1 and half at TP2, before costs. */
  readonly bestR: number;
  /** What both sides of the trade cost, in R. */
  readonly costR: number;
}

type Levels = Pick<Decision, 'entry' | 'tp1' | 'tp2' | 'sl'>;

/** `costBps` is the instrument's cost of one side in basis points of the notional; entry and exit are two sides. */
export function planOf(levels: Levels, costBps: number): Plan {
  const risk = Math.abs(levels.entry - levels.sl);
  const tp1R = Math.abs(levels.tp1 - levels.entry) / risk;
  const tp2R = Math.abs(levels.tp2 - levels.entry) / risk;
  return {
    risk,
    stopDistance: risk / levels.entry,
    tp1R,
    tp2R,
    riskReward: tp2R,
    bestR: 0.5 * tp1R + 0.5 * tp2R,
    costR: (2 * levels.entry * costBps) / 10_000 / risk,
  };
}
