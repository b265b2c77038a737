import type { EpochMs } from '../../../../shared/base/time';
import { type Candle, QUALITIES } from '../../../../shared/features/market/candle';
import type { Minute } from './minute';

/** A bar that still grows, for a chart: closed minutes of its bucket and the trades since. */
export class FormingBar {
  #closed: Candle | null = null;
  #open: Candle | null = null;
  #lastTradeAt = -1;

  /** @param baseMs length of the closed candles it is made of. */
  constructor(
    readonly lengthMs: number,
    private readonly baseMs: number,
  ) {}

  /** A closed candle of the base length. */
  minute(minute: Minute): void {
    const bucket = this.#bucket(minute.ts);
    if (this.#closed === null || this.#closed.ts !== bucket) this.#closed = bar(bucket, minute);
    else this.#closed = merge(this.#closed, minute.high, minute.low, minute.close, minute.volume, qualityOf(minute));
    if (this.#lastTradeAt < minute.ts + this.baseMs) this.#open = null;
  }

  /** A trade of a minute that has not closed. */
  trade(ts: EpochMs, price: number, amount: number): void {
    const bucket = this.#bucket(ts);
    this.#lastTradeAt = ts;
    const base = this.#open?.ts === bucket ? this.#open : null;
    if (base === null)
      this.#open = { ts: bucket, open: price, high: price, low: price, close: price, volume: amount, quality: 'complete' };
    else {
      this.#open = merge(base, price, price, price, amount, base.quality);
    }
  }

  /** The bar as it stands; null before anything was seen. */
  current(): Candle | null {
    const [closed, open] = [this.#closed, this.#open];
    if (open === null || closed === null || closed.ts !== open.ts) return open ?? closed;
    return merge(closed, open.high, open.low, open.close, open.volume, closed.quality);
  }

  #bucket(ts: number): number {
    return Math.floor(ts / this.lengthMs) * this.lengthMs;
  }
}

function qualityOf(minute: Minute): Candle['quality'] {
  return QUALITIES[minute.quality] ?? 'suspect';
}

function bar(ts: number, minute: Minute): Candle {
  const { open, high, low, close, volume } = minute;
  return { ts, open, high, low, close, volume, quality: qualityOf(minute) };
}

const WORSE: Readonly<Record<Candle['quality'], number>> = { quiet: 0, complete: 1, repaired: 2, suspect: 3 };

function merge(one: Candle, high: number, low: number, close: number, volume: number, quality: Candle['quality']): Candle {
  return {
    ts: one.ts,
    open: one.open,
    high: Math.max(one.high, high),
    low: Math.min(one.low, low),
    close,
    volume: one.volume + volume,
    quality: WORSE[quality] > WORSE[one.quality] ? quality : one.quality,
  };
}
