import type { BarColumns, Indicator } from '../indicator';
import { NEGLIGIBLE, wholeBars } from '../period';

const SEEN = 0;
const HIGH = 1;
const LOW = 2;
const CLOSE = 3;
const RANGE = 4;
const PLUS = 5;
const MINUS = 6;
const INDEX = 7;
const SIZE = 8;

/**
 * Average directional index with both directional indicators (Wilder 1978), each 0 … 100. `plusDi` and `minusDi` start at
 * bar `period`, `adx` at bar `2·period - 1`. NaN while the price has never moved; no movement to either side counts as index 0.
 */
export function adx(parameters: { period: number }): Indicator {
  const period = wholeBars('period', parameters.period);
  const warmUp = 2 * period - 1;
  return {
    name: `adx(${period})`,
    outputs: ['adx', 'plusDi', 'minusDi'],
    warmUp,
    stateSize: SIZE,
    reset(state, o) {
      state.fill(0, o, o + SIZE);
    },
    run(state, o, bars, from, to, out) {
      const start = (state[o + SEEN] as number) <= warmUp ? seed(state, o, period, bars, from, to, out) : from;
      const { high, low, close } = bars;
      const adxOut = out[0] as Float64Array;
      const plusOut = out[1] as Float64Array;
      const minusOut = out[2] as Float64Array;
      const weight = 1 / period;
      const rest = 1 - weight;
      const part = 100 * weight;
      let lastHigh = state[o + HIGH] as number;
      let lastLow = state[o + LOW] as number;
      let lastClose = state[o + CLOSE] as number;
      let range = state[o + RANGE] as number;
      let plus = state[o + PLUS] as number;
      let minus = state[o + MINUS] as number;
      let index = state[o + INDEX] as number;
      for (let i = start; i < to; i++) {
        const top = high[i] as number;
        const bottom = low[i] as number;
        const up = top - lastHigh;
        const down = lastLow - bottom;
        // Comparisons as factors instead of branches, which side wins being a coin toss that no predictor learns; and |x| + x is
        // twice the upward part of x, so both sums hold twice the movement, which the scale takes back.
        const upMove = (up + Math.abs(up)) * Number(up > down);
        const downMove = (down + Math.abs(down)) * Number(down > up);
        range = range * rest + ((top > lastClose ? top : lastClose) - (bottom < lastClose ? bottom : lastClose));
        plus = plus * rest + upMove;
        minus = minus * rest + downMove;
        lastHigh = top;
        lastLow = bottom;
        lastClose = close[i] as number;
        index = index * rest + (Math.abs(plus - minus) / (plus + minus + NEGLIGIBLE)) * part;
        // Without any range the scale is infinite and `undefinedness` NaN, else 0: sparing a branch halves the time.
        const scale = 50 / range;
        const undefinedness = 0 * scale;
        adxOut[i] = index + undefinedness;
        plusOut[i] = plus * scale + undefinedness;
        minusOut[i] = minus * scale + undefinedness;
      }
      state[o + HIGH] = lastHigh;
      state[o + LOW] = lastLow;
      state[o + CLOSE] = lastClose;
      state[o + RANGE] = range;
      state[o + PLUS] = plus;
      state[o + MINUS] = minus;
      state[o + INDEX] = index;
    },
  };
}

/** Sums ranges and movements over the first `period` bars and indexes over the next; returns the bar after the last one it has dealt with. */
function seed(
  state: Float64Array,
  o: number,
  period: number,
  bars: BarColumns,
  from: number,
  to: number,
  out: readonly Float64Array[],
): number {
  let i = from;
  for (; i < to && (state[o + SEEN] as number) < 2 * period; i++) {
    const seen = state[o + SEEN] as number;
    state[o + SEEN] = seen + 1;
    const index = addMovement(state, o, period, bars, i);
    if (seen >= period) state[o + INDEX] = (state[o + INDEX] as number) + index / period;
    const scale = seen >= period ? 50 / (state[o + RANGE] as number) : Number.NaN;
    const undefinedness = 0 * scale;
    (out[0] as Float64Array)[i] = seen === 2 * period - 1 ? (state[o + INDEX] as number) + undefinedness : Number.NaN;
    (out[1] as Float64Array)[i] = (state[o + PLUS] as number) * scale + undefinedness;
    (out[2] as Float64Array)[i] = (state[o + MINUS] as number) * scale + undefinedness;
  }
  return i;
}

/** Takes bar `i` into the sums of range and movement, smoothed once they hold `period` bars; returns its directional index. */
function addMovement(state: Float64Array, o: number, period: number, bars: BarColumns, i: number): number {
  const seen = (state[o + SEEN] as number) - 1;
  const rest = seen > period ? 1 - 1 / period : 1;
  const top = bars.high[i] as number;
  const bottom = bars.low[i] as number;
  const previous = state[o + CLOSE] as number;
  const up = top - (state[o + HIGH] as number);
  const down = (state[o + LOW] as number) - bottom;
  if (seen > 0) {
    state[o + RANGE] = (state[o + RANGE] as number) * rest + Math.max(top, previous) - Math.min(bottom, previous);
    state[o + PLUS] = (state[o + PLUS] as number) * rest + (up > down && up > 0 ? 2 * up : 0);
    state[o + MINUS] = (state[o + MINUS] as number) * rest + (down > up && down > 0 ? 2 * down : 0);
  }
  state[o + HIGH] = top;
  state[o + LOW] = bottom;
  state[o + CLOSE] = bars.close[i] as number;
  const plus = state[o + PLUS] as number;
  const minus = state[o + MINUS] as number;
  return (100 * Math.abs(plus - minus)) / (plus + minus + NEGLIGIBLE);
}
