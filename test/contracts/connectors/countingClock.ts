import { type Clock, systemClock, type Timer } from '../../../electron/backend/kit/clock';

/** The machine's clock, with a count of the timers that still wait. */
export class CountingClock implements Clock {
  readonly #inner = systemClock();
  readonly #waiting = new Set<object>();

  get waiting(): number {
    return this.#waiting.size;
  }

  now(): number {
    return this.#inner.now();
  }

  setTimeout(fn: () => void, ms: number): Timer {
    const key = {};
    const timer = this.#inner.setTimeout(() => {
      this.#waiting.delete(key);
      fn();
    }, ms);
    return this.#keep(key, timer);
  }

  setInterval(fn: () => void, ms: number): Timer {
    return this.#keep({}, this.#inner.setInterval(fn, ms));
  }

  #keep(key: object, timer: Timer): Timer {
    this.#waiting.add(key);
    return {
      cancel: () => {
        this.#waiting.delete(key);
        timer.cancel();
      },
    };
  }
}
