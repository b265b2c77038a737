import { type Timeframe, timeframeMs } from '../../../../shared/base/time';
import type { BaseCandles } from '../../engine/port';
import { nextTurn } from '../../kit/turn';
import type { CandleColumns, SeriesReader } from '../../store/series';

export interface Span {
  readonly source: string;
  readonly instrument: string;
  readonly timeframe: Timeframe;
  /** Open times, half-open. */
  readonly from: number;
  readonly to: number;
}

/** Candles read in one go: a few milliseconds of the loop. */
const PIECE = 10_000;
const COLUMNS = ['ts', 'open', 'high', 'low', 'close', 'volume', 'quality', 'bid', 'ask'] as const;

/** Stored candles of a span, piece by piece with other work in between. Stretches where nothing is stored are passed over. */
export async function* candlePieces(series: SeriesReader, span: Span): AsyncGenerator<CandleColumns, void, void> {
  const { source, instrument, timeframe, to } = span;
  const last = series.lastTs(source, instrument, timeframe);
  if (last === null) return;
  const end = Math.min(to, last + 1);
  const step = PIECE * timeframeMs(timeframe);
  for (let from = span.from; from < end; from += step) {
    const columns = series.readCandles(source, instrument, timeframe, { from, to: Math.min(end, from + step) });
    if (columns.ts.length > 0) yield columns;
    await nextTurn();
  }
}

/** How many there are, counted no further than `enough`. */
export async function countCandles(series: SeriesReader, spans: readonly Span[], enough: number): Promise<number> {
  let count = 0;
  for (const span of spans) {
    for await (const { ts } of candlePieces(series, span)) {
      count += ts.length;
      if (count >= enough) return count;
    }
  }
  return count;
}

/** All of them in columns of their own, which may be handed to a thread. `check` throws where it is not wanted any more. */
export async function readCandles(series: SeriesReader, span: Span, check: () => void): Promise<BaseCandles> {
  const pieces: CandleColumns[] = [];
  for await (const piece of candlePieces(series, span)) {
    check();
    pieces.push(piece);
  }
  const length = pieces.reduce((sum, { ts }) => sum + ts.length, 0);
  const joined = COLUMNS.map((name) => {
    const column = new Float64Array(length);
    let at = 0;
    for (const piece of pieces) {
      column.set(piece[name], at);
      at += piece[name].length;
    }
    return [name, column] as const;
  });
  return Object.fromEntries(joined) as unknown as BaseCandles;
}
