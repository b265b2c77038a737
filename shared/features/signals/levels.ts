import type { Instrument } from '../market/instrument';
import { round9 } from './figures';
import type { RuleSet } from './ruleSet';

/** Prices of one signal in the quote currency, on the instrument's price grid. */
export interface Levels {
  readonly entry: number;
  readonly sl: number;
  readonly tp1: number;
  readonly tp2: number;
}

/** Which way: 1 long, -1 short. */
export type Side = 1 | -1;

/** A thousandth of a step: what binary fractions may be off without being another price. */
const DUST = 1e-3;

/**
 * Puts a plan on the price grid. The stop moves away from the entry (never tighter than planned), TP2 too, so that the
 * planned reward is not rounded away; TP1 goes to the nearest step, at least one from the entry.
 * Null where no sane plan is left: a level on the wrong side, TP2 not beyond TP1, or a price that is not positive.
 */
export function placeLevels(
  entry: number,
  side: Side,
  plan: { readonly sl: number; readonly tp2: number },
  grid: Pick<Instrument, 'tickSize' | 'decimals'>,
  ruleSet: Pick<RuleSet, 'tp1R'>,
): Levels | null {
  const sl = toGrid(plan.sl, grid, side > 0 ? 'down' : 'up');
  const tp2 = toGrid(plan.tp2, grid, side > 0 ? 'up' : 'down');
  const wanted = entry + (entry - sl) * ruleSet.tp1R;
  let tp1 = toGrid(wanted, grid, 'nearest');
  if (side * (tp1 - entry) <= 0) tp1 = toGrid(entry + side * grid.tickSize, grid, 'nearest');
  const sane = side * (entry - sl) > 0 && side * (tp1 - entry) > 0 && side * (tp2 - tp1) > 0;
  const positive = Math.min(entry, sl, tp1, tp2) > 0 && Number.isFinite(entry + sl + tp1 + tp2);
  return sane && positive ? { entry, sl, tp1, tp2 } : null;
}

function toGrid(price: number, grid: Pick<Instrument, 'tickSize' | 'decimals'>, way: 'up' | 'down' | 'nearest'): number {
  const steps = price / grid.tickSize;
  const whole = way === 'nearest' ? Math.round(steps) : way === 'down' ? Math.floor(steps + DUST) : Math.ceil(steps - DUST);
  return Number((whole * grid.tickSize).toFixed(grid.decimals));
}

/** What a market without an edge gives this geometry: 1/(1+a), where TP1 lies at a·R (first passage of a fair random walk). */
export function noEdgeRate(levels: Levels): number {
  return round9(1 / (1 + rewardToTp1(levels)));
}

/** `a`: distance to TP1 in units of the risk. */
export function rewardToTp1(levels: Levels): number {
  return Math.abs(levels.tp1 - levels.entry) / Math.abs(levels.entry - levels.sl);
}
