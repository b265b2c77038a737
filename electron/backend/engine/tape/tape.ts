import type { Timeframe } from '../../../../shared/base/time';
import type { BaseCandles } from '../port';

/** Missing rows between two rows of a candle file: `from` the first missing open time, `to` the next one present. */
export interface TapeGap {
  readonly from: number;
  readonly to: number;
  readonly missing: number;
}

/** A whole file, read and checked: base candles ready for the kernel. */
export interface Tape {
  readonly kind: 'candles' | 'trades';
  readonly candles: BaseCandles;
  readonly baseTimeframe: Timeframe;
  /** Last candles that the tape does not close (the minute a trade tape breaks off in): shown, never evaluated. */
  readonly unfinished: 0 | 1;
  /** Accepted rows of the file. */
  readonly rows: number;
  readonly gaps: readonly TapeGap[];
  readonly hasVolume: boolean;
  /** Canonical JSON of the first accepted row: what identifies the tape however much of it there is. */
  readonly firstRow: string;
  readonly notes: readonly TapeNote[];
}

/** Something a person should know that does not stop the file from being used. */
export interface TapeNote {
  /** Line of the file, or 0 for the file as a whole. */
  readonly line: number;
  readonly text: string;
}

/** Growing columns of base candles. */
export class CandleColumns {
  private columns: Record<keyof BaseCandles, Float64Array>;
  size = 0;

  constructor() {
    this.columns = CandleColumns.of(1024);
  }

  private static of(length: number): Record<keyof BaseCandles, Float64Array> {
    const column = () => new Float64Array(length);
    return {
      ts: column(),
      open: column(),
      high: column(),
      low: column(),
      close: column(),
      volume: column(),
      quality: column(),
      bid: column(),
      ask: column(),
    };
  }

  /** Values in the order ts, open, high, low, close, volume, quality, bid, ask. */
  add(
    ts: number,
    open: number,
    high: number,
    low: number,
    close: number,
    volume: number,
    quality: number,
    bid: number,
    ask: number,
  ): void {
    if (this.size === this.columns.ts.length) this.grow();
    const at = this.size;
    const { columns } = this;
    columns.ts[at] = ts;
    columns.open[at] = open;
    columns.high[at] = high;
    columns.low[at] = low;
    columns.close[at] = close;
    columns.volume[at] = volume;
    columns.quality[at] = quality;
    columns.bid[at] = bid;
    columns.ask[at] = ask;
    this.size = at + 1;
  }

  private grow(): void {
    const wider = CandleColumns.of(this.size * 2);
    for (const name of Object.keys(wider) as (keyof BaseCandles)[]) wider[name].set(this.columns[name]);
    this.columns = wider;
  }

  /** The columns, cut to what was added. */
  done(): BaseCandles {
    const cut = { ...this.columns };
    for (const name of Object.keys(cut) as (keyof BaseCandles)[]) cut[name] = cut[name].subarray(0, this.size);
    return cut;
  }

  at(index: number, name: keyof BaseCandles): number {
    return this.columns[name][index] ?? Number.NaN;
  }

  mark(index: number, quality: number): void {
    this.columns.quality[index] = quality;
  }
}
