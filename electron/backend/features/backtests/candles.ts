import { type Timeframe, timeframeMs } from '../../../../shared/base/time';
import { higherTimeframe } from '../../../../shared/features/market/higher';
import type { BaseCandles } from '../../engine/port';
import { nextTurn } from '../../kit/turn';
import type { CandleColumns, SeriesReader } from '../../store/series';

/** Base candles read before other work gets its turn: a few milliseconds. */
const PIECE = 10_000;
/** Bars of the longest timeframe that the kernel is to have seen before the period, as far as they are stored. */
const WARM_UP_BARS = 200;
const COLUMNS = ['ts', 'open', 'high', 'low', 'close', 'volume', 'quality', 'bid', 'ask'] as const;

/** Where reading begins: early enough for every indicator of every timeframe and the one above it. */
export function warmFrom(from: number, timeframes: readonly Timeframe[]): number {
  const longest = Math.max(...timeframes.flatMap((one) => [timeframeMs(one), timeframeMs(higherTimeframe(one) ?? one)]));
  return Math.max(0, from - WARM_UP_BARS * longest);
}

export interface Wanted {
  readonly source: string;
  readonly instrument: string;
  readonly timeframe: Timeframe;
  readonly from: number;
  readonly to: number;
}

/** Stored candles `from ≤ ts < to`, read in pieces, in columns of their own. */
export async function readInPieces(series: SeriesReader, wanted: Wanted, check: () => void): Promise<BaseCandles> {
  const { source, instrument, timeframe, from, to } = wanted;
  const span = PIECE * timeframeMs(timeframe);
  const pieces: CandleColumns[] = [];
  for (let at = from; at < to; at += span) {
    check();
    const piece = series.readCandles(source, instrument, timeframe, { from: at, to: Math.min(to, at + span) });
    if (piece.ts.length > 0) pieces.push(piece);
    await nextTurn();
  }
  const rows = pieces.reduce((sum, { ts }) => sum + ts.length, 0);
  const joined = Object.fromEntries(COLUMNS.map((name) => [name, new Float64Array(rows)])) as Record<
    (typeof COLUMNS)[number],
    Float64Array
  >;
  let offset = 0;
  for (const piece of pieces) {
    for (const name of COLUMNS) joined[name].set(piece[name], offset);
    offset += piece.ts.length;
  }
  return joined;
}
