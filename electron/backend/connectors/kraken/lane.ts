import type { FeedConnection } from '../../../../shared/features/monitoring/contract';
import type { FeedInstrument, FeedSink } from '../feed';
import { Lane } from '../lane';
import type { LaneOptions, LaneProtocol } from '../laneOptions';
import type { Link } from '../link';
import { type CHANNELS, KrakenMapper } from './mapper';

export interface KrakenLaneOptions extends Omit<LaneOptions, 'venue'> {
  readonly wsUrl: string;
  readonly instruments: readonly FeedInstrument[];
  readonly sink: FeedSink;
  readonly clockOffsetMs: () => number;
  readonly ackTimeoutMs: number;
  /** Quiet for this long: ask for a pong. */
  readonly pingAfterMs: number;
  /** What is subscribed of each instrument. */
  readonly channels: readonly (typeof CHANNELS)[number][];
}

/** What one link still waits for. */
interface Waiting {
  /** `channel symbol` of each subscription → its index. */
  readonly acks: Map<string, number>;
  readonly deadline: number;
  lastPingAt: number;
}

/** One connection to the v2 API with its subscriptions. */
export class KrakenLane {
  readonly #lane: Lane;
  readonly #mapper: KrakenMapper;
  readonly #waiting = new WeakMap<Link, Waiting>();
  #lastRequest = 0;

  constructor(private readonly options: KrakenLaneOptions) {
    this.#mapper = new KrakenMapper(
      options.instruments,
      options.sink,
      {
        acknowledged: (channel, symbol, link) => this.#acknowledged(channel, symbol, link),
        refusedRequest: (symbol, message, link) => this.#refusedRequest(symbol, message, link),
        status: (system) => this.#status(system),
      },
      options.clockOffsetMs,
      () => this.#lane.overlapping,
    );
    this.#lane = new Lane({ ...options, venue: 'kraken' }, this.#protocol());
  }

  get id(): string {
    return this.options.id;
  }

  start(): void {
    this.#lane.start();
  }

  stop(): Promise<void> {
    return this.#lane.stop();
  }

  reconnect(): void {
    this.#lane.reconnect();
  }

  describe(): FeedConnection {
    return this.#lane.describe();
  }

  #protocol(): LaneProtocol {
    const { sink, wsUrl, instruments, channels } = this.options;
    return {
      url: () => `${wsUrl}/v2`,
      subscriptions: instruments.length * channels.length,
      opened: (link) => this.#subscribe(link),
      message: (data, link) => this.#mapper.read(data, link),
      check: (link, now) => this.#check(link, now),
      state: (connection) => sink.onState(connection),
      hole: (from) =>
        sink.onGapSuspected(
          instruments.map(({ id }) => id),
          from,
        ),
      oversized: (reason) => sink.onRefused('oversized', 'kraken', reason, ''),
    };
  }

  #subscribe(link: Link): void {
    const { instruments, clock, ackTimeoutMs, limits, channels } = this.options;
    const symbols = instruments.map(({ symbol }) => symbol);
    const acks = new Map(
      channels.flatMap((channel, row) => symbols.map((symbol, at) => [`${channel} ${symbol}`, row * symbols.length + at])),
    );
    // The requests leave one after the other under the limit.
    const turns = (channels.length * 1000) / limits.sendPerSecond;
    this.#waiting.set(link, { acks, deadline: clock.now() + turns + ackTimeoutMs, lastPingAt: 0 });
    const parameters = {
      trade: { snapshot: false },
      ticker: { event_trigger: 'bbo', snapshot: true },
      ohlc: { interval: 1, snapshot: false },
    };
    for (const channel of channels) this.#ask(link, 'subscribe', { channel, symbol: symbols, ...parameters[channel] });
  }

  #ask(link: Link, method: string, params?: object): void {
    this.#lastRequest += 1;
    link.send(JSON.stringify({ method, params, req_id: this.#lastRequest }));
  }

  /** An acknowledged subscription delivers from then on, also while its market is quiet. */
  #acknowledged(channel: string, symbol: string, link: Link): void {
    const waiting = this.#waiting.get(link);
    const key = `${channel} ${symbol}`;
    const subscription = waiting?.acks.get(key);
    if (waiting === undefined || subscription === undefined) {
      this.options.sink.onRefused('malformed', 'kraken', 'acknowledgement of nothing asked', key.slice(0, 60));
      return;
    }
    waiting.acks.delete(key);
    link.seen(subscription);
  }

  #refusedRequest(symbol: string | null, message: string, link: Link): void {
    const waiting = this.#waiting.get(link);
    if (symbol !== null && waiting !== undefined)
      for (const channel of this.options.channels) this.#giveUp(waiting, `${channel} ${symbol}`, link);
    this.options.sink.onRefused('unknown-symbol', 'kraken', `request refused: ${message.slice(0, 120)}`, symbol ?? '');
  }

  /** What the venue refused is not awaited any more. */
  #giveUp(waiting: Waiting, key: string, link: Link): void {
    const subscription = waiting.acks.get(key);
    waiting.acks.delete(key);
    if (subscription !== undefined) link.seen(subscription);
  }

  #status(system: string): void {
    if (system !== 'online') this.options.sink.onRefused('unsupported', 'kraken', `venue status ${system.slice(0, 40)}`, '');
  }

  #check(link: Link, now: number): string | null {
    const waiting = this.#waiting.get(link);
    if (waiting === undefined) return null;
    if (waiting.acks.size > 0 && now >= waiting.deadline) return 'subscription not acknowledged';
    const quietSince = Math.max(link.lastArrivalAt ?? link.openedAt ?? now, waiting.lastPingAt);
    if (now - quietSince >= this.options.pingAfterMs) {
      waiting.lastPingAt = now;
      this.#ask(link, 'ping');
    }
    return null;
  }
}
