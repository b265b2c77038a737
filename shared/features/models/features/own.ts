import { BARS_BACK, type Feature, type FeatureInput } from './feature';

const at = (column: Float64Array, index: number): number => column[index] ?? Number.NaN;

/** A distance in average true ranges of the candidate's bar. */
function ranges({ own, index }: FeatureInput, distance: number): number {
  return distance / at(own.atr, index);
}

/** Bars between two looks at the ATR, which moves slowly. */
const ATR_STRIDE = 4;

/** Mean of the ATR over the bars before the candidate's, the candidate's included. */
function longAtr({ own, index }: FeatureInput): number {
  let sum = 0;
  let counted = 0;
  for (let i = index; i >= 0 && i > index - BARS_BACK; i -= ATR_STRIDE) {
    const value = at(own.atr, i);
    if (!(value > 0)) continue;
    sum += value;
    counted += 1;
  }
  return sum / counted;
}

/** Where momentum, trend and bands stand, positive with the candidate's side. */
const MOMENTUM: readonly Feature[] = [
  { name: 'rsi', version: 1, of: ({ own, index, side }) => (side * (at(own.rsi, index) - 50)) / 50 },
  { name: 'rsi-change', version: 1, of: ({ own, index, side }) => (side * (at(own.rsi, index) - at(own.rsi, index - 3))) / 50 },
  { name: 'adx', version: 1, of: ({ own, index }) => at(own.adx, index) / 100 },
  { name: 'di-lead', version: 1, of: ({ own, index, side }) => (side * (at(own.plusDi, index) - at(own.minusDi, index))) / 100 },
  {
    name: 'ema-distance',
    version: 1,
    of: (input) => input.side * ranges(input, at(input.own.close, input.index) - at(input.own.ema, input.index)),
  },
  {
    name: 'ema-slope',
    version: 1,
    of: (input) => input.side * ranges(input, at(input.own.ema, input.index) - at(input.own.ema, input.index - 5)),
  },
  {
    name: 'bollinger-position',
    version: 1,
    of: ({ own, index, side }) =>
      (side * (at(own.close, index) - at(own.bandMiddle, index))) / (at(own.bandUpper, index) - at(own.bandMiddle, index)),
  },
  {
    name: 'move-12',
    version: 1,
    of: (input) => input.side * ranges(input, at(input.own.close, input.index) - at(input.own.close, input.index - 12)),
  },
];

/** How wide the market moves, and with how much volume. */
const VOLATILITY: readonly Feature[] = [
  { name: 'volatility', version: 1, of: ({ own, index }) => (100 * at(own.atr, index)) / at(own.close, index) },
  { name: 'volatility-ratio', version: 1, of: (input) => at(input.own.atr, input.index) / longAtr(input) },
  {
    name: 'bollinger-width',
    version: 1,
    of: (input) => ranges(input, at(input.own.bandUpper, input.index) - at(input.own.bandMiddle, input.index)),
  },
  { name: 'volume-score', version: 1, of: ({ own, index }) => at(own.volumeScore, index) },
];

/** The shape of the deciding candle, seen from the candidate's side. */
const CANDLE: readonly Feature[] = [
  {
    name: 'candle-body',
    version: 1,
    of: (input) => input.side * ranges(input, at(input.own.close, input.index) - at(input.own.open, input.index)),
  },
  {
    name: 'candle-range',
    version: 1,
    of: (input) => ranges(input, at(input.own.high, input.index) - at(input.own.low, input.index)),
  },
  { name: 'candle-close', version: 1, of: closeWithin },
];

/** Where in its range the candle closed: 1 at the end that the candidate goes to, -1 at the other. */
function closeWithin({ own, index, side }: FeatureInput): number {
  const high = at(own.high, index);
  const low = at(own.low, index);
  return (side * (2 * at(own.close, index) - high - low)) / (high - low);
}

/** Room to the edges of the last twenty bars. */
const CHANNEL: readonly Feature[] = [
  {
    name: 'channel-ahead',
    version: 1,
    of: (input) => {
      const { own, index, side } = input;
      return side * ranges(input, at(side > 0 ? own.channelUpper : own.channelLower, index) - at(own.close, index));
    },
  },
  {
    name: 'channel-behind',
    version: 1,
    of: (input) => {
      const { own, index, side } = input;
      return side * ranges(input, at(own.close, index) - at(side > 0 ? own.channelLower : own.channelUpper, index));
    },
  },
];

export const OWN_FEATURES: readonly Feature[] = [...MOMENTUM, ...VOLATILITY, ...CANDLE, ...CHANNEL];
