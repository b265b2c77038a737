import type { FeedInstrument, FeedSink, MarketFeed } from '../../../electron/backend/connectors/feed';
import type { LaneTimes } from '../../../electron/backend/connectors/laneOptions';
import type { Clock } from '../../../electron/backend/kit/clock';
import { FeedRecorder } from '../../builders/feedRecorder';
import type { BinanceFake } from '../../fakes/venues/binanceFake';
import type { KrakenFake } from '../../fakes/venues/krakenFake';
import type { TapeTrade } from '../../fakes/venues/tape';
import type { TwelveDataFake } from '../../fakes/venues/twelvedataFake';

export type VenueFake = BinanceFake | KrakenFake | TwelveDataFake;

import { CountingClock } from './countingClock';

export const START = Date.UTC(2026, 2, 11, 15, 0, 0);

/** What a suite asks of a venue's feed. */
export interface FeedSetup {
  readonly wsUrl: string;
  readonly restUrl: string;
  readonly instruments: readonly FeedInstrument[];
  readonly sink: FeedSink;
  readonly clock: Clock;
  readonly random: () => number;
  readonly times: LaneTimes;
  readonly backoff: { readonly baseMs: number; readonly capMs: number };
  readonly maxPayload: number;
  readonly ackTimeoutMs: number;
}

/** A member of the family of connectors. */
export interface VenueUnderTest {
  readonly name: string;
  /** Two symbols in the venue's words; the first stands for `BTCUSDT`, the second for `ETHUSDT`. */
  readonly symbols: readonly [string, string];
  fake(): Promise<VenueFake>;
  /** Its stream has prices without trades: no amounts, no ids, no bars, no 24 h ticker. */
  readonly pricesOnly?: true;
  feed(setup: FeedSetup): MarketFeed;
  /** Minutes of history that the venue gives at most, and the requests it takes to get 1,500 of them or all there are. */
  readonly history: { readonly minutes: number; readonly requests: number };
}

/** Patient limits: a test shortens the one it is about. */
const PATIENT: LaneTimes = {
  silentAfterMs: 10_000,
  staleAfterMs: 10_000,
  lifetimeMs: Number.POSITIVE_INFINITY,
  lifetimeJitterMs: 0,
  handOverMs: 10_000,
  stableAfterMs: 1_000,
  checkEveryMs: 10,
};

/** A feed, its fake venue and everything it told. */
export class Rig {
  readonly recorder = new FeedRecorder();
  readonly clock = new CountingClock();
  readonly feed: MarketFeed;
  #lastId = 0;

  constructor(
    private readonly venue: VenueUnderTest,
    readonly fake: VenueFake,
    changes: Partial<FeedSetup> & { readonly shortened?: Partial<LaneTimes> },
  ) {
    const { shortened, ...setup } = changes;
    this.feed = venue.feed({
      wsUrl: fake.wsUrl,
      restUrl: fake.restUrl,
      instruments: [
        { id: 'BTCUSDT', symbol: venue.symbols[0] },
        { id: 'ETHUSDT', symbol: venue.symbols[1] },
      ],
      sink: this.recorder.sink,
      clock: this.clock,
      random: () => 0.5,
      times: { ...PATIENT, ...shortened },
      backoff: { baseMs: 5, capMs: 40 },
      maxPayload: 20_000,
      ackTimeoutMs: 10_000,
      ...setup,
    });
  }

  static async open(
    venue: VenueUnderTest,
    changes: Partial<FeedSetup> & { readonly shortened?: Partial<LaneTimes> } = {},
  ): Promise<Rig> {
    return new Rig(venue, await venue.fake(), changes);
  }

  /** Starts the feed and waits until its subscriptions are in force. */
  async start(): Promise<void> {
    this.feed.start();
    await this.subscribed(0);
  }

  /** Until the venue has a connection beyond the first `before` attempts that hears trades. */
  async subscribed(before: number): Promise<void> {
    while (this.fake.attempts.length <= before || ![...this.fake.peers].some((peer) => this.#hearsTrades(peer.subscriptions))) {
      await turn();
    }
  }

  #hearsTrades(subscriptions: ReadonlySet<string>): boolean {
    const symbol = this.venue.symbols[1];
    return subscriptions.has(`${symbol.toLowerCase()}@trade`) || subscriptions.has(`ohlc ${symbol}`) || subscriptions.has(symbol);
  }

  /** Trades a second apart that continue the tape, alternating between both instruments. */
  trades(count: number, stepMs = 1000): TapeTrade[] {
    return Array.from({ length: count }, () => {
      this.#lastId += 1;
      const id = this.#lastId;
      const symbol = this.venue.symbols[id % 2 === 1 ? 0 : 1];
      return { symbol, id, ts: START + id * stepMs, price: this.priceOf(id), amount: 0.5 + (id % 3) };
    });
  }

  play(count: number): TapeTrade[] {
    const trades = this.trades(count);
    this.fake.play(trades);
    return trades;
  }

  /** Where a venue numbers nothing, the price says which trade it was. */
  priceOf(id: number): number {
    return this.venue.pricesOnly === true ? 100 + id / 1000 : 100 + (id % 7) * 0.25;
  }

  received(): number[] {
    const idOf = (price: number) => Math.round((price - 100) * 1000);
    return this.recorder.of('trade').map(({ tradeId, price }) => (this.venue.pricesOnly === true ? idOf(price) : tradeId));
  }

  heard(id: number): Promise<void> {
    return this.recorder.until(() => this.received().includes(id));
  }

  state(): string {
    return this.feed.connections()[0]?.state ?? 'none';
  }

  async close(): Promise<void> {
    await this.feed.stop();
    await this.fake.close();
  }
}

/** Lets sockets and timers have a turn: for conditions that only the fake can see. */
export function turn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 2));
}
