import { encodeColumns, toBlob } from '../../../../shared/base/columns';
import { type Timeframe, timeframeMs } from '../../../../shared/base/time';
import { CANDLE_COLUMNS, type Candle, QUALITIES } from '../../../../shared/features/market/candle';
import type { Instrument } from '../../../../shared/features/market/instrument';
import { Aggregator } from '../../engine/aggregator';
import { BarSeries, CHUNK } from '../../engine/series';
import type { CandleColumns, CandleRange } from '../../store/series';
import type { MarketCore } from './core';

type ChartColumns = Record<(typeof CANDLE_COLUMNS)[number], Float64Array>;

/** Closed bars of a timeframe, oldest first, as one pack; built from the stored base candles by the engine's own aggregation. */
export function readPack(core: MarketCore, instrument: Instrument, timeframe: Timeframe, range: CandleRange) {
  return toBlob(encodeColumns(CANDLE_COLUMNS, readBars(core, instrument, timeframe, range)));
}

/** Closes of the last bars, oldest first. */
export function readCloses(core: MarketCore, instrument: Instrument, timeframe: Timeframe, points: number): number[] {
  return [...readBars(core, instrument, timeframe, { limit: points }).close];
}

/** One bar as it is stored now; null where there is none. */
export function readBar(core: MarketCore, instrument: Instrument, timeframe: Timeframe, ts: number): Candle | null {
  const bars = readBars(core, instrument, timeframe, { from: ts, to: ts + timeframeMs(timeframe) });
  const at = (name: keyof ChartColumns) => bars[name][0] ?? Number.NaN;
  if (bars.ts.length === 0) return null;
  const [open, high, low, close, volume] = [at('open'), at('high'), at('low'), at('close'), at('volume')];
  return { ts: at('ts'), open, high, low, close, volume, quality: QUALITIES[at('quality')] ?? 'suspect' };
}

function readBars(core: MarketCore, instrument: Instrument, timeframe: Timeframe, range: CandleRange): ChartColumns {
  const { series, source, baseTimeframe } = core.options;
  const [length, baseStep] = [timeframeMs(timeframe), timeframeMs(baseTimeframe)];
  if (length <= baseStep) return length === baseStep ? series.readCandles(source, instrument.id, timeframe, range) : empty();
  const last = series.lastTs(source, instrument.id, baseTimeframe);
  if (last === null) return empty();
  // Whole buckets only: the first base candle read must open one, and a bucket that is cut off at the end would be no bar.
  const end = Math.min(range.to ?? Number.POSITIVE_INFINITY, last + 1);
  const until = Math.ceil(end / length) * length;
  const wanted = range.limit === undefined ? 0 : until - (range.limit + 1) * length;
  const from = Math.max(range.from === undefined ? 0 : Math.ceil(range.from / length) * length, wanted, 0);
  const columns = series.readCandles(source, instrument.id, baseTimeframe, { from, to: until });
  return cut(aggregate(columns, instrument, timeframe, baseStep), range);
}

/** Bars whose bucket has closed: the last one only once its last base candle is there. */
function aggregate(columns: CandleColumns, instrument: Instrument, timeframe: Timeframe, baseStep: number): ChartColumns {
  const rows = columns.ts.length;
  const bars = new BarSeries(timeframe, Math.ceil((rows * baseStep) / timeframeMs(timeframe)) + 1);
  const aggregator = new Aggregator(bars, { baseStep, sparse: instrument.sparse, silentBars: 0, includeSuspect: true });
  for (let from = 0; from < rows; from += CHUNK) {
    bars.begin(CHUNK);
    aggregator.push(columns, from, Math.min(from + CHUNK, rows));
  }
  return Object.fromEntries(CANDLE_COLUMNS.map((name) => [name, bars[name].subarray(0, bars.size)])) as ChartColumns;
}

function cut(columns: ChartColumns, { from = 0, to = Number.POSITIVE_INFINITY, limit }: CandleRange): ChartColumns {
  const { ts } = columns;
  let [start, end] = [0, ts.length];
  while (start < end && (ts[start] ?? 0) < from) start += 1;
  while (end > start && (ts[end - 1] ?? 0) >= to) end -= 1;
  if (limit !== undefined) start = Math.max(start, end - limit);
  return Object.fromEntries(CANDLE_COLUMNS.map((name) => [name, columns[name].slice(start, end)])) as ChartColumns;
}

function empty(): ChartColumns {
  return Object.fromEntries(CANDLE_COLUMNS.map((name) => [name, new Float64Array(0)])) as ChartColumns;
}
