import { DAY, MINUTE } from '../../../../shared/base/time';
import type { FeedConnection, FrameRefusal } from '../../../../shared/features/monitoring/contract';
import type { Clock, Timer } from '../../kit/clock';
import type { Ids } from '../../kit/ids';
import type { Log } from '../../kit/log';
import { MarketCore, type MarketCoreOptions } from './core';
import { LineWatch } from './lineWatch';
import { LiveMarket } from './live';
import { instrumentFeeds, liveState } from './liveHealth';
import { RefusedFrames } from './refusals';
import { Repair } from './repair';
import type { MarketSource, SourceHealth, VenueEvents, VenueFeed } from './source';
import { TickBuffer } from './ticks';
import { VenueClock } from './venueClock';

/** Something an operator should hear of, once each time it begins. */
export type FeedNews = 'feed.offline' | 'feed.back' | 'clock.offset' | 'disk.full' | 'feed.divergence';

export interface LiveSourceOptions extends Omit<MarketCoreOptions, 'now' | 'baseTimeframe'> {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  /** Makes the feed that tells its events to this sink. */
  readonly connect: (events: VenueEvents, clockOffsetMs: () => number) => VenueFeed;
  readonly announce: (news: FeedNews, values: Readonly<Record<string, string | number>>) => void;
  /** The operator's instruments, whose history is fetched first. */
  readonly watchlist?: () => readonly string[];
  /** Minutes of history fetched for an instrument that has none. */
  readonly historyMinutes?: number;
  /** Waits between attempts to fetch history. */
  readonly repairWaits?: readonly number[];
}

/** Ten days: two hundred bars of an hour and a month of quarters, for the charts and for the slowest indicator. */
const HISTORY_MINUTES = 14_400;
const FLUSH_EVERY = 1_000;
const EXPIRE_EVERY = 3_600_000;
const TICKS_KEPT = 2 * DAY;
/** Binance tells a ticker every second; Kraken's heartbeats carry no time, so its few trades and quotes have to do. */
const SILENCE: Readonly<Record<string, number>> = { kraken: 30_000, twelvedata: 120_000 };
/** Prices without trades, and no word outside the hours of a market: there its REST tells how late it is. */
const PRICES_ONLY = 'twelvedata';
/** Prices on their way when the venue told its time, ms. */
const ON_THE_WAY = 2_000;
/** A chart waits this long for history that is being fetched. */
const WAIT_FOR_HISTORY = 2_500;
/** After a start without a word from the venue charts show what is stored. */
const WAIT_FOR_VENUE = 3_000;

/** A live venue, or the simulator on a venue's wire. */
export class LiveSource implements MarketSource {
  readonly core: MarketCore;
  readonly source;
  readonly #live: LiveMarket;
  readonly #repair: Repair;
  readonly #feed: VenueFeed;
  readonly #clock: VenueClock;
  readonly #refused: RefusedFrames;
  readonly #ticks: TickBuffer;
  readonly #timers: Timer[] = [];
  readonly #line: LineWatch;
  #silent = false;
  #startedAt = 0;

