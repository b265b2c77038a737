import type { Timeframe } from '../../../shared/base/time';
import { timeframeMs } from '../../../shared/base/time';
import type { BarColumns } from '../../../shared/features/signals/indicators/indicator';
import type { SnapshotReader, SnapshotWriter } from './snapshot';

/** Base candles handled in one go, where thousands come at once. */
export const CHUNK = 1024;

/**
 * Closed bars of one timeframe in fixed columns: the last `keep` of them and `room` for one chunk more. When the room is
 * used up the kept bars move to the front, so nothing is ever allocated while candles flow.
 */
export class BarSeries implements BarColumns {
  readonly lengthMs: number;
  readonly ts: Float64Array;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly volume: Float64Array;
  readonly quality: Float64Array;
  /** Bars still to be silent because of an absurd price, this one included. */
  readonly silence: Float64Array;
  /** Columns that move with the bars: indicator outputs and the like. */
  readonly companions: Float64Array[] = [];
  size = 0;
  /** Index of the first bar that was closed by the chunk at hand. */
  fresh = 0;
  private readonly own: readonly Float64Array[];

  constructor(
    readonly timeframe: Timeframe,
    readonly keep: number,
    room = CHUNK,
  ) {
    const column = () => new Float64Array(keep + room + 1);
    this.lengthMs = timeframeMs(timeframe);
    this.ts = column();
    this.open = column();
    this.high = column();
    this.low = column();
    this.close = column();
    this.volume = column();
    this.quality = column();
    this.silence = column();
    this.own = [this.ts, this.open, this.high, this.low, this.close, this.volume, this.quality, this.silence];
  }

  /** A new column that moves with the bars. */
  companion(): Float64Array {
    const column = new Float64Array(this.ts.length).fill(Number.NaN);
    this.companions.push(column);
    return column;
  }

  /** Makes room for `bars` more and marks where they begin. Returns how far the kept bars moved to the front. */
  begin(bars: number): number {
    let moved = 0;
    if (this.size + bars > this.ts.length) {
      moved = this.size - this.keep;
      for (const column of this.own) column.copyWithin(0, moved, this.size);
      for (const column of this.companions) column.copyWithin(0, moved, this.size);
      this.size = this.keep;
    }
    this.fresh = this.size;
    return moved;
  }

  save(writer: SnapshotWriter): void {
    const from = Math.max(0, this.size - this.keep);
    writer.number(this.size - from);
    for (const column of this.own) writer.floats(column.subarray(from, this.size));
    for (const column of this.companions) writer.floats(column.subarray(from, this.size));
  }

  load(reader: SnapshotReader): void {
    this.size = reader.number();
    this.fresh = this.size;
    for (const column of this.own) column.set(reader.floats(this.size));
    for (const column of this.companions) column.set(reader.floats(this.size));
  }
}
