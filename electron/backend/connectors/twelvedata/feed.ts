import type { FeedConnection, FeedKeyState } from '../../../../shared/features/monitoring/contract';
import type { Timer } from '../../kit/clock';
import { httpGet, openSocket } from '../../kit/net';
import { systemRandom } from '../../kit/random';
import { type CandleRow, type MarketFeed, VenueError } from '../feed';
import { SlidingWindow } from '../governor';
import type { LaneTimes } from '../laneOptions';
import { RestClient } from '../rest';
import type { VenueOptions } from '../venueOptions';
import { fetchMinutes, fetchServerTime, statusFromBody, withKey } from './client';
import { TwelveDataLane } from './lane';

export interface TwelveDataOptions extends VenueOptions {
  /** The operator's key as it is now; null while there is none. */
  readonly key: () => string | null;
  /** Whether any instrument's market is open: outside its hours a silent price is no fault. */
  readonly awake?: () => boolean;
  /** What the plan allows; 8 is the smallest. */
  readonly creditsPerMinute?: number;
  readonly heartbeatEveryMs?: number;
  /** One instrument's own bars are fetched so often, in turn. */
  readonly barsEveryMs?: number;
}

const TIMES: LaneTimes = {
  // A heartbeat is answered at once and asked for every 10 s.
  silentAfterMs: 25_000,
  // Heartbeats carry no time, and a quiet market may not move for a while.
  staleAfterMs: 120_000,
  lifetimeMs: Number.POSITIVE_INFINITY,
  lifetimeJitterMs: 0,
  handOverMs: 30_000,
  stableAfterMs: 60_000,
  checkEveryMs: 500,
};

/** At most three connections a key and 100 messages from us (twelvedata.com/docs, WebSocket overview); attempts are kept few. */
const ATTEMPTS = 30;
const ATTEMPTS_WINDOW_MS = 5 * 60_000;
const SMALLEST_PLAN = 8;
const MINUTE = 60_000;
/** A key that was refused is tried again so often: it may be put right on the venue's side. */
const KEY_AGAIN_MS = 5 * MINUTE;
const UNAUTHORISED = 401;

/** Prices of currencies, metals and indices with a key: a stream of prices without trades, and minutes by REST. */
export class TwelveDataFeed implements MarketFeed {
  readonly venue = 'twelvedata';
  readonly #lane: TwelveDataLane;
  readonly #rest: RestClient;
  #refused: string | null = null;
  #again: Timer | null = null;
  #bars: Timer | null = null;
  #turn = 0;
  readonly #toldUpTo = new Map<string, number>();