  constructor(private readonly options: LiveSourceOptions) {
    const { clock, log, source } = options;
    this.source = source;
    this.#refused = new RefusedFrames(() => clock.now());
    this.#line = new LineWatch(clock, (back) =>
      options.announce(back ? 'feed.back' : 'feed.offline', { venue: this.#feed.venue }),
    );
    this.core = new MarketCore({ ...options, baseTimeframe: '1m', now: () => this.now() });
    this.#feed = options.connect(this.#events(), () => this.#clock.offset ?? 0);
    this.#clock = new VenueClock({
      clock,
      log,
      serverTime: () => this.#feed.serverTime(),
      crossed: (offset) => options.announce('clock.offset', { offset: `${(offset / 1000).toFixed(1)} s` }),
      told: (at) => this.#timeTold(at),
    });
    const ids = options.instruments.map(({ id }) => id);
    this.#ticks = new TickBuffer(source, ids, options.series);
    options.series.onDiskFull((count) => this.#ticksDropped(count));
    this.#live = new LiveMarket({
      core: this.core,
      clock,
      ids: options.ids,
      ticks: this.#ticks,
      historyFrom: Math.floor(clock.now() / MINUTE) * MINUTE - (options.historyMinutes ?? HISTORY_MINUTES) * MINUTE,
      silenceMs: SILENCE[source] ?? 10_000,
      pricesOnly: source === PRICES_ONLY,
      refused: (refusal, detail, sample) => this.#refuse(refusal, detail, sample),
      wanted: () => this.#repair.wake(),
      owed: (gap) => this.#repair.owe(gap),
    });
    const { repairWaits } = options;
    const waits = repairWaits === undefined ? {} : { waits: repairWaits, owedWaits: repairWaits };
    // The simulator makes its history on this machine: there one instrument after the other shows the first one soonest.
    const atOnce = source === 'simulation' ? 1 : 3;
    this.#repair = new Repair({
      atOnce,
      order: options.watchlist ?? (() => []),
      core: this.core,
      live: this.#live,
      history: this.#feed,
      clock,
      log,
      ...waits,
    });
  }

  now(): number {
    return this.#clock.now();
  }

  /** Else the last minute of a session would stay open until the next one. */
  #timeTold(at: number): void {
    const quiet = this.source === PRICES_ONLY && this.#live.connected && this.#live.watermark > 0;
    if (quiet) this.#live.event(at - ON_THE_WAY);
  }

  start(): void {
    const { clock, series, instruments } = this.options;
    // Whatever lies between the last run, or the history wanted, and the first event is fetched like any other hole.
    this.#live.hole(
      instruments.map(({ id }) => id),
      null,
      'restart',
    );
    this.#startedAt = clock.now();
    this.#feed.start();
    this.#clock.start();
    this.#timers.push(clock.setInterval(() => this.#ticks.flush(), FLUSH_EVERY));
    this.#timers.push(clock.setInterval(() => series.expireTicks(clock.now() - TICKS_KEPT), EXPIRE_EVERY));
  }

  timeKnown(): Promise<void> {
    return this.#clock.known();
  }

  async stop(): Promise<void> {
    for (const timer of this.#timers) timer.cancel();
    this.#line.stop();
    this.#clock.stop();
    this.#repair.stop();
    await this.#feed.stop();
    this.#live.finish();
    this.#ticks.flush();
  }

  #events(): VenueEvents {
    const { core } = this;
    return {
      onTrade: (instrument, ts, price, amount, tradeId) => this.#live.trade(instrument, ts, price, amount, tradeId),
      onQuote: (instrument, ts, bid, ask) => {
        this.#live.event(ts);
        if (ask < bid) this.#refuse('crossed', `${instrument} ${bid}/${ask}`, JSON.stringify({ instrument, ts, bid, ask }));
        core.quotes.quote(instrument, ts, bid, ask);
      },
      onTicker: (instrument, ts, last, change24h, volume24h) => {
        this.#live.event(ts);
        core.quotes.ticker(instrument, ts, last, change24h, volume24h);
      },
      // A bar is told by its open time, which says nothing new of the venue's clock; minutes are built from trades.
      onKline: (instrument, ts, open, high, low, close, volume, closed) => {
        if (closed) this.#live.bar(instrument, { ts, open, high, low, close, volume });
      },
      onState: (connection) => this.#state(connection),
      onGapSuspected: (instruments, from) => {
        this.#live.hole(instruments, from, from === null ? 'restart' : this.#silent ? 'silence' : 'reconnect');
        this.#silent = false;
      },
      onRefused: (refusal, venue, detail, sample) => this.#refused.add(refusal, venue, detail, sample),
    };
  }

  #refuse(refusal: FrameRefusal, detail: string, sample: string): void {
    this.#refused.add(refusal, this.#feed.venue, detail, sample);
  }

  #state(connection: FeedConnection): void {
    if (connection.state === 'stale') this.#silent = true;
    const states = this.#feed.connections().map(({ state }) => state);
    const live = states.every((state) => state === 'live');
    const isBack = live && !this.#live.connected;
    this.#live.connected = live;
    this.#line.is(states.includes('live'));
    if (isBack) this.#repair.venueIsBack();
  }

  #ticksDropped(count: number): void {
    this.options.log.error('the disk is full: ticks were given up', { count });
    this.options.announce('disk.full', { count });
  }

  reconnect(connection: string): boolean {
    return this.#feed.reconnect(connection);
  }

  keyChanged(): void {
    if (this.#feed.keyState === undefined) return;
    for (const { id } of this.#feed.connections()) this.#feed.reconnect(id);
    void this.#clock.measure();
  }

  resume(): void {
    for (const { id } of this.#feed.connections()) this.#feed.reconnect(id);
    void this.#clock.measure();
  }

  publishing(): boolean {
    return this.#clock.publishing();
  }

  ready(instrument: string): Promise<void> {
    this.#repair.prefer(instrument);
    this.#repair.wake();
    const { clock } = this.options;
    const giveUpAt = clock.now() + WAIT_FOR_HISTORY;
    const sequence = this.#live.channels.get(instrument)?.sequence;
    // History is there when nothing is fetched or stored any more but the minute that forms.
    const waiting = () => {
      if (this.#live.watermark < 0) return clock.now() < this.#startedAt + WAIT_FOR_VENUE;
      const hole = sequence?.hole ?? null;
      const past = Math.floor(this.#live.watermark / MINUTE) * MINUTE;
      return (hole !== null && hole.from < past) || this.#live.isDelivering(instrument);
    };
    return new Promise((done) => {
      const look = () => {
        if (!waiting() || clock.now() >= giveUpAt) done();
        else clock.setTimeout(look, 25);
      };
      look();
    });
  }

  health(): SourceHealth {
    const connections = this.#feed.connections();
    const instruments = instrumentFeeds(this.core, this.now());
    const simulated = this.source === 'simulation';
    return {
      source: this.source,
      state: liveState(connections, instruments, simulated),
      clockOffsetMs: this.#clock.offset,
      publication: simulated ? 'simulation' : this.publishing() ? 'open' : 'stopped-clock',
      connections,
      instruments,
      refused: this.#refused.counts(),
      samples: this.#refused.samples(),
      ...(this.#feed.keyState === undefined ? {} : { key: this.#feed.keyState() }),
    };
  }
}
