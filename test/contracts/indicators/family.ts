import { adx } from '../../../shared/features/signals/indicators/adx/adx';
import { atr } from '../../../shared/features/signals/indicators/atr/atr';
import { bollinger } from '../../../shared/features/signals/indicators/bollinger/bollinger';
import { donchian } from '../../../shared/features/signals/indicators/donchian/donchian';
import { ema } from '../../../shared/features/signals/indicators/ema/ema';
import type { Indicator } from '../../../shared/features/signals/indicators/indicator';
import { macd } from '../../../shared/features/signals/indicators/macd/macd';
import { rsi } from '../../../shared/features/signals/indicators/rsi/rsi';
import { sma } from '../../../shared/features/signals/indicators/sma/sma';
import { stochastic } from '../../../shared/features/signals/indicators/stochastic/stochastic';
import { volumeZScore } from '../../../shared/features/signals/indicators/volumeZScore/volumeZScore';
import { vwap } from '../../../shared/features/signals/indicators/vwap/vwap';

/** Every indicator with its usual parameters, and with the smallest ones, where windows of a single bar hide mistakes. */
export const FAMILY: readonly { readonly folder: string; readonly make: () => Indicator }[] = [
  { folder: 'sma', make: () => sma({ period: 20 }) },
  { folder: 'sma', make: () => sma({ period: 1 }) },
  { folder: 'ema', make: () => ema({ period: 20 }) },
  { folder: 'ema', make: () => ema({ period: 1 }) },
  { folder: 'rsi', make: () => rsi({ period: 14 }) },
  { folder: 'rsi', make: () => rsi({ period: 1 }) },
  { folder: 'macd', make: () => macd({ fast: 12, slow: 26, signal: 9 }) },
  { folder: 'macd', make: () => macd({ fast: 1, slow: 2, signal: 1 }) },
  { folder: 'atr', make: () => atr({ period: 14 }) },
  { folder: 'atr', make: () => atr({ period: 1 }) },
  { folder: 'bollinger', make: () => bollinger({ period: 20, deviations: 2 }) },
  { folder: 'bollinger', make: () => bollinger({ period: 2, deviations: 2.5 }) },
  { folder: 'adx', make: () => adx({ period: 14 }) },
  { folder: 'adx', make: () => adx({ period: 2 }) },
  { folder: 'stochastic', make: () => stochastic({ period: 14, smooth: 3, signal: 3 }) },
  { folder: 'stochastic', make: () => stochastic({ period: 3, smooth: 1, signal: 1 }) },
  { folder: 'donchian', make: () => donchian({ period: 20 }) },
  { folder: 'donchian', make: () => donchian({ period: 1 }) },
  { folder: 'vwap', make: () => vwap({ anchor: 'start' }) },
  { folder: 'vwap', make: () => vwap({ anchor: 'utc-day' }) },
  { folder: 'volumeZScore', make: () => volumeZScore({ period: 20 }) },
  { folder: 'volumeZScore', make: () => volumeZScore({ period: 3 }) },
];
