import { adx } from '../indicators/adx/adx';
import { atr } from '../indicators/atr/atr';
import { bollinger } from '../indicators/bollinger/bollinger';
import { donchian } from '../indicators/donchian/donchian';
import { ema } from '../indicators/ema/ema';
import { rsi } from '../indicators/rsi/rsi';
import { stochastic } from '../indicators/stochastic/stochastic';
import { volumeZScore } from '../indicators/volumeZScore/volumeZScore';
import type { StrategyInput } from './strategy';

/** The indicators of the strategies, one instance each, so that whoever runs several strategies computes each once. */
export const EMA_20 = ema({ period: 20 });
export const RSI_14 = rsi({ period: 14 });
export const ATR_14 = atr({ period: 14 });
export const ADX_14 = adx({ period: 14 });
export const BOLLINGER_20 = bollinger({ period: 20, deviations: 2 });
export const STOCHASTIC_14 = stochastic({ period: 14, smooth: 3, signal: 3 });
export const DONCHIAN_20 = donchian({ period: 20 });
export const VOLUME_20 = volumeZScore({ period: 20 });

/** What every strategy asks of the higher timeframe, in this order of columns: ema, adx, plusDi, minusDi. */
export const HIGHER_INDICATORS = [EMA_20, ADX_14] as const;

/** A column that the input must have. Throws where the caller computed other indicators than the strategy declared. */
export function column(values: readonly Float64Array[], index: number): Float64Array {
  const found = values[index];
  if (found === undefined)
    throw new RangeError(`column ${index} is missing: the strategy's own indicators must be computed, in order`);
  return found;
}

/** The columns of the higher timeframe that the strategies read, by name. */
export interface HigherColumns {
  readonly close: Float64Array;
  readonly ema: Float64Array;
  readonly adx: Float64Array;
  readonly plusDi: Float64Array;
  readonly minusDi: Float64Array;
  readonly last: Int32Array;
}

/** Null where there is no higher timeframe. */
export function higherColumns(input: StrategyInput): HigherColumns | null {
  const { higher } = input;
  if (higher === null) return null;
  return {
    close: higher.bars.close,
    ema: column(higher.values, 0),
    adx: column(higher.values, 1),
    plusDi: column(higher.values, 2),
    minusDi: column(higher.values, 3),
    last: higher.last,
  };
}

/** Bars of the higher timeframe over which the slope of its EMA is measured. */
export const SLOPE_BARS = 3;

/** Whether the higher timeframe is warm at its bar `h`; the newest indicator to become ready is the EMA's slope. */
export function higherReady(higher: HigherColumns, h: number): boolean {
  return h >= SLOPE_BARS && (higher.ema[h - SLOPE_BARS] as number) > 0 && (higher.adx[h] as number) >= 0;
}

/** Slope of the higher EMA in percent of price per higher bar. */
export function higherSlope(higher: HigherColumns, h: number): number {
  const before = higher.ema[h - SLOPE_BARS] as number;
  return (100 * ((higher.ema[h] as number) / before - 1)) / SLOPE_BARS;
}
