import type { FeedConnection } from '../../../../shared/features/monitoring/contract';
import { httpGet, openSocket } from '../../kit/net';
import { systemRandom } from '../../kit/random';
import type { CandleRow, MarketFeed } from '../feed';
import { SlidingWindow } from '../governor';
import type { LaneTimes } from '../laneOptions';
import { RestClient } from '../rest';
import type { VenueOptions } from '../venueOptions';
import { fetchMinutes, fetchServerTime, statusFromBody } from './client';
import { KrakenLane } from './lane';
import { CHANNELS } from './mapper';

export interface KrakenOptions extends VenueOptions {
  readonly pingAfterMs?: number;
}

const KRAKEN_TIMES: LaneTimes = {
  // Heartbeats come every second when nothing else does.
  silentAfterMs: 5_000,
  // Heartbeats carry no time, and an illiquid pair may not quote for a while.
  staleAfterMs: 60_000,
  lifetimeMs: Number.POSITIVE_INFINITY,
  lifetimeJitterMs: 0,
  handOverMs: 15_000,
  stableAfterMs: 60_000,
  checkEveryMs: 500,
};

/** About 150 connection attempts in ten minutes and one public REST call a second are tolerated (docs.kraken.com, rate limits). */
const ATTEMPTS = 100;
const ATTEMPTS_WINDOW_MS = 10 * 60_000;
const CALLS_PER_MINUTE = 45;
const SENDS_PER_SECOND = 20;
const MINUTE = 60_000;

/** Live market data and history of Kraken spot, WebSocket v2. */
export class KrakenFeed implements MarketFeed {
  readonly venue = 'kraken';
  readonly #lane: KrakenLane;
  readonly #rest: RestClient;

  constructor(private readonly options: KrakenOptions) {
    const random = options.random ?? systemRandom;
    const backoff = options.backoff ?? { baseMs: 500, capMs: 30_000 };
    this.#lane = new KrakenLane({
      id: 'kraken-1',
      wsUrl: options.wsUrl,
      instruments: options.instruments,
      sink: options.sink,
      clock: options.clock,
      random,
      clockOffsetMs: options.clockOffsetMs ?? (() => 0),
      open: options.open ?? openSocket,
      limits: {
        maxPayload: options.maxPayload ?? 256 * 1024,
        connectTimeoutMs: 10_000,
        sendPerSecond: SENDS_PER_SECOND,
        closeTimeoutMs: 500,
      },
      times: { ...KRAKEN_TIMES, ...options.times },
      backoff,
      attempts: new SlidingWindow(ATTEMPTS, ATTEMPTS_WINDOW_MS),
      ackTimeoutMs: options.ackTimeoutMs ?? 10_000,
      pingAfterMs: options.pingAfterMs ?? 2_500,
      channels: options.light === true ? ['ticker'] : CHANNELS,
    });
    this.#rest = new RestClient({
      venue: this.venue,
      baseUrl: options.restUrl,
      clock: options.clock,
      random,
      get: statusFromBody(options.get ?? httpGet),
      timeoutMs: 10_000,
      weightPerMinute: CALLS_PER_MINUTE,
      backoff,
      attempts: 6,
    });
  }

  start(): void {
    this.#lane.start();
  }

  async stop(): Promise<void> {
    this.#rest.stop();
    await this.#lane.stop();
  }

  connections(): FeedConnection[] {
    return [this.#lane.describe()];
  }

  reconnect(connectionId: string): boolean {
    if (connectionId !== this.#lane.id) return false;
    this.#lane.reconnect();
    return true;
  }

  async backfill(instrument: string, from: number, to: number): Promise<CandleRow[]> {
    const known = this.options.instruments.find(({ id }) => id === instrument);
    if (known === undefined) throw new RangeError(`${instrument} is not an instrument of this feed`);
    const forming = Math.floor((await fetchServerTime(this.#rest)) / MINUTE) * MINUTE;
    return fetchMinutes(this.#rest, known.symbol, from, Math.min(to, forming));
  }

  async serverTime(): Promise<number> {
    const asked = this.options.clock.now();
    const told = await fetchServerTime(this.#rest);
    // The venue tells whole seconds: on average half a second has passed since.
    return told + 500 + Math.round((this.options.clock.now() - asked) / 2);
  }
}
