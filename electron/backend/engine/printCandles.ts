import type { Timeframe } from '../../../shared/base/time';
import { timeframeMs } from '../../../shared/base/time';
import { QUALITIES } from '../../../shared/features/market/candle';
import type { Instrument } from '../../../shared/features/market/instrument';
import type { CandleLine } from '../../../shared/features/signals/lines';
import { Aggregator } from './aggregator';
import { BarSeries, CHUNK } from './series';
import type { Tape } from './tape/tape';

/** Tells the bars of one timeframe as the rows of the tape make them, the last unfinished one included. */
export function printCandles(tape: Tape, instrument: Instrument, timeframe: Timeframe, write: (line: CandleLine) => void): void {
  const series = new BarSeries(timeframe, 1);
  const baseStep = timeframeMs(tape.baseTimeframe);
  const aggregator = new Aggregator(series, { baseStep, sparse: instrument.sparse, silentBars: 0, includeSuspect: true });
  const rows = tape.candles.ts.length;
  const tell = () => {
    for (let index = series.fresh; index < series.size; index += 1) write(lineOf(series, index, instrument.id));
  };
  for (let from = 0; from < rows; from += CHUNK) {
    series.begin(CHUNK);
    aggregator.push(tape.candles, from, Math.min(from + CHUNK, rows));
    tell();
  }
  series.begin(1);
  aggregator.finish(tape.kind === 'trades');
  tell();
}

function lineOf(series: BarSeries, index: number, instrument: string): CandleLine {
  const figure = (column: Float64Array) => column[index] as number;
  return {
    type: 'candle',
    instrument,
    timeframe: series.timeframe,
    ts: figure(series.ts),
    open: figure(series.open),
    high: figure(series.high),
    low: figure(series.low),
    close: figure(series.close),
    volume: figure(series.volume),
    quality: QUALITIES[figure(series.quality)] ?? 'suspect',
  };
}
