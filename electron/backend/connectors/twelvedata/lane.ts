import type { FeedConnection } from '../../../../shared/features/monitoring/contract';
import type { FeedInstrument, FeedSink } from '../feed';
import { Lane } from '../lane';
import type { LaneOptions, LaneProtocol } from '../laneOptions';
import type { Link } from '../link';
import { TwelveDataMapper } from './mapper';

export interface TwelveDataLaneOptions extends Omit<LaneOptions, 'venue'> {
  readonly wsUrl: string;
  /** As it is at the moment of connecting. */
  readonly key: () => string;
  readonly instruments: readonly FeedInstrument[];
  readonly sink: FeedSink;
  readonly clockOffsetMs: () => number;
  readonly ackTimeoutMs: number;
  readonly heartbeatEveryMs: number;
  /** The venue does not know the key. */
  readonly keyRefused: (key: string) => void;
}

/** What one link still waits for. */
interface Waiting {
  /** Symbol of each subscription → its index. */
  readonly symbols: Map<string, number>;
  readonly deadline: number;
  lastHeartbeatAt: number;
}

const KEY_REFUSED = /\b401\b|api[ _-]?key/i;

/** The one connection to the price stream with its subscriptions. */
export class TwelveDataLane {
  readonly #lane: Lane;
  readonly #mapper: TwelveDataMapper;
  readonly #waiting = new WeakMap<Link, Waiting>();
  #keyUsed = '';

  constructor(private readonly options: TwelveDataLaneOptions) {
    this.#mapper = new TwelveDataMapper(
      options.instruments,
      options.sink,
      {
        subscribed: (success, fails, link) => this.#subscribed(success, fails, link),
        error: (message) => this.#error(message),
      },
      options.clockOffsetMs,
      () => this.#lane.overlapping,
    );
    this.#lane = new Lane({ ...options, venue: 'twelvedata' }, this.#protocol());
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
    const { sink, instruments } = this.options;
    return {
      url: () => this.#url(),
      subscriptions: instruments.length,
      opened: (link) => this.#subscribe(link),
      message: (data, link) => this.#mapper.read(data, link),
      check: (link, now) => this.#check(link, now),
      state: (connection) => this.#state(connection),
      hole: (from) =>
        sink.onGapSuspected(
          instruments.map(({ id }) => id),
          from,
        ),
      oversized: (reason) => sink.onRefused('oversized', 'twelvedata', reason, ''),
    };
  }

  #url(): string {
    const { wsUrl, key } = this.options;
    this.#keyUsed = key();
    return `${wsUrl}/v1/quotes/price?apikey=${encodeURIComponent(this.#keyUsed)}`;
  }

  #subscribe(link: Link): void {
    const { instruments, clock, ackTimeoutMs } = this.options;
    const symbols = new Map(instruments.map(({ symbol }, index) => [symbol, index]));
    const now = clock.now();
    this.#waiting.set(link, { symbols, deadline: now + ackTimeoutMs, lastHeartbeatAt: now });
    link.send(JSON.stringify({ action: 'subscribe', params: { symbols: [...symbols.keys()].join(',') } }));
  }

  #subscribed(success: readonly string[], fails: readonly string[], link: Link): void {
    const { sink } = this.options;
    for (const symbol of success)
      if (!this.#settle(symbol, link)) sink.onRefused('malformed', 'twelvedata', 'acknowledgement of nothing asked', symbol);
    for (const symbol of fails) {
      this.#settle(symbol, link);
      sink.onRefused('unknown-symbol', 'twelvedata', 'subscription refused: not listed, or not in the plan', symbol);
    }
  }

  /** What was answered is not awaited any more: it delivers from then on, or never will. */
  #settle(symbol: string, link: Link): boolean {
    const waiting = this.#waiting.get(link);
    const subscription = waiting?.symbols.get(symbol);
    if (waiting === undefined || subscription === undefined) return false;
    waiting.symbols.delete(symbol);
    link.seen(subscription);
    return true;
  }

  #error(message: string): void {
    this.options.sink.onRefused('unsupported', 'twelvedata', `the venue says: ${message.slice(0, 120)}`, '');
    if (KEY_REFUSED.test(message)) this.options.keyRefused(this.#keyUsed);
  }

  #state(connection: FeedConnection): void {
    this.options.sink.onState(connection);
    if (connection.state === 'waiting' && KEY_REFUSED.test(connection.lastError ?? '')) this.options.keyRefused(this.#keyUsed);
  }

  #check(link: Link, now: number): string | null {
    const waiting = this.#waiting.get(link);
    if (waiting === undefined) return null;
    if (waiting.symbols.size > 0 && now >= waiting.deadline) return 'subscription not acknowledged';
    if (now - waiting.lastHeartbeatAt >= this.options.heartbeatEveryMs) {
      waiting.lastHeartbeatAt = now;
      link.send('{"action":"heartbeat"}');
    }
    return null;
  }
}
