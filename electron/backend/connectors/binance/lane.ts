import type { FeedConnection } from '../../../../shared/features/monitoring/contract';
import type { FeedInstrument, FeedSink } from '../feed';
import { Lane } from '../lane';
import type { LaneOptions } from '../laneOptions';
import type { Link } from '../link';
import { BinanceMapper } from './mapper';

export interface BinanceLaneOptions extends Omit<LaneOptions, 'venue'> {
  readonly wsUrl: string;
  readonly instruments: readonly FeedInstrument[];
  readonly sink: FeedSink;
  readonly clockOffsetMs: () => number;
  /** Streams named in the address; the rest is subscribed by message, in batches of as many. */
  readonly streamsInUrl: number;
  readonly ackTimeoutMs: number;
  readonly channels: readonly string[];
}

/** Requests of one link that wait for their acknowledgement: id → deadline. */
type Pending = Map<string, number>;

/** One sharded connection to the combined streams. */
export class BinanceLane {
  readonly #lane: Lane;
  readonly #mapper: BinanceMapper;
  readonly #streams: readonly string[];
  readonly #pending = new WeakMap<Link, Pending>();
  #lastRequest = 0;

  constructor(private readonly options: BinanceLaneOptions) {
    const { instruments, sink, channels } = options;
    this.#streams = instruments.flatMap(({ symbol }) => channels.map((channel) => `${symbol.toLowerCase()}@${channel}`));
    this.#mapper = new BinanceMapper(
      instruments,
      sink,
      {
        acknowledged: (id, link) => this.#acknowledged(id, link),
        refusedRequest: (id, message, link) => this.#refusedRequest(id, message, link),
        shutdown: (link) => this.#lane.retireNow(link),
      },
      options.clockOffsetMs,
      () => this.#lane.overlapping,
    );
    this.#lane = new Lane({ ...options, venue: 'binance' }, this.#protocol());
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

  #protocol() {
    const { sink, wsUrl, streamsInUrl, instruments } = this.options;
    return {
      url: () => `${wsUrl}/stream?streams=${this.#streams.slice(0, streamsInUrl).join('/')}`,
      subscriptions: this.#streams.length,
      opened: (link: Link) => this.#subscribeRest(link),
      message: (data: Buffer, link: Link) => this.#mapper.read(data, link),
      check: (link: Link, now: number) => this.#overdue(link, now),
      state: (connection: FeedConnection) => sink.onState(connection),
      hole: (from: number | null) =>
        sink.onGapSuspected(
          instruments.map(({ id }) => id),
          from,
        ),
      oversized: (reason: string) => sink.onRefused('oversized', 'binance', reason, ''),
    };
  }

  #subscribeRest(link: Link): void {
    const { streamsInUrl, ackTimeoutMs, clock, limits } = this.options;
    const pending: Pending = new Map();
    this.#pending.set(link, pending);
    for (let from = streamsInUrl; from < this.#streams.length; from += streamsInUrl) {
      this.#lastRequest += 1;
      const params = this.#streams.slice(from, from + streamsInUrl);
      link.send(JSON.stringify({ method: 'SUBSCRIBE', params, id: this.#lastRequest }));
      // A request may first have to wait its turn under the venue's limit.
      const turn = (pending.size / limits.sendPerSecond) * 1000;
      pending.set(String(this.#lastRequest), clock.now() + turn + ackTimeoutMs);
    }
  }

  #acknowledged(id: string, link: Link): void {
    if (this.#pending.get(link)?.delete(id)) return;
    this.options.sink.onRefused('malformed', 'binance', 'acknowledgement of nothing asked', id.slice(0, 40));
  }

  #refusedRequest(id: string | null, message: string, link: Link): void {
    if (id !== null) this.#pending.get(link)?.delete(id);
    this.options.sink.onRefused('unknown-symbol', 'binance', `request refused: ${message.slice(0, 120)}`, id ?? '');
  }

  #overdue(link: Link, now: number): string | null {
    for (const deadline of this.#pending.get(link)?.values() ?? []) if (now >= deadline) return 'subscription not acknowledged';
    return null;
  }
}
