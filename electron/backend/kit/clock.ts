/** A running timer. Cancelling one that has fired, or twice, does nothing. */
export interface Timer {
  cancel(): void;
}

/** The only door to time. `now` is UTC epoch milliseconds; delays are milliseconds. */
export interface Clock {
  now(): number;
  setTimeout(fn: () => void, ms: number): Timer;
  setInterval(fn: () => void, ms: number): Timer;
}

/** setTimeout overflows beyond 2^31−1 ms and would then fire at once. */
const LONGEST_DELAY = 2_147_483_647;

/** The machine's own clock. Its timers keep the process alive, as a running backend should be. */
export function systemClock(): Clock {
  return {
    now: () => Date.now(),
    setTimeout(fn, ms) {
      const handle = setTimeout(fn, Math.min(ms, LONGEST_DELAY));
      return { cancel: () => clearTimeout(handle) };
    },
    setInterval(fn, ms) {
      const handle = setInterval(fn, Math.min(ms, LONGEST_DELAY));
      return { cancel: () => clearInterval(handle) };
    },
  };
}

/** A clock that stands still until it is told to move; for tests and for replays that carry their own time. */
export interface ManualClock extends Clock {
  /** Moves on by `ms`, firing what falls due in order of time, timers set on the way included. */
  advance(ms: number): void;
  /** As `advance`, and lets promises settle before and after every timer. */
  advanceAsync(ms: number): Promise<void>;
  /** Timers waiting, so that a test can assert that nothing was left behind. */
  pending(): number;
}

interface Entry {
  readonly id: number;
  due: number;
  readonly every: number | null;
  readonly fn: () => void;
}

/** @param start epoch ms shown until the first `advance`. */
export function manualClock(start: number): ManualClock {
  let now = start;
  let lastId = 0;
  const entries = new Map<number, Entry>();

  const add = (fn: () => void, ms: number, every: number | null): Timer => {
    lastId += 1;
    const id = lastId;
    entries.set(id, { id, due: now + Math.max(0, ms), every, fn });
    return { cancel: () => void entries.delete(id) };
  };

  const fireNext = (until: number): boolean => {
    const next = earliest(entries.values());
    if (next === null || next.due > until) return false;
    now = Math.max(now, next.due);
    if (next.every === null) entries.delete(next.id);
    // An interval of 0 ms would never let the clock arrive.
    else next.due += Math.max(1, next.every);
    next.fn();
    return true;
  };

  return {
    now: () => now,
    setTimeout: (fn, ms) => add(fn, ms, null),
    setInterval: (fn, ms) => add(fn, ms, ms),
    advance(ms) {
      const until = now + ms;
      while (fireNext(until));
      now = until;
    },
    async advanceAsync(ms) {
      const until = now + ms;
      await settle();
      while (fireNext(until)) await settle();
      now = until;
    },
    pending: () => entries.size,
  };
}

function earliest(entries: Iterable<Entry>): Entry | null {
  let best: Entry | null = null;
  for (const entry of entries) {
    if (best === null || entry.due < best.due || (entry.due === best.due && entry.id < best.id)) best = entry;
  }
  return best;
}

/** One turn of the event loop: chains of promises, however long, and work queued for its end are done. */
function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
