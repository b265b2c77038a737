import { QUALITY_CODE } from '../../../shared/features/market/candle';
import { tidySum } from '../../../shared/features/market/sum';
import type { BaseCandles } from './port';
import type { BarSeries } from './series';
import type { SnapshotReader, SnapshotWriter } from './snapshot';

const { complete: COMPLETE, quiet: QUIET, repaired: REPAIRED, suspect: SUSPECT } = QUALITY_CODE;

export interface AggregatorOptions {
  readonly baseStep: number;
  /** True where missing rows are normal and leave a bar trustworthy. */
  readonly sparse: boolean;
  /** Bars of silence after one that held an absurd price. */
  readonly silentBars: number;
  /** False keeps suspect prices out of the bar (the bar stays suspect); true shows the rows as they came. */
  readonly includeSuspect: boolean;
}

/** Positions of the open bucket's figures in `state`. */
const BUCKET = 0;
const OPEN = 1;
const HIGH = 2;
const LOW = 3;
const CLOSE = 4;
const VOLUME = 5;
/** What the plain sum has lost, after Neumaier. */
const LOST = 6;
const ROWS = 7;
const PRICED = 8;
const ALL_QUIET = 9;
const ANY_REPAIRED = 10;
const ANY_SUSPECT = 11;
const LAST_CLOSE = 12;
const SIZE = 13;

/**
 * Builds the bars of one timeframe from base candles. A bucket closes with its last base row or with the first later one;
 * what is open stays in `state`, so that candles may come one by one or in chunks.
 */
export class Aggregator {
  private readonly state = new Float64Array(SIZE).fill(Number.NaN);
  private readonly needed: number;

  constructor(
    readonly series: BarSeries,
    private readonly options: AggregatorOptions,
  ) {
    this.needed = Math.round(series.lengthMs / options.baseStep);
    this.state[ROWS] = 0;
  }

  /** Folds in base candles `from ≤ i < to`, appending every bar they close to the series. */
  push(candles: BaseCandles, from: number, to: number): void {
    if (this.needed === 1) this.copy(candles, from, to);
    else this.build(candles, from, to);
  }

  /** Every base candle is a bar. */
  private copy(candles: BaseCandles, from: number, to: number): void {
    const { series, options } = this;
    for (let index = from; index < to; index += 1) {
      const at = series.size;
      const suspect = candles.quality[index] === SUSPECT;
      const before = at > 0 ? (series.silence[at - 1] as number) : 0;
      series.ts[at] = candles.ts[index] as number;
      series.quality[at] = candles.quality[index] as number;
      series.silence[at] = suspect ? options.silentBars : before > 0 ? before - 1 : 0;
      if (suspect && !options.includeSuspect) this.standStill(at, candles.close[index] as number);
      else this.copyPrices(at, candles, index);
      series.size = at + 1;
    }
  }

  private copyPrices(at: number, candles: BaseCandles, index: number): void {
    const { series, state } = this;
    const close = candles.close[index] as number;
    series.open[at] = candles.open[index] as number;
    series.high[at] = candles.high[index] as number;
    series.low[at] = candles.low[index] as number;
    series.close[at] = close;
    series.volume[at] = candles.volume[index] as number;
    state[LAST_CLOSE] = close;
  }

  /** A bar without a price to trust: the last close carried on, or `doubtful` where nothing was seen before. */
  private standStill(at: number, doubtful: number): void {
    const { series, state } = this;
    if (Number.isNaN(state[LAST_CLOSE])) state[LAST_CLOSE] = doubtful;
    const price = state[LAST_CLOSE] as number;
    series.open[at] = price;
    series.high[at] = price;
    series.low[at] = price;
    series.close[at] = price;
    series.volume[at] = 0;
  }

  private build(candles: BaseCandles, from: number, to: number): void {
    const state = this.state;
    const length = this.series.lengthMs;
    const lastRow = length - this.options.baseStep;
    for (let index = from; index < to; index += 1) {
      const ts = candles.ts[index] as number;
      const bucket = Math.floor(ts / length) * length;
      if ((state[ROWS] as number) > 0 && bucket !== state[BUCKET]) this.closeBucket();
      if (state[ROWS] === 0) this.startBucket(bucket);
      this.fold(candles, index);
      // Rows may open off the grid of their own length: the last one reaches the bucket's end or passes it.
      if (ts >= bucket + lastRow) this.closeBucket();
    }
  }

