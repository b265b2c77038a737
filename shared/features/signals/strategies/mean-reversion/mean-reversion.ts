import type { HigherColumns } from '../columns';
import {
  ATR_14,
  BOLLINGER_20,
  column,
  HIGHER_INDICATORS,
  higherColumns,
  higherReady,
  RSI_14,
  SLOPE_BARS,
  STOCHASTIC_14,
} from '../columns';
import { figure, planAt, stopDistance, stopReason, swing } from '../plan';
import type { Strategy } from '../strategy';

const NAME = 'mean-reversion';
const LOOKBACK = 60;
/** Distance of the RSI from 50 that counts as an extreme: 32 below, 68 above. */
const EXTREME_RSI = 18;
/** Distance of the stochastic %K from 50: 25 below, 75 above. */
const EXTREME_STOCHASTIC = 25;
/** Below this ADX the higher timeframe ranges, and both sides are allowed; above it only the side of its trend. */
const RANGING_ADX = 25;
const SWING_BARS = 6;
/** TP2 is the middle of the bands, kept between these multiples of the stop's distance; the far band must lie beyond it. */
const LEAST_REWARD = 1.6;
const MOST_REWARD = 3;

/** Column of the input's values. */
const MIDDLE = 0;
const UPPER = 1;
const LOWER = 2;
const STRENGTH = 3;
const STANDING = 4;
const RANGE = 6;

/** Goes back into the Bollinger bands after an extreme, where the higher timeframe allows it. See README.md beside it. */
export const meanReversion: Strategy = {
  name: NAME,
  version: 1,
  lookback: LOOKBACK,
  indicators: [BOLLINGER_20, RSI_14, STOCHASTIC_14, ATR_14],
  higherIndicators: HIGHER_INDICATORS,
  scan(input, from, to, sides) {
    const higher = higherColumns(input);
    sides.fill(0, from, to);
    if (higher === null) return;
    const { close } = input.bars;
    const { values } = input;
    const upper = column(values, UPPER);
    const lower = column(values, LOWER);
    for (let i = Math.max(from, LOOKBACK); i < to; i++) {
      const before = close[i - 1] as number;
      if (before >= (lower[i - 1] as number) && before <= (upper[i - 1] as number)) continue;
      const side = before < (lower[i - 1] as number) ? 1 : -1;
      const price = close[i] as number;
      const back = price > (lower[i] as number) && price < (upper[i] as number);
      if (back && extreme(values, i - 1, side) && allowed(higher, i, side)) sides[i] = side;
    }
  },
  plan(input, index, side) {
    const higher = higherColumns(input);
    if (higher === null) return null;
    const { values } = input;
    const { high, low, close } = input.bars;
    const price = close[index] as number;
    const range = column(values, RANGE)[index] as number;
    const distance = stopDistance(price, swing(high, low, index, SWING_BARS, side), range);
    if (distance === null) return null;
    const middle = column(values, MIDDLE)[index] as number;
    const far = side * ((column(values, side === 1 ? UPPER : LOWER)[index] as number) - price);
    const target = Math.min(Math.max(side * (middle - price), LEAST_REWARD * distance), MOST_REWARD * distance);
    if (!(target <= far)) return null;
    return planAt(side, price, distance, target, [
      { key: `${NAME}.${side === 1 ? 'oversold' : 'overbought'}`, values: extremeFigures(values, index - 1) },
      { key: `${NAME}.back`, values: { close: price, middle: figure(middle) } },
      { key: `${NAME}.higher`, values: { adx: figure(higher.adx[higher.last[index] as number] as number) } },
      stopReason(NAME, price, distance, range),
    ]);
  },
};

function extreme(values: readonly Float64Array[], i: number, side: number): boolean {
  const strength = side * (50 - (column(values, STRENGTH)[i] as number));
  const standing = side * (50 - (column(values, STANDING)[i] as number));
  return strength >= EXTREME_RSI && standing >= EXTREME_STOCHASTIC;
}

function extremeFigures(values: readonly Float64Array[], i: number): Record<string, number> {
  return { rsi: figure(column(values, STRENGTH)[i] as number), stochastic: figure(column(values, STANDING)[i] as number) };
}

/** The higher timeframe is warm and ranges, or its EMA does not slope against the side. */
function allowed(higher: HigherColumns, i: number, side: number): boolean {
  const h = higher.last[i] as number;
  if (!higherReady(higher, h)) return false;
  const slope = (higher.ema[h] as number) - (higher.ema[h - SLOPE_BARS] as number);
  return (higher.adx[h] as number) < RANGING_ADX || side * slope >= 0;
}
