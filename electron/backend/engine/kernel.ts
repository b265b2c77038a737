import type { Timeframe } from '../../../shared/base/time';
import { QUALITY_CODE } from '../../../shared/features/market/candle';
import { higherTimeframe } from '../../../shared/features/market/higher';
import type { Instrument } from '../../../shared/features/market/instrument';
import type { Gain } from '../../../shared/features/signals/lifecycle';
import { isWin } from '../../../shared/features/signals/rates';
import type { Outcome, ResultName } from '../../../shared/features/signals/signal';
import { Aggregator } from './aggregator';
import { type OpenSignal, SignalBook } from './book';
import { decide, groupOf } from './decide';
import { featureViews } from './featureColumns';
import type { KernelOptions } from './options';
import type { BaseCandles, EngineSignal, Kernel } from './port';
import { TrackRecord } from './record';
import { HigherLink, IndicatorBank, Scanner } from './scanner';
import { BarSeries, CHUNK } from './series';
import { SnapshotReader, SnapshotWriter } from './snapshot';
import { WINDOW_BARS } from './window';

/** A kernel without history. Throws RangeError for a timeframe that is not a multiple of the base step. */
export function createKernel(options: KernelOptions): Kernel {
  return new MarketKernel(options);
}

interface Feed {
  readonly series: BarSeries;
  readonly aggregator: Aggregator;
  readonly bank: IndicatorBank;
  moved: number;
}

class MarketKernel implements Kernel {
  lastTs = -1;
  private readonly feeds: Feed[];
  private readonly links: { readonly link: HigherLink; readonly own: Feed; readonly higher: Feed }[] = [];
  private readonly scanners: Scanner[] = [];
  private readonly book: SignalBook;
  private readonly record: TrackRecord;
  /** Last close that was not suspect, and the quote of the last candle. */
  private lastClose = Number.NaN;
  private lastBid = Number.NaN;
  private lastAsk = Number.NaN;
  /** Close time of the next bar with a candidate. */
  private nextAt = Number.POSITIVE_INFINITY;

  constructor(private readonly options: KernelOptions) {
    this.record = new TrackRecord(options.sha256);
    this.book = new SignalBook({ result: (...told) => this.result(...told) });
    const keep = Math.max(WINDOW_BARS, options.ruleSet.volumeBars + 1, ...options.strategies.map((one) => one.lookback + 1));
    const wanted = options.timeframes.flatMap((one) => [one, higherTimeframe(one)]).filter((one) => one !== null);
    this.feeds = [...new Set(wanted)].map((timeframe) => this.feed(timeframe, keep));
    for (const timeframe of options.timeframes) this.bind(timeframe);
  }

  get instrument(): Instrument {
    return this.options.instrument;
  }

  get timeframes(): readonly Timeframe[] {
    return this.options.timeframes;
  }

  private feed(timeframe: Timeframe, keep: number): Feed {
    const { baseStep, instrument, ruleSet, chunk } = this.options;
    const series = new BarSeries(timeframe, keep, chunk);
    if (series.lengthMs % baseStep !== 0) throw new RangeError(`${timeframe} is not a multiple of candles of ${baseStep} ms`);
    const silentBars = ruleSet.silentBars;
    const aggregator = new Aggregator(series, { baseStep, sparse: instrument.sparse, silentBars, includeSuspect: false });
    return { series, aggregator, bank: new IndicatorBank(series), moved: 0 };
  }

  private bind(timeframe: Timeframe): void {
    const own = this.feedOf(timeframe);
    const above = higherTimeframe(timeframe);
    const higher = above === null ? null : this.feedOf(above);
    const link = higher === null ? null : new HigherLink(own.series, higher.series);
    if (link !== null && higher !== null) this.links.push({ link, own, higher });
    const features = featureViews(own, higher);
    for (const strategy of this.options.strategies) {
      const values = own.bank.columns(strategy.indicators);
      const view =
        higher === null || link === null
          ? null
          : { bars: higher.series, values: higher.bank.columns(strategy.higherIndicators), last: link.last };
      this.scanners.push(new Scanner(strategy, own.series, values, view, features));
    }
  }

