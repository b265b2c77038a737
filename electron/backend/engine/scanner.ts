import { QUALITY_CODE } from '../../../shared/features/market/candle';
import type { FeatureViews } from '../../../shared/features/models/features/feature';
import type { Indicator } from '../../../shared/features/signals/indicators/indicator';
import type { Strategy, StrategyInput } from '../../../shared/features/signals/strategies/strategy';
import type { OpenSignal } from './book';
import type { BarSeries } from './series';
import type { SnapshotReader, SnapshotWriter } from './snapshot';

/** The indicators of one series, each computed once however many strategies read it. */
export class IndicatorBank {
  private readonly slots: { indicator: Indicator; state: Float64Array; out: Float64Array[] }[] = [];

  constructor(private readonly series: BarSeries) {}

  /** The output columns of these indicators, in their declared order. */
  columns(indicators: readonly Indicator[]): Float64Array[] {
    return indicators.flatMap((indicator) => this.slot(indicator).out);
  }

  private slot(indicator: Indicator) {
    const found = this.slots.find((slot) => slot.indicator === indicator);
    if (found !== undefined) return found;
    const state = new Float64Array(indicator.stateSize);
    indicator.reset(state, 0);
    const slot = { indicator, state, out: indicator.outputs.map(() => this.series.companion()) };
    this.slots.push(slot);
    return slot;
  }

  /** Runs all of them over the bars that are new in this chunk. */
  run(): void {
    const { series } = this;
    if (series.fresh === series.size) return;
    for (const slot of this.slots) slot.indicator.run(slot.state, 0, series, series.fresh, series.size, slot.out);
  }

  describe(): string {
    return this.slots.map((slot) => `${slot.indicator.name}:${slot.state.length}`).join(',');
  }

  save(writer: SnapshotWriter): void {
    for (const slot of this.slots) writer.floats(slot.state);
  }

  load(reader: SnapshotReader): void {
    for (const slot of this.slots) slot.state.set(reader.floats(slot.state.length));
  }
}

/** One strategy on one timeframe: what it sees, where it said something, and its open signal. */
export class Scanner {
  readonly key: string;
  readonly sides: Int8Array;
  readonly input: StrategyInput;
  /** Index of the next bar with a candidate, or the series' size when there is none left. */
  cursor = 0;
  active: OpenSignal | null = null;

  constructor(
    readonly strategy: Strategy,
    readonly series: BarSeries,
    values: readonly Float64Array[],
    private readonly higher: {
      readonly bars: BarSeries;
      readonly values: readonly Float64Array[];
      readonly last: Int32Array;
    } | null,
    readonly features: FeatureViews,
  ) {
    this.key = `${strategy.name}@${strategy.version}`;
    this.sides = new Int8Array(series.ts.length);
    this.input = { bars: series, values, higher };
  }

  /** Asks the strategy about the new bars; the first `lookback` bars of a series cannot be judged. */
  scan(): void {
    const { series, sides } = this;
    const from = Math.max(series.fresh, this.strategy.lookback);
    sides.fill(0, series.fresh, Math.min(Math.max(from, series.fresh), series.size));
    if (from < series.size) this.strategy.scan(this.input, from, series.size, sides);
    this.cursor = series.fresh - 1;
    this.next();
  }

  /** Moves to the next bar that may have a candidate. */
  next(): void {
    const { sides, series } = this;
    const size = series.size;
    let index = this.cursor + 1;
    while (index < size && (sides[index] === 0 || !this.trusted(index))) index += 1;
    this.cursor = index;
  }

  /** Close time of the bar at the cursor; Infinity when there is none. */
  pendingAt(): number {
    const { series, cursor } = this;
    return cursor < series.size ? (series.ts[cursor] as number) + series.lengthMs : Number.POSITIVE_INFINITY;
  }

  /** Index of the newest higher bar that had closed at the cursor, -1 where there is none. */
  higherIndex(): number {
    return this.higher === null ? -1 : (this.higher.last[this.cursor] as number);
  }

  /** No signal is drawn from a suspect bar, own or higher, nor while an absurd price lies in the strategy's windows. */
  private trusted(index: number): boolean {
    if (isSuspect(this.series, index) || this.series.silence[index] !== 0) return false;
    if (this.higher === null) return true;
    const last = this.higher.last[index] as number;
    return last < 0 || !isSuspect(this.higher.bars, last);
  }
}

function isSuspect(series: BarSeries, index: number): boolean {
  return series.quality[index] === QUALITY_CODE.suspect;
}

/**
 * For every new own bar the index of the newest higher bar that had closed by then (-1 before the first), in a column
 * that is kept beside the own bars.
 */
export class HigherLink {
  readonly last: Int32Array;

  constructor(
    private readonly own: BarSeries,
    private readonly higher: BarSeries,
  ) {
    this.last = new Int32Array(own.ts.length).fill(-1);
  }

  /** After bars moved to the front: `ownMoved`, `higherMoved` places. */
  shift(ownMoved: number, higherMoved: number): void {
    const kept = this.own.fresh;
    if (ownMoved > 0) this.last.copyWithin(0, ownMoved, kept + ownMoved);
    if (higherMoved > 0) for (let i = 0; i < kept; i += 1) this.last[i] = Math.max(-1, (this.last[i] as number) - higherMoved);
  }

  /** Fills the column for the new own bars. */
  link(): void {
    this.linkFrom(this.own.fresh);
  }

  private linkFrom(from: number): void {
    const { own, higher, last } = this;
    let candidate = from > 0 ? (last[from - 1] as number) : -1;
    for (let index = from; index < own.size; index += 1) {
      const closesAt = (own.ts[index] as number) + own.lengthMs;
      while (candidate + 1 < higher.size && (higher.ts[candidate + 1] as number) + higher.lengthMs <= closesAt) candidate += 1;
      last[index] = candidate;
    }
  }

  /** After a restore: the column follows from the bars alone. */
  rebuild(): void {
    this.linkFrom(0);
  }
}
