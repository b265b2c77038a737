import type { Clock, Timer } from '../kit/clock';
import type { OpenSocket, Socket, SocketLimits } from '../kit/net';

export interface LinkLimits extends SocketLimits {
  /** Messages we may send per second; the venue cuts off whoever sends more. */
  readonly sendPerSecond: number;
  /** How long a goodbye may take before the line is cut, ms. */
  readonly closeTimeoutMs: number;
}

export interface LinkEvents {
  opened(link: Link): void;
  message(data: Buffer, link: Link): void;
  lost(link: Link, code: number, reason: string): void;
}

/** One sample between two observations: at the usual two observations a second, a minute's worth. */
const LATENCY_SAMPLES = 120;

/** No clock of a venue moves on by more at once; one frame that says so must not close every candle of a day. */
const LARGEST_JUMP_MS = 24 * 60 * 60_000;

/**
 * One socket to a venue with what is known of its health. The clock is not asked for each of thousands of messages a second:
 * arrivals and advances are noticed when the lane looks, `observe`, and are as fine as that.
 */
export class Link {
  readonly bornAt: number;
  openedAt: number | null = null;
  messages = 0;
  lastArrivalAt: number | null = null;
  /** The newest exchange time seen; it never goes back. */
  lastExchangeAt = Number.NEGATIVE_INFINITY;
  /** How often the exchange time has moved on. */
  advances = 0;
  /** Frames in a row whose time was a day and more ahead. */
  jumps = 0;
  /** When, by our clock, the exchange time last moved on. */
  #lastAdvanceAt: number | null = null;
  readonly #awaited: Uint8Array;
  #awaitedCount: number;
  readonly #latency = new Float64Array(LATENCY_SAMPLES);
  #latencyCount = 0;
  #latencyDue = true;
  #pings = 0;
  #observed = { signs: 0, exchangeAt: Number.NEGATIVE_INFINITY };
  readonly #queue: string[] = [];
  /** Messages leave evenly: a burst at the edge of the venue's second would count double there. */
  #nextSendAt = Number.NEGATIVE_INFINITY;
  #drain: Timer | null = null;
  #socket: Socket | null;
  #over = false;
  #gone: () => void = () => undefined;
  readonly #goneOnce = new Promise<void>((resolve) => {
    this.#gone = resolve;
  });

  constructor(
    private readonly clock: Clock,
    open: OpenSocket,
    url: string,
    private readonly limits: LinkLimits,
    private readonly events: LinkEvents,
    /** Number of subscriptions of which a first frame is awaited. */
    subscriptions: number,
  ) {
    this.bornAt = clock.now();
    this.#awaited = new Uint8Array(subscriptions).fill(1);
    this.#awaitedCount = subscriptions;
    this.#socket = open(url, limits, {
      open: () => this.#onOpen(),
      message: (data) => this.#onMessage(data),
      ping: () => {
        this.#pings += 1;
      },
      close: (code, reason) => this.#onClose(code, reason),
    });
  }

  /** Every subscription has shown a frame. */
  get complete(): boolean {
    return this.#awaitedCount === 0;
  }

  /** Notes the first frame of a subscription, by its index. */
  seen(subscription: number): void {
    if (this.#awaitedCount === 0 || this.#awaited[subscription] !== 1) return;
    this.#awaited[subscription] = 0;
    this.#awaitedCount -= 1;
  }

  /**
   * Notes the exchange time of a frame; false when it cannot be true and the frame must not be used.
   * `offsetMs` is our clock minus the venue's.
   */
  exchangeTime(at: number, offsetMs: number): boolean {
    if (at <= this.lastExchangeAt) return true;
    if (at - this.lastExchangeAt > LARGEST_JUMP_MS && this.advances > 0) {
      this.jumps += 1;
      return false;
    }
    this.lastExchangeAt = at;
    this.advances += 1;
    this.jumps = 0;
    if (this.#latencyDue) this.#sampleLatency(at, offsetMs);
    return true;
  }

  #sampleLatency(at: number, offsetMs: number): void {
    this.#latencyDue = false;
    this.#latency[this.#latencyCount % LATENCY_SAMPLES] = this.clock.now() - offsetMs - at;
    this.#latencyCount += 1;
  }

  /** Notices at `now` what has arrived, and how far the exchange's clock has come, since the last look. */
  observe(now: number): void {
    const signs = this.messages + this.#pings;
    if (signs > this.#observed.signs) this.lastArrivalAt = now;
    if (this.lastExchangeAt > this.#observed.exchangeAt) this.#lastAdvanceAt = now;
    this.#observed = { signs, exchangeAt: this.lastExchangeAt };
    this.#latencyDue = true;
  }

  /** Until now nothing had to move: what stands still is counted from here on. */
  excuse(now: number): void {
    this.#lastAdvanceAt = now;
  }

  /** Milliseconds since anything arrived; 0 before the socket is open. */
  quietFor(now: number): number {
    return this.openedAt === null ? 0 : now - (this.lastArrivalAt ?? this.openedAt);
  }

  /** Milliseconds, by our clock, since the exchange time moved on; 0 before the socket is open. */
  frozenFor(now: number): number {
    return this.openedAt === null ? 0 : now - (this.#lastAdvanceAt ?? this.openedAt);
  }

  /** Median of the last minute or so, ms; null before the first sample. */
  latency(): number | null {
    const sorted = this.#latency.slice(0, Math.min(this.#latencyCount, LATENCY_SAMPLES)).sort();
    return sorted[Math.floor(sorted.length / 2)] ?? null;
  }

  /** Sends when the venue's limit allows, in order. */
  send(text: string): void {
    this.#queue.push(text);
    if (this.#drain === null) this.#flush();
  }

  /** From now on the link is silent towards its lane; resolves when the socket is gone. */
  async retire(politely: boolean): Promise<void> {
    if (!this.#over) {
      this.#over = true;
      this.#drain?.cancel();
      this.#drain = null;
      if (politely) this.#goodbye();
      else this.#socket?.terminate();
    }
    await this.#goneOnce;
  }

  #goodbye(): void {
    const cut = this.clock.setTimeout(() => this.#socket?.terminate(), this.limits.closeTimeoutMs);
    this.#socket?.close();
    void this.#goneOnce.then(() => cut.cancel());
  }

  #flush(): void {
    this.#drain = null;
    for (let text = this.#queue[0]; text !== undefined; text = this.#queue[0]) {
      const now = this.clock.now();
      const wait = Math.ceil(this.#nextSendAt - now);
      if (wait > 0) {
        this.#drain = this.clock.setTimeout(() => this.#flush(), wait);
        return;
      }
      this.#nextSendAt = now + 1000 / this.limits.sendPerSecond;
      this.#queue.shift();
      this.#socket?.send(text);
    }
  }

  #onOpen(): void {
    if (this.#over) return;
    this.openedAt = this.clock.now();
    this.events.opened(this);
  }

  #onMessage(data: Buffer): void {
    if (this.#over) return;
    this.messages += 1;
    this.events.message(data, this);
  }

  #onClose(code: number, reason: string): void {
    this.#socket = null;
    this.#drain?.cancel();
    this.#gone();
    if (this.#over) return;
    this.#over = true;
    this.events.lost(this, code, reason);
  }
}