  private feedOf(timeframe: Timeframe): Feed {
    const found = this.feeds.find((feed) => feed.series.timeframe === timeframe);
    if (found === undefined) throw new RangeError(`no feed for ${timeframe}`);
    return found;
  }

  push(candles: BaseCandles, from: number, to: number): void {
    const chunk = this.options.chunk ?? CHUNK;
    for (let start = from; start < to; start += chunk) {
      const end = Math.min(start + chunk, to);
      this.refuseDisorder(candles, start, end);
      this.build(candles, start, end);
      this.settle(candles, start, end);
    }
  }

  private refuseDisorder(candles: BaseCandles, from: number, to: number): void {
    let before = this.lastTs;
    const step = this.options.baseStep;
    for (let index = from; index < to; index += 1) {
      const ts = candles.ts[index] as number;
      if (!(ts >= 0) || (before >= 0 && !(ts >= before + step)))
        throw new RangeError(`candle ${ts} does not come ${step} ms or more after ${before}`);
      before = ts;
    }
  }

  /** Bars, indicators and scans of a chunk: nothing here depends on what was decided. */
  private build(candles: BaseCandles, from: number, to: number): void {
    for (const feed of this.feeds) {
      feed.moved = feed.series.begin(to - from + 1);
      feed.aggregator.push(candles, from, to);
      feed.bank.run();
    }
    for (const { link, own, higher } of this.links) {
      link.shift(own.moved, higher.moved);
      link.link();
    }
    for (const scanner of this.scanners) scanner.scan();
    this.nextAt = this.earliest();
  }

  /** Lifecycle and decisions, strictly in the order of events. */
  private settle(candles: BaseCandles, from: number, to: number): void {
    const step = this.options.baseStep;
    for (let index = from; index < to; index += 1) {
      const ts = candles.ts[index] as number;
      if (this.nextAt <= ts || this.book.nextExpiry <= ts) this.catchUp(ts);
      if (this.book.size > 0) this.book.candle(candles, index, ts + step);
      if (candles.quality[index] !== QUALITY_CODE.suspect) this.lastClose = candles.close[index] as number;
      this.lastBid = candles.bid[index] as number;
      this.lastAsk = candles.ask[index] as number;
      this.lastTs = ts;
      while (this.nextAt <= ts + step) this.decideNext();
    }
  }

  /** What fell due before a candle came: buckets that it closes by being later, and expiries inside the gap. */
  private catchUp(ts: number): void {
    while (this.nextAt <= ts) {
      this.book.expireUntil(this.nextAt, this.lastClose);
      this.decideNext();
    }
    this.book.expireUntil(ts, this.lastClose);
  }

  private earliest(): number {
    let least = Number.POSITIVE_INFINITY;
    for (const scanner of this.scanners) least = Math.min(least, scanner.pendingAt());
    return least;
  }

  /** Decides the candidates of the earliest close, shorter timeframes first, strategies in their fixed order. */
  private decideNext(): void {
    const at = this.nextAt;
    for (const scanner of this.scanners) {
      if (scanner.pendingAt() !== at) continue;
      if (scanner.active === null) this.consider(scanner, at);
      scanner.next();
    }
    this.nextAt = this.earliest();
  }

  private consider(scanner: Scanner, at: number): void {
    const { lastBid: bid, lastAsk: ask, lastClose, lastTs, record, book } = this;
    const lastCloseAt = lastTs + this.options.baseStep;
    const opened = decide(this.options, scanner, at, { bid, ask, lastClose, lastCloseAt, record, book });
    if (opened === null) return;
    scanner.active = opened;
    book.add(opened);
    this.options.listener.signal(opened.signal);
  }

