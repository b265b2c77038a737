import type { EpochMs } from '../../../../shared/base/time';
import { type Candle, QUALITIES } from '../../../../shared/features/market/candle';
import { tidySum } from '../../../../shared/features/market/sum';
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
    // A row of a file may open off the grid: where it is the bar itself, it keeps its own time.
    const bucket = this.lengthMs === this.baseMs ? minute.ts : this.#bucket(minute.ts);
    const grown = bar(bucket, minute);
    this.#closed = this.#closed?.ts === bucket ? merge(this.#closed, grown) : grown;
    if (this.#lastTradeAt < minute.ts + this.baseMs) this.#open = null;
  }

  /** A trade of a minute that has not closed. */
  trade(ts: EpochMs, price: number, amount: number): void {
    const bucket = this.#bucket(ts);
    this.#lastTradeAt = ts;
    const traded: Candle = {
      ts: bucket,
      open: price,
      high: price,
      low: price,
      close: price,
      volume: amount,
      quality: 'complete',
    };
    this.#open = this.#open?.ts === bucket ? merge(this.#open, traded) : traded;
  }

  /** Open time of the bar that its closed candles make; null before the first. */
  get closedBucket(): number | null {
    return this.#closed?.ts ?? null;
  }

  /** The closed part anew, from all stored candles of its bucket. */
  regrow(stored: readonly Minute[]): void {
    this.#closed = null;
    for (const minute of stored) this.minute(minute);
  }

  /** The bar as it stands; null before anything was seen. */
  current(): Candle | null {
    const [closed, open] = [this.#closed, this.#open];
    if (open === null || closed === null || closed.ts !== open.ts) return open ?? closed;
    return merge(closed, open);
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

/** As the closed bars are made: a quiet part gives a bar that did trade neither open nor extreme. */
function merge(one: Candle, later: Candle): Candle {
  if (later.quality === 'quiet') return one;
  if (one.quality === 'quiet') return { ...later, ts: one.ts };
  return {
    ts: one.ts,
    open: one.open,
    high: Math.max(one.high, later.high),
    low: Math.min(one.low, later.low),
    close: later.close,
    volume: tidySum(one.volume + later.volume),
    quality: WORSE[later.quality] > WORSE[one.quality] ? later.quality : one.quality,
  };
}
