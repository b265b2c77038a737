import { type EpochMs, type Timeframe, timeframeMs } from '../../../../shared/base/time';
import { type Candle, QUALITIES, QUALITY_CODE } from '../../../../shared/features/market/candle';
import type { DataSource, Instrument } from '../../../../shared/features/market/instrument';
import { createSubject, type Subject } from '../../kit/subject';
import type { CandleColumns, Series } from '../../store/series';
import { FormingBar } from './forming';
import { type Minute, toColumns } from './minute';
import { QuoteBoard } from './quotes';

/** Takes stored candles, in order, each once; called after they are stored and before anybody is told of them. */
export type Evaluate = (instrument: string, candles: CandleColumns) => void;

/** A closed or revised base candle, or news of the forming one (`closed` null). */
export interface BarNews {
  readonly instrument: string;
  readonly closed: Minute | null;
  /** It was told of before, or is older than what was. */
  readonly revised?: true;
}

export interface MarketCoreOptions {
  readonly source: DataSource;
  readonly instruments: readonly Instrument[];
  /** Length of the candles that are stored; everything longer is built from them. */
  readonly baseTimeframe: Timeframe;
  readonly series: Series;
  readonly evaluate: Evaluate;
  /** The market's time: the venue's when live, the file's in a replay. */
  readonly now: () => EpochMs;
  readonly isOpen: (instrument: Instrument, at: EpochMs) => boolean;
  readonly onError: (error: unknown) => void;
}

/** Candles delivered at once from history beyond this many are not told one by one: a chart re-reads them. */
const TOLD_ONE_BY_ONE = 120;

/** What every source of candles shares: store, evaluate, then tell; and the latest of everything. */
export class MarketCore {
  readonly quotes: QuoteBoard;
  readonly quoteNews: Subject<string>;
  readonly barNews: Subject<BarNews>;
  readonly #bars = new Map<string, Map<Timeframe, FormingBar>>();
  readonly #suspect = new Map<string, number>();

  constructor(readonly options: MarketCoreOptions) {
    this.quoteNews = createSubject(options.onError);
    this.barNews = createSubject(options.onError);
    this.quotes = new QuoteBoard({ ...options, changed: (id) => this.quoteNews.tell(id) });
  }

  /** Closed candles in order: into the store, through the kernel, and only then to whoever watches. */
  deliver(instrument: string, minutes: readonly Minute[]): void {
    const { series, source, baseTimeframe, evaluate } = this.options;
    const columns = toColumns(minutes);
    series.appendCandles(source, instrument, baseTimeframe, columns);
    evaluate(instrument, columns);
    const suspect = minutes.filter(({ quality }) => quality === QUALITY_CODE.suspect).length;
    if (suspect > 0) this.#suspect.set(instrument, this.suspect(instrument) + suspect);
    const forming = this.#bars.get(instrument);
    for (const minute of minutes) for (const bar of forming?.values() ?? []) bar.minute(minute);
    for (const closed of minutes.slice(-TOLD_ONE_BY_ONE)) this.barNews.tell({ instrument, closed });
  }

  /** Suspect candles delivered since the start and not repaired since. */
  suspect(instrument: string): number {
    return this.#suspect.get(instrument) ?? 0;
  }

  /**
   * Candles that were delivered before, or passed over, and are now known better, in order: stored as revisions, never
   * evaluated again. They keep the quote that was seen at their close, which history does not know.
   */
  revise(instrument: string, minutes: readonly Minute[]): void {
    const [first, last] = [minutes[0], minutes.at(-1)];
    if (first === undefined || last === undefined) return;
    const { series, source, baseTimeframe } = this.options;
    const range = { from: first.ts, to: last.ts + 1 };
    const before = new Map(rowsOf(series.readCandles(source, instrument, baseTimeframe, range)).map((one) => [one.ts, one]));
    const revised = minutes.map((minute) => {
      const { bid, ask } = before.get(minute.ts) ?? minute;
      return { ...minute, bid, ask };
    });
    if (series.appendCandles(source, instrument, baseTimeframe, toColumns(revised)) === 0) return;
    const vouched = revised.filter(({ ts }) => before.get(ts)?.quality === QUALITY_CODE.suspect).length;
    this.#suspect.set(instrument, Math.max(0, this.suspect(instrument) - vouched));
    this.#regrow(instrument, range);
    for (const closed of revised) this.barNews.tell({ instrument, closed, revised: true });
  }

  /** Forming bars are made of closed candles too. */
  #regrow(instrument: string, { from, to }: { readonly from: number; readonly to: number }): void {
    const { series, source, baseTimeframe } = this.options;
    for (const bar of this.#bars.get(instrument)?.values() ?? []) {
      const bucket = bar.closedBucket;
      if (bucket === null || bucket >= to || bucket + bar.lengthMs <= from) continue;
      const columns = series.readCandles(source, instrument, baseTimeframe, { from: bucket, to: bucket + bar.lengthMs });
      bar.regrow(rowsOf(columns));
    }
  }

  /** A trade that has passed every check. */
  trade(instrument: string, ts: number, price: number, amount: number): void {
    const bars = this.#bars.get(instrument);
    if (bars !== undefined) {
      for (const bar of bars.values()) bar.trade(ts, price, amount);
      this.barNews.tell({ instrument, closed: null });
    }
    this.quotes.trade(instrument, ts, price);
  }

  /** The forming bar of a timeframe, begun from what is stored of its bucket; kept up to date from then on. */
  forming(instrument: string, timeframe: Timeframe): FormingBar {
    const bars = this.#bars.get(instrument) ?? new Map<Timeframe, FormingBar>();
    this.#bars.set(instrument, bars);
    const known = bars.get(timeframe);
    if (known !== undefined) return known;
    const bar = new FormingBar(timeframeMs(timeframe), timeframeMs(this.options.baseTimeframe));
    for (const minute of this.#storedOfBucket(instrument, bar.lengthMs)) bar.minute(minute);
    bars.set(timeframe, bar);
    return bar;
  }

  #storedOfBucket(instrument: string, lengthMs: number): Minute[] {
    const { series, source, baseTimeframe } = this.options;
    const last = series.lastTs(source, instrument, baseTimeframe);
    if (last === null) return [];
    const columns = series.readCandles(source, instrument, baseTimeframe, { from: Math.floor(last / lengthMs) * lengthMs });
    return rowsOf(columns);
  }
}

export function rowsOf(columns: CandleColumns): Minute[] {
  return Array.from(columns.ts, (ts, index) => {
    const at = (name: keyof CandleColumns) => columns[name][index] ?? Number.NaN;
    return {
      ts,
      open: at('open'),
      high: at('high'),
      low: at('low'),
      close: at('close'),
      volume: at('volume'),
      quality: at('quality'),
      bid: at('bid'),
      ask: at('ask'),
    };
  });
}

/** A stored candle in the contract's words. */
export function candleOf({ ts, open, high, low, close, volume, quality }: Minute): Candle {
  return { ts, open, high, low, close, volume, quality: QUALITIES[quality] ?? 'suspect' };
}
