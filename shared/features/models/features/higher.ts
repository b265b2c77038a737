import type { Feature, FeatureInput, FeatureView } from './feature';

const at = (column: Float64Array, index: number): number => column[index] ?? Number.NaN;

/** A figure of the higher timeframe; not a number where there is no higher bar. */
function above(name: string, of: (view: FeatureView, index: number, side: number) => number): Feature {
  return {
    name,
    version: 1,
    of: ({ higher, higherIndex, side }: FeatureInput) =>
      higher === null || higherIndex < 0 ? Number.NaN : of(higher, higherIndex, side),
  };
}

/** The regime that the higher timeframe is in, positive with the candidate's side. */
export const HIGHER_FEATURES: readonly Feature[] = [
  above('higher-slope', (bars, h, side) => (side * (at(bars.ema, h) - at(bars.ema, h - 3))) / (3 * at(bars.atr, h))),
  above('higher-adx', (bars, h) => at(bars.adx, h) / 100),
  above('higher-di-lead', (bars, h, side) => (side * (at(bars.plusDi, h) - at(bars.minusDi, h))) / 100),
  above('higher-position', (bars, h, side) => (side * (at(bars.close, h) - at(bars.ema, h))) / at(bars.atr, h)),
  above('higher-rsi', (bars, h, side) => (side * (at(bars.rsi, h) - 50)) / 50),
  above('higher-volatility', (bars, h) => (100 * at(bars.atr, h)) / at(bars.close, h)),
  above(
    'higher-bollinger-position',
    (bars, h, side) => (side * (at(bars.close, h) - at(bars.bandMiddle, h))) / (at(bars.bandUpper, h) - at(bars.bandMiddle, h)),
  ),
];
