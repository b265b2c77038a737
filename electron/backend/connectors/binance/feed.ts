import type { FeedConnection } from '../../../../shared/features/monitoring/contract';
import { httpGet, openSocket } from '../../kit/net';
import { systemRandom } from '../../kit/random';
import type { CandleRow, MarketFeed } from '../feed';
import { SlidingWindow } from '../governor';
import type { LaneTimes } from '../laneOptions';
import { RestClient } from '../rest';
import type { VenueOptions } from '../venueOptions';
import { fetchMinutes, fetchServerTime } from './client';
import { BinanceLane } from './lane';
import { CHANNELS } from './mapper';

export interface BinanceOptions extends VenueOptions {
  readonly streamsPerConnection?: number;
  readonly streamsInUrl?: number;
}

export const BINANCE_TIMES: LaneTimes = {
  // The server pings about every 20 s and a ticker comes every second.
  silentAfterMs: 30_000,
  staleAfterMs: 15_000,
  // A connection is cut at 24 h at the latest.
  lifetimeMs: (23 * 60 + 50) * 60_000,
  lifetimeJitterMs: 5 * 60_000,
  handOverMs: 60_000,
  stableAfterMs: 60_000,
  checkEveryMs: 500,
};

/** Published limits: 1,024 streams a connection, 5 messages/s from us (one is left for pongs), 300 attempts in 5 min, weight 6,000/min. */
const STREAMS_PER_CONNECTION = 1024;
const SENDS_PER_SECOND = 4;
const ATTEMPTS = 300;
const ATTEMPTS_WINDOW_MS = 5 * 60_000;
/** A page of a thousand minutes takes a round trip: three fill a screen of instruments soon and are far from a storm. */
const REQUESTS_AT_ONCE = 3;
const WEIGHT_PER_MINUTE = 5_000;
const MINUTE = 60_000;

/** Live market data and history of Binance spot. */
export class BinanceFeed implements MarketFeed {
  readonly venue = 'binance';
  readonly #lanes: readonly BinanceLane[];
  readonly #rest: RestClient;

  constructor(private readonly options: BinanceOptions) {
    const random = options.random ?? systemRandom;
    const backoff = options.backoff ?? { baseMs: 500, capMs: 30_000 };
    const attempts = new SlidingWindow(ATTEMPTS, ATTEMPTS_WINDOW_MS);
    const perLane = Math.max(1, Math.floor((options.streamsPerConnection ?? STREAMS_PER_CONNECTION) / CHANNELS.length));
    this.#lanes = shards(options.instruments, perLane).map(
      (instruments, index) =>
        new BinanceLane({
          id: `binance-${index + 1}`,
          wsUrl: options.wsUrl,
          instruments,
          sink: options.sink,
          clock: options.clock,
          random,
          clockOffsetMs: options.clockOffsetMs ?? (() => 0),
          open: options.open ?? openSocket,
          limits: {
            maxPayload: options.maxPayload ?? 64 * 1024,
            connectTimeoutMs: 10_000,
            sendPerSecond: SENDS_PER_SECOND,
            closeTimeoutMs: 500,
          },
          times: { ...BINANCE_TIMES, ...options.times },
          backoff,
          attempts,
          streamsInUrl: options.streamsInUrl ?? 200,
          ackTimeoutMs: options.ackTimeoutMs ?? 10_000,
          channels: options.light === true ? ['ticker'] : CHANNELS,
        }),
    );
    this.#rest = new RestClient({
      venue: this.venue,
      baseUrl: options.restUrl,
      clock: options.clock,
      random,
      get: options.get ?? httpGet,
      timeoutMs: 10_000,
      weightPerMinute: WEIGHT_PER_MINUTE,
      atOnce: REQUESTS_AT_ONCE,
      backoff,
      attempts: 6,
    });
  }

  start(): void {
    for (const lane of this.#lanes) lane.start();
  }

  async stop(): Promise<void> {
    this.#rest.stop();
    await Promise.all(this.#lanes.map((lane) => lane.stop()));
  }

  connections(): FeedConnection[] {
    return this.#lanes.map((lane) => lane.describe());
  }

  reconnect(connectionId: string): boolean {
    const lane = this.#lanes.find(({ id }) => id === connectionId);
    lane?.reconnect();
    return lane !== undefined;
  }

  async backfill(instrument: string, from: number, to: number): Promise<CandleRow[]> {
    const known = this.options.instruments.find(({ id }) => id === instrument);
    if (known === undefined) throw new RangeError(`${instrument} is not an instrument of this feed`);
    // The forming minute is a row of the venue's answer too; only its clock says which one that is.
    const forming = Math.floor((await fetchServerTime(this.#rest)) / MINUTE) * MINUTE;
    return fetchMinutes(this.#rest, known.symbol, from, Math.min(to, forming));
  }

  async serverTime(): Promise<number> {
    const asked = this.options.clock.now();
    const told = await fetchServerTime(this.#rest);
    return told + Math.round((this.options.clock.now() - asked) / 2);
  }
}

function shards<T>(items: readonly T[], size: number): T[][] {
  const result: T[][] = [];
  for (let from = 0; from < items.length; from += size) result.push(items.slice(from, from + size));
  return result;
}
