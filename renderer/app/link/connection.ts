import { LinkError } from './linkError';
import { type Connect, SessionEnded, type Transport } from './transport';

export type ConnectionState = 'connecting' | 'connected' | 'reconnecting' | 'offline' | 'ended';

interface Clock {
  setTimeout(run: () => void, ms: number): unknown;
  clearTimeout(handle: unknown): void;
  random(): number;
}

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 8_000;
const OPEN_LIMIT_MS = 6_000;
/** Failed attempts in a row after which the screen says *offline* instead of *reconnecting*. */
const OFFLINE_AFTER = 5;

/** Wait before attempt n (0 = first retry): doubling, capped, with half of it left to chance so that windows do not retry in step. */
export function backoffMs(attempt: number, random: number): number {
  const full = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempt);
  return Math.round(full / 2 + (full / 2) * random);
}

/** Keeps one transport alive and tells its state; replaces a lost one until the session ends. */
export class Connection {
  #state: ConnectionState = 'connecting';
  #transport: Transport | null = null;
  #failures = 0;
  #timer: unknown = null;
  readonly #listeners = new Set<() => void>();
  readonly #connect: Connect;
  readonly #clock: Clock;

  constructor(connect: Connect, clock: Clock) {
    this.#connect = connect;
    this.#clock = clock;
  }

  get state(): ConnectionState {
    return this.#state;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  start(): void {
    void this.#open();
  }

  /** Tries at once instead of waiting out the back-off: the network or the window came back. */
  retryNow(): void {
    if (this.#timer === null) return;
    this.#clock.clearTimeout(this.#timer);
    this.#timer = null;
    void this.#open();
  }

  /** The live transport, waiting up to `limitMs` for one. Throws LinkError. */
  transport(limitMs: number): Promise<Transport> {
    if (this.#state === 'ended') return Promise.reject(new LinkError('ended'));
    if (this.#transport !== null) return Promise.resolve(this.#transport);
    return new Promise((resolve, reject) => {
      const stop = () => {
        this.#clock.clearTimeout(handle);
        unsubscribe();
      };
      const unsubscribe = this.subscribe(() => {
        if (this.#state === 'ended') {
          stop();
          reject(new LinkError('ended'));
        } else if (this.#transport !== null) {
          stop();
          resolve(this.#transport);
        }
      });
      const handle = this.#clock.setTimeout(() => {
        stop();
        reject(new LinkError('unreachable'));
      }, limitMs);
    });
  }

  async #open(): Promise<void> {
    const attempt = new AbortController();
    const limit = this.#clock.setTimeout(() => attempt.abort(), OPEN_LIMIT_MS);
    try {
      const transport = await this.#connect(attempt.signal);
      this.#failures = 0;
      this.#transport = transport;
      this.#become('connected');
      void transport.closed.then((how) => this.#lost(how));
    } catch (error) {
      this.#lost(error instanceof SessionEnded ? 'ended' : 'lost');
    } finally {
      this.#clock.clearTimeout(limit);
    }
  }

  #lost(how: 'lost' | 'ended'): void {
    this.#transport = null;
    if (how === 'ended') {
      this.#become('ended');
      return;
    }
    const wait = backoffMs(this.#failures, this.#clock.random());
    this.#failures += 1;
    this.#timer = this.#clock.setTimeout(() => {
      this.#timer = null;
      void this.#open();
    }, wait);
    this.#become(this.#failures > OFFLINE_AFTER ? 'offline' : this.#state === 'connecting' ? 'connecting' : 'reconnecting');
  }

  #become(state: ConnectionState): void {
    this.#state = state;
    for (const listener of [...this.#listeners]) listener();
  }
}
