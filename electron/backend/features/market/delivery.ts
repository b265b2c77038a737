import type { Clock } from '../../kit/clock';
import { nextTurn } from '../../kit/turn';
import type { Minute } from './minute';

/** Minutes handed on in one go: storing and evaluating them takes a few milliseconds. */
const PIECE = 250;

interface Parcel {
  readonly instrument: string;
  readonly minutes: readonly Minute[];
}

export interface DeliveryOptions {
  readonly deliver: (instrument: string, minutes: readonly Minute[]) => void;
  /** Told after each piece: what waited for it to be stored may begin. */
  readonly delivered: () => void;
  readonly onError: (error: unknown) => void;
  readonly clock: Clock;
}

/** Wait before minutes that could not be stored are tried again, ms. */
const AGAIN_AFTER = 1_000;

/**
 * Hands closed minutes on, one instrument at a time with other work in between: when a minute ends for all instruments at once,
 * the loop is held for one of them at most.
 */
export class Delivery {
  readonly #parcels: Parcel[] = [];
  #running = false;
  #stopped = false;

  constructor(private readonly options: DeliveryOptions) {}

  add(instrument: string, minutes: readonly Minute[]): void {
    for (let from = 0; from < minutes.length; from += PIECE)
      this.#parcels.push({ instrument, minutes: minutes.slice(from, from + PIECE) });
    if (this.#running) return;
    this.#running = true;
    void this.#run();
  }

  has(instrument: string): boolean {
    return this.#parcels.some((parcel) => parcel.instrument === instrument);
  }

  /** The last chance: what cannot be stored now is fetched from the venue at the next start. */
  flush(): void {
    while (this.#parcels.length > 0 && this.#one());
    this.#stopped = true;
  }

  async #run(): Promise<void> {
    while (this.#parcels.length > 0 && !this.#stopped) {
      await nextTurn();
      if (!this.#stopped && !this.#one()) await this.#pause();
    }
    this.#running = false;
  }

  #pause(): Promise<void> {
    return new Promise((again) => void this.options.clock.setTimeout(again, AGAIN_AFTER));
  }

  /** False when the first parcel could not be handed on: it stays first, so that no minute is ever skipped. */
  #one(): boolean {
    const [parcel] = this.#parcels;
    if (parcel === undefined) return true;
    try {
      this.options.deliver(parcel.instrument, parcel.minutes);
      this.#parcels.shift();
      this.options.delivered();
      return true;
    } catch (error) {
      this.options.onError(error);
      return false;
    }
  }
}
