import type { Reason } from '../signal';
import type { StrategyPlan } from './strategy';

/** A stop nearer than this part of the price would be spent on costs and noise; one farther away risks more than the rules allow. */
const NEAREST_STOP = 0.003;
const FARTHEST_STOP = 0.029;
/** Average true ranges that a stop must leave the price to breathe, and those it stands beyond a swing. */
const BREATHING_RANGES = 1.5;
const BEYOND_SWING_RANGES = 0.1;

/**
 * Distance of the stop from the close in price units: beyond the swing, at least 1.5 average true ranges and 0.3 % of the
 * price; null where that is more than 2.9 % of the price or not a number.
 */
export function stopDistance(close: number, swing: number, averageRange: number): number | null {
  const beyond = Math.abs(close - swing) + BEYOND_SWING_RANGES * averageRange;
  const distance = Math.max(beyond, BREATHING_RANGES * averageRange, NEAREST_STOP * close);
  return distance > 0 && distance <= FARTHEST_STOP * close ? distance : null;
}

/** Lowest low (side 1) or highest high (side -1) of the `bars` bars that end with `index`. */
export function swing(high: Float64Array, low: Float64Array, index: number, bars: number, side: 1 | -1): number {
  const source = side === 1 ? low : high;
  let extreme = source[index] as number;
  for (let i = Math.max(0, index - bars + 1); i < index; i++) {
    const value = source[i] as number;
    if (side * (value - extreme) < 0) extreme = value;
  }
  return extreme;
}

/** Stop at `distance` against the side, TP2 at `target` with it; null where a level would not be a price. */
export function planAt(
  side: 1 | -1,
  close: number,
  distance: number,
  target: number,
  reasons: readonly Reason[],
): StrategyPlan | null {
  const sl = close - side * distance;
  const tp2 = close + side * target;
  return sl > 0 && tp2 > 0 && Number.isFinite(tp2) ? { sl, tp2, reasons } : null;
}

/** A figure for a sentence: four significant decimals are all a reader can use. */
export function figure(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}

/** What every plan says of its stop: how far in percent of the price, and in average true ranges. */
export function stopReason(strategy: string, close: number, distance: number, averageRange: number): Reason {
  return {
    key: `${strategy}.stop`,
    values: { percent: figure((100 * distance) / close), ranges: figure(distance / averageRange) },
  };
}
