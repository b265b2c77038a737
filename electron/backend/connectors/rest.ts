import { Backoff, type BackoffLimits } from '../kit/backoff';
import type { Clock, Timer } from '../kit/clock';
import type { HttpGet, HttpReply } from '../kit/net';
import { VenueError } from './feed';
import { SlidingWindow } from './governor';

export interface RestOptions {
  readonly venue: string;
  readonly baseUrl: string;
  readonly clock: Clock;
  readonly random: () => number;
  readonly get: HttpGet;
  readonly timeoutMs: number;
  /** Weight that may be spent in a minute. */
  readonly weightPerMinute: number;
  readonly backoff: BackoffLimits;
  /** Requests under way at once; one unless told otherwise. */
  readonly atOnce?: number;
  /** Tries in all before `VenueError`. */
  readonly attempts: number;
}

const TOO_MANY = 429;
const BANNED = 418;

/** One request after the other. */
interface Queue {
  last: Promise<unknown>;
  length: number;
}

/** GETs to one venue: a few at once, inside the weight limit, obeying Retry-After, retrying what may be retried. */
export class RestClient {
  readonly #weight: SlidingWindow;
  readonly #stopping = new AbortController();
  readonly #waits = new Map<Timer, () => void>();
  /** Nobody asks before this time: the venue said so. */
  #notBefore = 0;
  readonly #queues: readonly Queue[];

  constructor(private readonly options: RestOptions) {
    this.#weight = new SlidingWindow(options.weightPerMinute, 60_000);
    this.#queues = Array.from({ length: options.atOnce ?? 1 }, () => ({ last: Promise.resolve(), length: 0 }));
  }

  /** The body of a 200. Throws `VenueError` on refusal, or when the tries are used up, or after `stop`. */
  get(path: string, weight: number): Promise<string> {
    const queue = this.#queues.reduce((shortest, one) => (one.length < shortest.length ? one : shortest));
    queue.length += 1;
    const mine = queue.last.then(() => this.#try(path, weight));
    queue.last = mine
      .catch(() => undefined)
      .then(() => {
        queue.length -= 1;
      });
    return mine;
  }

  /** Ends what runs and what waits with `VenueError`. */
  stop(): void {
    this.#stopping.abort();
    for (const [timer, resolve] of this.#waits) {
      timer.cancel();
      resolve();
    }
    this.#waits.clear();
  }

  async #try(path: string, weight: number): Promise<string> {
    const backoff = new Backoff(this.options.backoff, this.options.random);
    for (let attempt = 1; ; attempt += 1) {
      await this.#admit(weight);
      const reply = await this.#ask(path);
      if (reply.status === 200) return reply.body;
      const limited = reply.status === TOO_MANY || reply.status === BANNED;
      if (!limited && reply.status >= 400 && reply.status < 500)
        throw this.#error(`refused ${path}: ${excerpt(reply)}`, reply.status);
      if (attempt >= this.options.attempts) throw this.#error(`no answer to ${path}: ${excerpt(reply)}`, reply.status);
      const pause = (limited ? retryAfterMs(reply.retryAfter, this.options.clock.now()) : null) ?? backoff.next();
      this.#notBefore = Math.max(this.#notBefore, this.options.clock.now() + pause);
    }
  }

  async #admit(weight: number): Promise<void> {
    for (;;) {
      if (this.#stopping.signal.aborted) throw this.#error('stopped', 0);
      const now = this.options.clock.now();
      const wait = Math.max(this.#notBefore - now, this.#weight.wait(now, weight));
      if (wait <= 0) break;
      await this.#sleep(wait);
    }
    this.#weight.spend(this.options.clock.now(), weight);
  }

  /** Status 0 stands for "no answer". */
  async #ask(path: string): Promise<HttpReply> {
    const { get, baseUrl, timeoutMs } = this.options;
    try {
      return await get(`${baseUrl}${path}`, timeoutMs, this.#stopping.signal);
    } catch (fault) {
      return { status: 0, retryAfter: null, body: fault instanceof Error ? fault.message : String(fault) };
    }
  }

  #sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = this.options.clock.setTimeout(() => {
        this.#waits.delete(timer);
        resolve();
      }, ms);
      this.#waits.set(timer, resolve);
    });
  }

  #error(message: string, status: number): VenueError {
    return new VenueError(this.options.venue, message, status);
  }
}

function excerpt(reply: HttpReply): string {
  return `${reply.status} ${reply.body.slice(0, 200)}`.trim();
}

/** Retry-After in ms (RFC 9110 §10.2.3: seconds or a date); null when absent or unreadable. */
function retryAfterMs(header: string | null, now: number): number | null {
  if (header === null) return null;
  if (/^\d+$/.test(header.trim())) return Number(header) * 1000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}