  constructor(private readonly options: TwelveDataOptions) {
    const random = options.random ?? systemRandom;
    const backoff = options.backoff ?? { baseMs: 1_000, capMs: 60_000 };
    const key = () => options.key() ?? '';
    this.#lane = new TwelveDataLane({
      id: 'twelvedata-1',
      wsUrl: options.wsUrl,
      key,
      instruments: options.instruments,
      sink: options.sink,
      clock: options.clock,
      random,
      clockOffsetMs: options.clockOffsetMs ?? (() => 0),
      open: options.open ?? openSocket,
      limits: {
        maxPayload: options.maxPayload ?? 64 * 1024,
        connectTimeoutMs: 10_000,
        sendPerSecond: 4,
        closeTimeoutMs: 500,
      },
      times: { ...TIMES, ...options.times },
      backoff,
      attempts: new SlidingWindow(ATTEMPTS, ATTEMPTS_WINDOW_MS),
      ackTimeoutMs: options.ackTimeoutMs ?? 15_000,
      heartbeatEveryMs: options.heartbeatEveryMs ?? 10_000,
      keyRefused: (refused) => this.#keyRefused(refused),
      ...(options.awake === undefined ? {} : { awake: options.awake }),
    });
    this.#rest = new RestClient({
      venue: this.venue,
      baseUrl: options.restUrl,
      clock: options.clock,
      random,
      get: statusFromBody(withKey(options.get ?? httpGet, key), () => options.clock.now()),
      timeoutMs: 10_000,
      weightPerMinute: options.creditsPerMinute ?? SMALLEST_PLAN,
      backoff,
      attempts: 6,
    });
  }

  keyState(): FeedKeyState {
    const key = this.options.key();
    if (key === null || key === '') return 'missing';
    return key === this.#refused ? 'refused' : 'present';
  }

  start(): void {
    this.#bars ??= this.options.clock.setInterval(() => void this.#tellBars(), this.options.barsEveryMs ?? MINUTE);
    if (this.keyState() === 'present') this.#lane.start();
    else this.options.sink.onState(this.#describe());
  }

  async stop(): Promise<void> {
    this.#bars?.cancel();
    this.#again?.cancel();
    this.#rest.stop();
    await this.#lane.stop();
  }

  connections(): FeedConnection[] {
    return [this.#describe()];
  }

  /** Also what a new key needs: it counts from the next connection on. */
  reconnect(connectionId: string): boolean {
    if (connectionId !== this.#lane.id) return false;
    this.#again?.cancel();
    this.#refused = null;
    if (this.keyState() === 'missing') void this.#lane.stop();
    else if (this.#lane.describe().state === 'closed') this.#lane.start();
    else this.#lane.reconnect();
    return true;
  }

  async backfill(instrument: string, from: number, to: number): Promise<CandleRow[]> {
    const known = this.options.instruments.find(({ id }) => id === instrument);
    if (known === undefined) throw new RangeError(`${instrument} is not an instrument of this feed`);
    const forming = Math.floor((await this.#withKey(() => fetchServerTime(this.#rest))) / MINUTE) * MINUTE;
    return this.#withKey(() => fetchMinutes(this.#rest, known.symbol, from, Math.min(to, forming)));
  }

  async serverTime(): Promise<number> {
    const asked = this.options.clock.now();
    const told = await this.#withKey(() => fetchServerTime(this.#rest));
    // The venue tells whole seconds: on average half a second has passed since.
    return told + 500 + Math.round((this.options.clock.now() - asked) / 2);
  }

  #describe(): FeedConnection {
    const connection = this.#lane.describe();
    const key = this.keyState();
    return key === 'present' ? connection : { ...connection, state: 'closed', lastError: `key ${key}` };
  }

  async #withKey<T>(ask: () => Promise<T>): Promise<T> {
    const state = this.keyState();
    if (state !== 'present') throw new VenueError(this.venue, `key ${state}`, UNAUTHORISED);
    const asked = this.options.key() ?? '';
    try {
      return await ask();
    } catch (fault) {
      if (fault instanceof VenueError && fault.status === UNAUTHORISED) this.#keyRefused(asked);
      throw fault;
    }
  }

  /** Nothing is asked with it again for a while; a person may at any time. An answer to an earlier key says nothing of this one. */
  #keyRefused(key: string): void {
    if (key !== this.options.key() || this.keyState() !== 'present') return;
    this.#refused = key;
    void this.#lane.stop();
    this.options.sink.onState(this.#describe());
    this.#again?.cancel();
    this.#again = this.options.clock.setTimeout(() => this.reconnect(this.#lane.id), KEY_AGAIN_MS);
  }

  /** The stream has no bars: those of one instrument at a time are asked for, so that each minute built here is held against one. */
  async #tellBars(): Promise<void> {
    const { instruments, awake, sink, barsEveryMs = MINUTE } = this.options;
    const one = instruments[this.#turn % instruments.length];
    this.#turn += 1;
    if (one === undefined || this.#describe().state !== 'live' || awake?.() === false) return;
    try {
      const newest = this.#lane.describe().lastExchangeAt ?? 0;
      // A bar of a minute that is just over may still be corrected.
      const to = Math.floor(newest / MINUTE) * MINUTE - MINUTE;
      const round = (Math.ceil((instruments.length * barsEveryMs) / MINUTE) + 1) * MINUTE;
      const from = Math.max(this.#toldUpTo.get(one.id) ?? 0, to - round);
      if (from >= to) return;
      const rows = await this.#withKey(() => fetchMinutes(this.#rest, one.symbol, from, to));
      for (const { ts, open, high, low, close, volume } of rows) sink.onKline(one.id, ts, open, high, low, close, volume, true);
      this.#toldUpTo.set(one.id, to);
    } catch (fault) {
      // A check that could not be made is made in the next round.
      if (!(fault instanceof VenueError)) throw fault;
    }
  }
}
