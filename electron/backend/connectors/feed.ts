import type { FeedConnection, FrameRefusal } from '../../../shared/features/monitoring/contract';

/** One closed minute as a venue's history tells it; `ts` is its open time. */
export interface CandleRow {
  readonly ts: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
}

/**
 * Where a feed delivers. Plain arguments, no object per tick. All times are the exchange's; instruments are the console's ids.
 * Everything is called synchronously, in the order of arrival; a listener must not throw.
 */
export interface FeedSink {
  /** Trades arrive once each (duplicates are dropped by id) but possibly late. */
  onTrade(instrument: string, ts: number, price: number, amount: number, tradeId: number): void;
  /** Best bid and ask; may be crossed, which the receiver flags. */
  onQuote(instrument: string, ts: number, bid: number, ask: number): void;
  /** `change24h` is a fraction (0.01 = 1 %), `volume24h` in units of the base. */
  onTicker(instrument: string, ts: number, last: number, change24h: number, volume24h: number): void;
  /** The venue's own minute bar; `ts` is its open time. */
  onKline(
    instrument: string,
    ts: number,
    open: number,
    high: number,
    low: number,
    close: number,
    volume: number,
    closed: boolean,
  ): void;
  onState(connection: FeedConnection): void;
  /**
   * Trades may be missing for these instruments from `fromExchangeTs` on (null: nothing had been seen yet).
   * Told before the first tick that follows the hole.
   */
  onGapSuspected(instruments: readonly string[], fromExchangeTs: number | null): void;
  /** A frame that was not used; `sample` is its beginning. */
  onRefused(refusal: FrameRefusal, venue: string, detail: string, sample: string): void;
}

/** An instrument as a feed is asked for it. */
export interface FeedInstrument {
  readonly id: string;
  /** The venue's own word for it: `BTCUSDT` on Binance, `BTC/USD` on Kraken. */
  readonly symbol: string;
}

/** What every venue offers. */
export interface MarketFeed {
  readonly venue: string;
  start(): void;
  /** Closes every socket and timer; resolves when the last socket is gone. */
  stop(): Promise<void>;
  connections(): FeedConnection[];
  /** Makes a new connection at once; a live one is replaced without loss. False for an unknown id. */
  reconnect(connectionId: string): boolean;
  /**
   * Closed minutes with from ≤ ts < to, oldest first, from the venue's REST history, as far back as it reaches.
   * Throws `VenueError` when the venue does not answer in spite of retries, or refuses.
   */
  backfill(instrument: string, from: number, to: number): Promise<CandleRow[]>;
  /** The venue's clock, epoch ms, corrected by half the round trip. Throws `VenueError`. */
  serverTime(): Promise<number>;
}

/** The venue could not be asked, or said no. */
export class VenueError extends Error {
  constructor(
    readonly venue: string,
    message: string,
    /** The HTTP status, 0 when there was no answer. */
    readonly status: number,
  ) {
    super(`${venue}: ${message}`);
    this.name = 'VenueError';
  }
}
