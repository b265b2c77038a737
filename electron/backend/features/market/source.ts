import type { DataSource } from '../../../../shared/features/market/instrument';
import type { FeedConnection, FeedKeyState, FrameRefusal, Health } from '../../../../shared/features/monitoring/contract';
import type { MarketCore } from './core';
import type { History } from './repair';

/** What only the source of the market data knows of its health. */
export type SourceHealth = Omit<Health, 'at' | 'loop' | 'memoryMb'>;

/** Where candles come from: a venue, the simulator behind a venue's wire, or a file. Chosen once at the start. */
export interface MarketSource {
  readonly core: MarketCore;
  readonly source: DataSource;
  /** The market's own time: the venue's, as well as it is known, or the file's. */
  now(): number;
  start(): void;
  /** Resolves once the market's time is known, or has taken too long to be waited for. */
  timeKnown(): Promise<void>;
  stop(): Promise<void>;
  health(): SourceHealth;
  /** False for an unknown connection. */
  reconnect(connection: string): boolean;
  /** The key of the price feed is another one. */
  keyChanged(): void;
  /** After the machine slept: every connection is made anew. */
  resume(): void;
  /** Resolves once an instrument's history is there, or has taken too long to be waited for. */
  ready(instrument: string): Promise<void>;
  /** False while the machine's clock is so far off that nothing may be published. */
  publishing(): boolean;
}

/** A venue as the market needs it; what a connector offers. */
export interface VenueFeed extends History {
  readonly venue: string;
  start(): void;
  stop(): Promise<void>;
  connections(): FeedConnection[];
  reconnect(connection: string): boolean;
  /** Only where the venue wants a key. */
  keyState?(): FeedKeyState;
}

/** What a venue tells, synchronously and in order; times are the exchange's. */
export interface VenueEvents {
  onTrade(instrument: string, ts: number, price: number, amount: number, tradeId: number): void;
  onQuote(instrument: string, ts: number, bid: number, ask: number): void;
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
  onGapSuspected(instruments: readonly string[], fromExchangeTs: number | null): void;
  onRefused(refusal: FrameRefusal, venue: string, detail: string, sample: string): void;
}
