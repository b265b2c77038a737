import type { HigherColumns } from '../columns';
import {
  ATR_14,
  BOLLINGER_20,
  column,
  DONCHIAN_20,
  HIGHER_INDICATORS,
  higherColumns,
  higherReady,
  SLOPE_BARS,
  VOLUME_20,
} from '../columns';
import { figure, planAt, stopDistance, stopReason } from '../plan';
import type { Strategy } from '../strategy';

const NAME = 'range-breakout';
const LOOKBACK = 60;
/** The range is narrow where the half width of its Bollinger bands is under so many average true ranges ("squeeze")… */
const NARROW_RANGES = 1.6;
/** …on at least one of so many bars before the break-out. */
const NARROW_BARS = 6;
/** Volume of the break-out above the average of 20 bars, in standard deviations, where the venue reports volume. */
const LIVELY_VOLUME = 1;
/** A higher timeframe that trends this strongly the other way forbids the break-out. */
const OPPOSED_ADX = 25;
const REWARD = 2;

/** Column of the input's values. */
const MIDDLE = 0;
const UPPER = 1;
const CHANNEL_UPPER = 3;
const CHANNEL_MIDDLE = 4;
const CHANNEL_LOWER = 5;
const SCORE = 6;
const AVERAGE_VOLUME = 7;
const RANGE = 8;

/** Goes with a close outside the Donchian channel of a narrow range, with volume. See README.md beside it. */
export const rangeBreakout: Strategy = {
  name: NAME,
  version: 1,
  lookback: LOOKBACK,
  indicators: [BOLLINGER_20, DONCHIAN_20, VOLUME_20, ATR_14],
  higherIndicators: HIGHER_INDICATORS,
  scan(input, from, to, sides) {
    const higher = higherColumns(input);
    sides.fill(0, from, to);
    if (higher === null) return;
    const { close } = input.bars;
    const { values } = input;
    const upper = column(values, CHANNEL_UPPER);
    const lower = column(values, CHANNEL_LOWER);
    for (let i = Math.max(from, LOOKBACK); i < to; i++) {
      const price = close[i] as number;
      if (price <= (upper[i] as number) && price >= (lower[i] as number)) continue;
      const side = price > (upper[i] as number) ? 1 : -1;
      const channel = side === 1 ? upper : lower;
      const fresh = side * ((close[i - 1] as number) - (channel[i - 1] as number)) <= 0;
      if (fresh && lively(values, i) && allowed(higher, i, side) && wasNarrow(values, i)) sides[i] = side;
    }
  },
  plan(input, index, side) {
    const { values } = input;
    const price = input.bars.close[index] as number;
    const range = column(values, RANGE)[index] as number;
    const edge = column(values, side === 1 ? CHANNEL_UPPER : CHANNEL_LOWER)[index] as number;
    const distance = stopDistance(price, column(values, CHANNEL_MIDDLE)[index] as number, range);
    if (distance === null) return null;
    const middle = column(values, MIDDLE)[index - 1] as number;
    const width = (200 * ((column(values, UPPER)[index - 1] as number) - middle)) / middle;
    const score = column(values, SCORE)[index] as number;
    return planAt(side, price, distance, REWARD * distance, [
      { key: `${NAME}.${side === 1 ? 'break-up' : 'break-down'}`, values: { close: price, level: figure(edge) } },
      { key: `${NAME}.narrow`, values: { width: figure(width) } },
      Number.isNaN(score)
        ? { key: `${NAME}.no-volume`, values: {} }
        : { key: `${NAME}.volume`, values: { score: figure(score) } },
      stopReason(NAME, price, distance, range),
    ]);
  },
};

/** Volume confirms, or there has been none at all to confirm with. */
function lively(values: readonly Float64Array[], i: number): boolean {
  return (column(values, SCORE)[i] as number) >= LIVELY_VOLUME || column(values, AVERAGE_VOLUME)[i] === 0;
}

/** The higher timeframe is warm and does not trend strongly the other way. */
function allowed(higher: HigherColumns, i: number, side: number): boolean {
  const h = higher.last[i] as number;
  if (!higherReady(higher, h)) return false;
  const slope = (higher.ema[h] as number) - (higher.ema[h - SLOPE_BARS] as number);
  return side * slope >= 0 || (higher.adx[h] as number) < OPPOSED_ADX;
}

function wasNarrow(values: readonly Float64Array[], i: number): boolean {
  const middle = column(values, MIDDLE);
  const upper = column(values, UPPER);
  const range = column(values, RANGE);
  for (let k = i - NARROW_BARS; k < i; k++) {
    if ((upper[k] as number) - (middle[k] as number) < NARROW_RANGES * (range[k] as number)) return true;
  }
  return false;
}
