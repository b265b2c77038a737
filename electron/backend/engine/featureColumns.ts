import type { FeatureView, FeatureViews } from '../../../shared/features/models/features/feature';
import {
  ADX_14,
  ATR_14,
  BOLLINGER_20,
  column,
  DONCHIAN_20,
  EMA_20,
  RSI_14,
  VOLUME_20,
} from '../../../shared/features/signals/strategies/columns';
import type { IndicatorBank } from './scanner';
import type { BarSeries } from './series';

interface Source {
  readonly series: BarSeries;
  readonly bank: IndicatorBank;
}

/** The strategies' own indicator instances, so that the bank computes each once. */
const BOTH = [EMA_20, RSI_14, ATR_14, ADX_14, BOLLINGER_20];
const OWN = [DONCHIAN_20, VOLUME_20];

/** Has the features' columns computed with the series, and names them. */
export function featureViews(own: Source, higher: Source | null): FeatureViews {
  const more = own.bank.columns(OWN);
  return {
    own: { ...viewOf(own), channelUpper: column(more, 0), channelLower: column(more, 2), volumeScore: column(more, 3) },
    higher: higher === null ? null : viewOf(higher),
  };
}

function viewOf({ series, bank }: Source): FeatureView {
  const { open, high, low, close } = series;
  const values = bank.columns(BOTH);
  return {
    open,
    high,
    low,
    close,
    ema: column(values, 0),
    rsi: column(values, 1),
    atr: column(values, 2),
    adx: column(values, 3),
    plusDi: column(values, 4),
    minusDi: column(values, 5),
    bandMiddle: column(values, 6),
    bandUpper: column(values, 7),
  };
}
