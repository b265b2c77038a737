import type { HigherColumns } from '../columns';
import { ATR_14, column, EMA_20, HIGHER_INDICATORS, higherColumns, higherReady, higherSlope, SLOPE_BARS } from '../columns';
import { figure, planAt, stopDistance, stopReason, swing } from '../plan';
import type { Strategy } from '../strategy';

const NAME = 'trend-pullback';
const LOOKBACK = 60;
/** Wilder: below 20 there is no trend worth the name. */
const TRENDING_ADX = 20;
/** The price must have been this far beyond its EMA, in average true ranges, within so many bars: only then did it pull back. */
const CAME_FROM_RANGES = 1;
const CAME_FROM_BARS = 24;
/** A turn that already ran farther than this from the EMA is chased, not caught. */
const CHASING_RANGES = 1;
const SWING_BARS = 12;
const REWARD = 2;

/** Goes with a higher-timeframe trend when a pull-back to the EMA 20 turns. See README.md beside it. */
export const trendPullback: Strategy = {
  name: NAME,
  version: 1,
  lookback: LOOKBACK,
  indicators: [EMA_20, ATR_14],
  higherIndicators: HIGHER_INDICATORS,
  scan(input, from, to, sides) {
    const higher = higherColumns(input);
    sides.fill(0, from, to);
    if (higher === null) return;
    const { open, close } = input.bars;
    const ema = column(input.values, 0);
    const range = column(input.values, 1);
    for (let i = Math.max(from, LOOKBACK); i < to; i++) {
      const before = (close[i - 1] as number) - (ema[i - 1] as number);
      const now = (close[i] as number) - (ema[i] as number);
      // The EMA is crossed on few bars: everything dearer is asked only there.
      if (before <= 0 === now <= 0) continue;
      const side = now > 0 ? 1 : -1;
      const turned =
        side * ((close[i] as number) - (open[i] as number)) > 0 && Math.abs(now) <= CHASING_RANGES * (range[i] as number);
      if (turned && trendOf(higher, i) === side && cameFrom(close, ema, range, i, side)) sides[i] = side;
    }
  },
  plan(input, index, side) {
    const higher = higherColumns(input);
    if (higher === null) return null;
    const { high, low, close } = input.bars;
    const price = close[index] as number;
    const range = column(input.values, 1)[index] as number;
    const turn = swing(high, low, index, SWING_BARS, side);
    const distance = stopDistance(price, turn, range);
    if (distance === null) return null;
    const ema = column(input.values, 0)[index] as number;
    const h = higher.last[index] as number;
    return planAt(side, price, distance, REWARD * distance, [
      {
        key: `${NAME}.${side === 1 ? 'trend-up' : 'trend-down'}`,
        values: { adx: figure(higher.adx[h] as number), slope: figure(higherSlope(higher, h)) },
      },
      { key: `${NAME}.pullback`, values: { depth: figure((side * (ema - turn)) / range), bars: SWING_BARS } },
      { key: `${NAME}.turn`, values: { close: price, ema: figure(ema) } },
      stopReason(NAME, price, distance, range),
    ]);
  },
};

/** 1 or -1 where EMA slope, close and directional indicators of the higher timeframe agree and its ADX is high enough, else 0. */
function trendOf(higher: HigherColumns, i: number): number {
  const h = higher.last[i] as number;
  if (!higherReady(higher, h) || !((higher.adx[h] as number) >= TRENDING_ADX)) return 0;
  const slope = (higher.ema[h] as number) - (higher.ema[h - SLOPE_BARS] as number);
  const stand = (higher.close[h] as number) - (higher.ema[h] as number);
  const lead = (higher.plusDi[h] as number) - (higher.minusDi[h] as number);
  if (slope > 0 && stand > 0 && lead > 0) return 1;
  return slope < 0 && stand < 0 && lead < 0 ? -1 : 0;
}

function cameFrom(close: Float64Array, ema: Float64Array, range: Float64Array, i: number, side: number): boolean {
  for (let k = i - CAME_FROM_BARS; k < i; k++) {
    if (side * ((close[k] as number) - (ema[k] as number)) >= CAME_FROM_RANGES * (range[k] as number)) return true;
  }
  return false;
}
