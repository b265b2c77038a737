import { QUALITY_CODE } from '../../../shared/features/market/candle';
import { tidySum } from '../../../shared/features/market/sum';

/** Told of every closed candle in order; `quality` is a `QUALITY_CODE`. */
export type CandleSink = (
  ts: number,
  open: number,
  high: number,
  low: number,
  close: number,
  volume: number,
  quality: number,
) => void;

export type TradeFate = 'accepted' | 'duplicate' | 'too-late';

/**
 * Candles of one length from a continuous feed of trades. A bucket closes when a later trade or the clock says so; a late
 * trade still folds in by its own time while its bucket is open. Buckets without a trade between two others are told as
 * quiet: the price stands still, volume 0.
 */
export class CandleBuilder {
  /** Trades for a bucket that had been closed, and trades seen twice. */
  tooLate = 0;
  duplicates = 0;
  private bucket = -1;
  private trades = 0;
  private firstTs = 0;
  private lastTs = 0;
  private open = 0;
  private high = 0;
  private low = 0;
  private close = 0;
  private volume = 0;
  /** What the plain sum of volumes has lost, after Neumaier. */
  private lost = 0;
  private ids = new Set<string | number>();
  private idsBefore = new Set<string | number>();

  /** @param step length of a candle in ms. */
  constructor(
    private readonly step: number,
    private readonly sink: CandleSink,
  ) {}

  /** Folds in one trade. `id` null where the venue gives none: then nothing can be told to be a duplicate. */
  push(ts: number, price: number, amount: number, id: string | number | null): TradeFate {
    if (id !== null && (this.ids.has(id) || this.idsBefore.has(id))) {
      this.duplicates += 1;
      return 'duplicate';
    }
    const bucket = Math.floor(ts / this.step) * this.step;
    if (bucket < this.bucket) {
      this.tooLate += 1;
      return 'too-late';
    }
    this.closeUpTo(bucket);
    if (this.bucket < 0) this.bucket = bucket;
    if (id !== null) this.ids.add(id);
    this.fold(ts, price, amount);
    return 'accepted';
  }

  /** Closes every bucket that ends at or before `at`. Before the first trade there is nothing to close. */
  closeUpTo(at: number): void {
    while (this.bucket >= 0 && this.bucket + this.step <= at) this.closeBucket();
  }

  /** Closes the open bucket although more could come: the end of a tape. */
  finish(): void {
    if (this.trades > 0) this.closeBucket();
  }

  private fold(ts: number, price: number, amount: number): void {
    const first = this.trades === 0;
    if (first || ts < this.firstTs) {
      this.firstTs = ts;
      this.open = price;
    }
    if (first || ts >= this.lastTs) {
      this.lastTs = ts;
      this.close = price;
    }
    this.high = first ? price : Math.max(this.high, price);
    this.low = first ? price : Math.min(this.low, price);
    const sum = this.volume + amount;
    this.lost += this.volume >= amount ? this.volume - sum + amount : amount - sum + this.volume;
    this.volume = sum;
    this.trades += 1;
  }

  private closeBucket(): void {
    const { close } = this;
    if (this.trades > 0) {
      const volume = tidySum(this.volume + this.lost);
      this.sink(this.bucket, this.open, this.high, this.low, close, volume, QUALITY_CODE.complete);
    } else this.sink(this.bucket, close, close, close, close, 0, QUALITY_CODE.quiet);
    this.bucket += this.step;
    this.trades = 0;
    this.volume = 0;
    this.lost = 0;
    const emptied = this.idsBefore;
    emptied.clear();
    this.idsBefore = this.ids;
    this.ids = emptied;
  }
}
