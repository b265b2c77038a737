import type { Clock } from './clock';

export interface ConflateOptions<T> {
  readonly clock: Clock;
  /** At most this many batches a second. */
  readonly hz: number;
  /** Ends the stream, also while it waits. */
  readonly signal: AbortSignal | undefined;
  /** Starts the news; returns how to stop it. `offer` replaces what waits under the same key. */
  readonly source: (offer: (key: string, value: T) => void) => () => void;
  /** Keys that may wait; the oldest is dropped beyond it. Only for keys without a natural bound, such as ids. */
  readonly limit?: number;
}

/**
 * The stream of one subscriber: batches of the latest value per key, no faster than `hz` and never faster than they are asked
 * for. While nobody asks, what waits is bounded by the number of keys, so a subscriber that stops reading costs nothing.
 */
export async function* conflate<T>(options: ConflateOptions<T>): AsyncGenerator<readonly T[], void, void> {
  const { clock, signal, limit = Number.POSITIVE_INFINITY } = options;
  const waiting = new Map<string, T>();
  let wake: (() => void) | null = null;
  const rouse = () => {
    wake?.();
    wake = null;
  };
  const stop = options.source((key, value) => {
    waiting.set(key, value);
    if (waiting.size > limit) waiting.delete(waiting.keys().next().value ?? key);
    rouse();
  });
  signal?.addEventListener('abort', rouse, { once: true });
  const interval = 1000 / options.hz;
  let nextAt = clock.now();
  try {
    while (signal?.aborted !== true) {
      if (waiting.size === 0) await new Promise<void>((roused) => (wake = roused));
      else if (clock.now() < nextAt) await until(clock, nextAt, signal);
      else {
        const batch = [...waiting.values()];
        waiting.clear();
        nextAt = clock.now() + interval;
        yield batch;
      }
    }
  } finally {
    stop();
    signal?.removeEventListener('abort', rouse);
  }
}

function until(clock: Clock, at: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((done) => {
    const finish = () => {
      timer.cancel();
      signal?.removeEventListener('abort', finish);
      done();
    };
    const timer = clock.setTimeout(finish, Math.max(1, Math.ceil(at - clock.now())));
    signal?.addEventListener('abort', finish, { once: true });
  });
}

/** One event a value instead of one a batch. */
export async function* flatten<T>(batches: AsyncIterable<readonly T[]>): AsyncGenerator<T, void, void> {
  for await (const batch of batches) yield* batch;
}
