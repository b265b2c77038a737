import type { LineHealth } from '../../../shared/features/connections/contract';
import { Backoff } from '../kit/backoff';
import type { Clock, Timer } from '../kit/clock';
import type { Random } from '../kit/random';
import { ConnectorFault } from './fault';
import { SlidingWindow } from './governor';

export interface LineLimit {
  readonly name: string;
  readonly limit: number;
  readonly windowMs: number;
}

export interface LineOptions {
  readonly clock: Clock;
  readonly random: Random;
  /** The vendor's published limits, each with its source where it is written down. */
  readonly limits: readonly LineLimit[];
  /** Without an answer for so long a call is over, ms. */
  readonly timeoutMs: number;
  /** How the vendor's client says what went wrong; a ConnectorFault passes as it is. */
  readonly faultOf: (error: unknown) => ConnectorFault;
  /** Calls that may be on their way at once; 1 unless said. */
  readonly parallel?: number;
  /** Told when health may have changed. */
  readonly onChange?: () => void;
}

interface Ask {
  readonly cost: Readonly<Record<string, number>>;
  readonly run: () => Promise<void>;
}

/** A vendor that says "too many" without a time is left alone for so long, doubled each time. */
const PAUSE = { baseMs: 1_000, capMs: 64_000 };

/**
 * Every call to one vendor goes through its line: inside the limits, begun in the order of asking, timed out, with
 * faults turned into words and the state of things on record. It does not try again: that is the caller's or the outbox's matter.
 */
export class Line {
  readonly #windows: { readonly limit: LineLimit; readonly window: SlidingWindow }[];
  readonly #asks: Ask[] = [];
  readonly #pause: Backoff;
  #running = 0;
  #timer: Timer | null = null;
  #pausedUntil: number | null = null;
  #lastOkAt: number | null = null;
  #fault: LineHealth['fault'] = null;

  constructor(private readonly options: LineOptions) {
    this.#windows = options.limits.map((limit) => ({ limit, window: new SlidingWindow(limit.limit, limit.windowMs) }));
    this.#pause = new Backoff(PAUSE, options.random);
  }

  /** Runs `work` in its turn. `cost` names limits and how much of each is spent; 1 of every limit unless said. Throws ConnectorFault. */
  call<T>(work: (signal: AbortSignal) => Promise<T>, cost: Ask['cost'] = {}): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#asks.push({ cost, run: () => this.#one(work).then(resolve, reject) });
      this.options.onChange?.();
      this.#drain();
    });
  }

  health(): LineHealth {
    const now = this.options.clock.now();
    return {
      lastOkAt: this.#lastOkAt,
      fault: this.#fault,
      waiting: this.#asks.length,
      pausedUntil: this.#pausedUntil !== null && this.#pausedUntil > now ? this.#pausedUntil : null,
      quotas: this.#windows.map(({ limit, window }) => ({ ...limit, used: window.used(now) })),
    };
  }

  #drain(): void {
    while (this.#running < (this.options.parallel ?? 1) && this.#timer === null) {
      const ask = this.#asks[0];
      if (ask === undefined) return;
      const wait = this.#wait(ask.cost);
      if (wait > 0) {
        this.#drainIn(wait);
        return;
      }
      this.#asks.shift();
      const now = this.options.clock.now();
      for (const { limit, window } of this.#windows) window.spend(now, ask.cost[limit.name] ?? 1);
      this.#running += 1;
      void ask.run().then(() => {
        this.#running -= 1;
        this.#drain();
      });
    }
  }

  #drainIn(ms: number): void {
    this.#timer = this.options.clock.setTimeout(() => {
      this.#timer = null;
      this.#drain();
    }, ms);
  }

  #wait(cost: Ask['cost']): number {
    const now = this.options.clock.now();
    const pause = this.#pausedUntil === null ? 0 : Math.max(0, this.#pausedUntil - now);
    return this.#windows.reduce(
      (longest, { limit, window }) => Math.max(longest, window.wait(now, cost[limit.name] ?? 1)),
      pause,
    );
  }

  async #one<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const { clock, timeoutMs } = this.options;
    const ended = new AbortController();
    const timer = clock.setTimeout(() => ended.abort(), timeoutMs);
    try {
      const answer = await work(ended.signal);
      this.#lastOkAt = clock.now();
      this.#fault = null;
      this.#pause.reset();
      return answer;
    } catch (error) {
      const late = `no answer within ${timeoutMs} ms`;
      const fault = ended.signal.aborted
        ? new ConnectorFault('UNREACHABLE', late, { maybeDone: true, cause: error })
        : error instanceof ConnectorFault
          ? error
          : this.options.faultOf(error);
      this.#note(fault);
      throw fault;
    } finally {
      timer.cancel();
      this.options.onChange?.();
    }
  }

  #note(fault: ConnectorFault): void {
    const now = this.options.clock.now();
    this.#fault = { at: now, problem: fault.problem, message: fault.message };
    if (fault.problem === 'RATE_LIMITED') this.#pausedUntil = now + (fault.retryAfterMs ?? this.#pause.next());
  }
}