  /**
   * Closes the open bucket if it has rows, although more could come: the end of a tape.
   * `excused`: rows still to come do not make it suspect.
   */
  finish(excused: boolean): void {
    if ((this.state[ROWS] as number) === 0) return;
    if (excused) this.state[ROWS] = this.needed;
    this.closeBucket();
  }

  private startBucket(bucket: number): void {
    const state = this.state;
    state[BUCKET] = bucket;
    state[VOLUME] = 0;
    state[LOST] = 0;
    state[PRICED] = 0;
    state[ALL_QUIET] = 1;
    state[ANY_REPAIRED] = 0;
    state[ANY_SUSPECT] = 0;
  }

  private fold(candles: BaseCandles, index: number): void {
    const state = this.state;
    const quality = candles.quality[index] as number;
    state[ROWS] = (state[ROWS] as number) + 1;
    if (quality === QUIET) {
      // Nothing traded: its price is the last close carried on, never the open or an extreme of a bar that did trade.
      state[LAST_CLOSE] = candles.close[index] as number;
      return;
    }
    state[ALL_QUIET] = 0;
    if (quality === REPAIRED) state[ANY_REPAIRED] = 1;
    if (quality === SUSPECT) {
      state[ANY_SUSPECT] = 1;
      // A doubtful price is better than none where nothing was seen before: NaN would stay in the indicators for ever.
      if (Number.isNaN(state[LAST_CLOSE])) state[LAST_CLOSE] = candles.close[index] as number;
      if (!this.options.includeSuspect) return;
    }
    this.foldPrices(candles, index);
  }

  private foldPrices(candles: BaseCandles, index: number): void {
    const state = this.state;
    const high = candles.high[index] as number;
    const low = candles.low[index] as number;
    const first = state[PRICED] === 0;
    if (first) state[OPEN] = candles.open[index] as number;
    if (first || high > (state[HIGH] as number)) state[HIGH] = high;
    if (first || low < (state[LOW] as number)) state[LOW] = low;
    state[CLOSE] = candles.close[index] as number;
    state[LAST_CLOSE] = state[CLOSE] as number;
    state[PRICED] = (state[PRICED] as number) + 1;
    this.addVolume(candles.volume[index] as number);
  }

  private addVolume(volume: number): void {
    const state = this.state;
    const sum = state[VOLUME] as number;
    const next = sum + volume;
    state[LOST] = (state[LOST] as number) + (sum >= volume ? sum - next + volume : volume - next + sum);
    state[VOLUME] = next;
  }

  private closeBucket(): void {
    const { state, series } = this;
    const at = series.size;
    const priced = (state[PRICED] as number) > 0;
    series.ts[at] = state[BUCKET] as number;
    const flat = state[LAST_CLOSE] as number;
    series.open[at] = priced ? (state[OPEN] as number) : flat;
    series.high[at] = priced ? (state[HIGH] as number) : flat;
    series.low[at] = priced ? (state[LOW] as number) : flat;
    series.close[at] = priced ? (state[CLOSE] as number) : flat;
    series.volume[at] = tidySum((state[VOLUME] as number) + (state[LOST] as number));
    series.quality[at] = this.qualityOf();
    const before = at > 0 ? (series.silence[at - 1] as number) : 0;
    series.silence[at] = state[ANY_SUSPECT] === 1 ? this.options.silentBars : Math.max(0, before - 1);
    series.size = at + 1;
    state[ROWS] = 0;
  }

  /** The worst of its parts; built over missing rows it is suspect, unless such rows are normal here. */
  private qualityOf(): number {
    const state = this.state;
    if (state[ANY_SUSPECT] === 1) return SUSPECT;
    if ((state[ROWS] as number) < this.needed && !this.options.sparse) return SUSPECT;
    if (state[ANY_REPAIRED] === 1) return REPAIRED;
    return state[ALL_QUIET] === 1 ? QUIET : COMPLETE;
  }

  save(writer: SnapshotWriter): void {
    writer.floats(this.state);
  }

  load(reader: SnapshotReader): void {
    this.state.set(reader.floats(SIZE));
  }
}
