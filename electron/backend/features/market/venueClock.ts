import type { Clock, Timer } from '../../kit/clock';
import type { Log } from '../../kit/log';

/** Shown from here on, ms. */
export const OFFSET_SHOWN = 2_000;
/** Nothing is published from here on, ms. */
export const OFFSET_STOPS = 30_000;
const EVERY = 60_000;
const RETRY = 5_000;
const PATIENCE = 3_000;

export interface VenueClockOptions {
  readonly clock: Clock;
  readonly log: Log;
  readonly serverTime: () => Promise<number>;
  /** Told when the offset begins to be shown, or to stop publication. */
  readonly crossed: (offsetMs: number) => void;
  /** Each time the venue told its time, ms. */
  readonly told?: (at: number) => void;
}

/** How far this machine's clock is from the venue's, measured every minute. */
export class VenueClock {
  #offset: number | null = null;
  #level = 0;
  #timer: Timer | null = null;
  #stopped = false;
  #failures = 0;
  readonly #first = Promise.withResolvers<void>();

  constructor(private readonly options: VenueClockOptions) {}

  /** This machine's clock minus the venue's, ms; null while unknown. */
  get offset(): number | null {
    return this.#offset;
  }

  /** The venue's time as well as it is known. */
  now(): number {
    return this.options.clock.now() - (this.#offset ?? 0);
  }

  /** Resolves when the offset is known, or after a while without an answer. */
  known(): Promise<void> {
    const timer = this.options.clock.setTimeout(() => this.#first.resolve(), PATIENCE);
    return this.#first.promise.finally(() => timer.cancel());
  }

  publishing(): boolean {
    return Math.abs(this.#offset ?? 0) <= OFFSET_STOPS;
  }

  start(): void {
    this.#stopped = false;
    void this.measure();
  }

  stop(): void {
    this.#stopped = true;
    this.#first.resolve();
    this.#timer?.cancel();
  }

  async measure(): Promise<void> {
    this.#timer?.cancel();
    let next = EVERY;
    try {
      const told = await this.options.serverTime();
      if (this.#stopped) return;
      this.#failures = 0;
      this.#take(Math.round(this.options.clock.now() - told));
      this.options.told?.(told);
    } catch (error) {
      if (this.#stopped) return;
      this.options.log.warn('the venue did not tell its time', { error });
      next = Math.min(EVERY, RETRY * 2 ** this.#failures);
      this.#failures += 1;
    }
    this.#timer = this.options.clock.setTimeout(() => void this.measure(), next);
  }

  #take(offset: number): void {
    this.#offset = offset;
    this.#first.resolve();
    const level = Math.abs(offset) > OFFSET_STOPS ? 2 : Math.abs(offset) > OFFSET_SHOWN ? 1 : 0;
    if (level > this.#level) this.options.crossed(offset);
    this.#level = level;
  }
}
