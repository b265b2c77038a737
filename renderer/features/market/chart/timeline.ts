import type { CandleBuffer } from './candleBuffer';

/** A stretch of the chart that is shaded, in positions on its time axis, both ends included. */
export interface Shade {
  readonly kind: 'suspect' | 'gap';
  readonly from: number;
  readonly to: number;
}

export interface Timeline {
  /** Open time of each position, ms. */
  readonly times: readonly number[];
  /** Index of the candle at each position; -1 where bars are missing. */
  readonly candles: readonly number[];
  readonly shades: readonly Shade[];
}

/** A gap takes at most so many positions: a week without data must not push the market off the screen. */
const WIDEST_GAP = 60;

interface Stretch {
  readonly from: number;
  readonly to: number;
}

/**
 * Lays candles and gaps out on one axis. The chart's axis counts bars, not minutes, so that closed sessions take no room;
 * a recorded gap is given room, empty and shaded, since it is something that happened.
 */
export function layOut(candles: CandleBuffer, gaps: readonly Stretch[], stepMs: number): Timeline {
  const times: number[] = [];
  const indexes: number[] = [];
  const shades: Shade[] = [];
  const waiting = [...gaps].sort((left, right) => left.from - right.from);
  for (let index = 0; index < candles.length; index += 1) {
    const candle = candles.at(index);
    if (candle === null) break;
    const previous = candles.at(index - 1);
    while (waiting[0] !== undefined && waiting[0].to <= candle.ts) {
      const gap = waiting.shift();
      if (gap !== undefined && previous !== null)
        addGap(gap, Math.max(gap.from, previous.ts + stepMs), candle.ts, stepMs, times, indexes, shades);
    }
    times.push(candle.ts);
    indexes.push(index);
    if (candle.quality === 'suspect') extend(shades, 'suspect', times.length - 1);
  }
  return { times, candles: indexes, shades };
}

function addGap(
  gap: Stretch,
  from: number,
  limit: number,
  stepMs: number,
  times: number[],
  indexes: number[],
  shades: Shade[],
): void {
  const end = Math.min(gap.to, limit);
  for (let at = from, count = 0; at < end && count < WIDEST_GAP; at += stepMs, count += 1) {
    times.push(at);
    indexes.push(-1);
    extend(shades, 'gap', times.length - 1);
  }
}

function extend(shades: Shade[], kind: Shade['kind'], position: number): void {
  const last = shades.at(-1);
  if (last !== undefined && last.kind === kind && last.to === position - 1) shades[shades.length - 1] = { ...last, to: position };
  else shades.push({ kind, from: position, to: position });
}