  private result(open: OpenSignal, result: ResultName, at: number, final: boolean, gain: Gain): void {
    const { decision } = open.signal;
    const outcome: Outcome = { id: decision.id, at, result, final, ...gain };
    const decided = result === 'TP1' || result === 'SL' || result === 'EXPIRED';
    if (decided) this.record.add(groupOf(decision), decision.id, at, isWin(result));
    if (final) for (const scanner of this.scanners) if (scanner.active === open) scanner.active = null;
    this.options.listener.outcome(outcome, open.signal);
  }

  release(id: string): void {
    const open = this.book.find(id);
    if (open !== null) open.published = true;
  }

  reject(id: string): void {
    const open = this.book.find(id);
    if (open !== null) open.published = false;
  }

  cancel(id: string): void {
    const open = this.book.find(id);
    if (open !== null) this.book.cancel(open, this.lastTs + this.options.baseStep, this.lastClose);
  }

  open(): readonly EngineSignal[] {
    return this.book.all().map((one) => one.signal);
  }

  snapshot(): Uint8Array {
    const writer = new SnapshotWriter();
    writer.text(this.shape());
    writer.floats(Float64Array.of(this.lastTs, this.lastClose, this.lastBid, this.lastAsk));
    for (const feed of this.feeds) {
      feed.series.save(writer);
      feed.aggregator.save(writer);
      feed.bank.save(writer);
    }
    writer.text(this.record.toJson());
    writer.text(JSON.stringify(this.book.all().map(pack)));
    return writer.bytes();
  }

  /** Throws RangeError when the snapshot was taken by a kernel of another shape (other strategies, timeframes, base step). */
  restore(snapshot: Uint8Array): void {
    const reader = new SnapshotReader(snapshot);
    if (reader.text() !== this.shape()) throw new RangeError('the snapshot belongs to a kernel of another shape');
    const [lastTs, lastClose, lastBid, lastAsk] = reader.floats(4) as unknown as [number, number, number, number];
    Object.assign(this, { lastTs, lastClose, lastBid, lastAsk });
    for (const feed of this.feeds) {
      feed.series.load(reader);
      feed.aggregator.load(reader);
      feed.bank.load(reader);
    }
    for (const { link } of this.links) link.rebuild();
    this.record.fromJson(reader.text());
    this.book.replace((JSON.parse(reader.text()) as PackedSignal[]).map(unpack));
    reader.end();
    this.adopt();
  }

  private adopt(): void {
    for (const scanner of this.scanners) {
      scanner.cursor = scanner.series.size;
      scanner.active =
        this.book
          .all()
          .find(
            ({ signal: { decision } }) => decision.strategy === scanner.key && decision.timeframe === scanner.series.timeframe,
          ) ?? null;
    }
    this.nextAt = Number.POSITIVE_INFINITY;
  }

  /** What a snapshot must fit: a change of any of these needs a fresh start from stored candles. */
  private shape(): string {
    const { instrument, baseStep, source, ruleSet } = this.options;
    const feeds = this.feeds.map(({ series, bank }) => `${series.timeframe}/${series.keep}[${bank.describe()}]`);
    const scanners = this.scanners.map((one) => `${one.key}/${one.series.timeframe}`);
    return JSON.stringify([2, instrument.id, baseStep, source, ruleSet.id, feeds, scanners]);
  }
}

interface PackedSignal extends Omit<OpenSignal, 'position'> {
  readonly position: Omit<OpenSignal['position'], 'half'> & { readonly half: number | null };
}

/** JSON has no NaN: before TP1 the half is null. */
function pack(open: OpenSignal): PackedSignal {
  const { half } = open.position;
  return { ...open, position: { ...open.position, half: Number.isNaN(half) ? null : half } };
}

function unpack(packed: PackedSignal): OpenSignal {
  return { ...packed, position: { ...packed.position, half: packed.position.half ?? Number.NaN } };
}
