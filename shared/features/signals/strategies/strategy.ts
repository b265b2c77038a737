import type { BarColumns, Indicator } from '../indicators/indicator';
import type { Reason } from '../signal';

/** What a strategy sees of one timeframe: closed bars and its own indicators' outputs, column by column in the declared order. */
export interface StrategyView {
  readonly bars: BarColumns;
  readonly values: readonly Float64Array[];
}

export interface StrategyInput extends StrategyView {
  /**
   * The higher timeframe (1m → 15m, 5m → 1h, 15m → 4h, 1h → 4h, 4h → 1d); null for 1d.
   * `last[i]` is the index of the newest higher bar that had closed when own bar i closed, or -1.
   */
  readonly higher: (StrategyView & { readonly last: Int32Array }) | null;
}

/** Where a candidate wants to be stopped and where it wants to go; TP1 belongs to the rule set, not to the strategy. */
export interface StrategyPlan {
  readonly sl: number;
  readonly tp2: number;
  readonly reasons: readonly Reason[];
}

/**
 * A strategy is pure: what it says of bar i depends on bars ≤ i only.
 * `scan` writes 1 (long), -1 (short) or 0 for bars `from ≤ i < to`; the caller guarantees that `lookback` bars before
 * `from` are readable. `plan` is asked only where `scan` said something; null withdraws the candidate (no room for a plan).
 */
export interface Strategy {
  readonly name: string;
  readonly version: number;
  readonly lookback: number;
  readonly indicators: readonly Indicator[];
  readonly higherIndicators: readonly Indicator[];
  scan(input: StrategyInput, from: number, to: number, sides: Int8Array): void;
  plan(input: StrategyInput, index: number, side: 1 | -1): StrategyPlan | null;
}
