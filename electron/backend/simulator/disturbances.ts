import { MINUTE } from '../../../shared/base/time';
import { Rng } from './rng';

/** Simulated time between the end of one disturbance and the next, ms. */
const SHORTEST_CALM = 20 * MINUTE;
const LONGEST_CALM = 40 * MINUTE;
const SILENCE_MS = 12_000;

/** The bad moments of an ordinary day: a cut, or a silence that ends in one, as real lines have them; only the seed decides. */
export class Disturbances {
  readonly #chance: Rng;
  #next: number;
  #silentUntil = 0;

  constructor(seed: number, origin: number) {
    this.#chance = new Rng(seed, 'disturbance', origin);
    this.#next = this.#after(origin);
  }

  isSilent(now: number): boolean {
    return now < this.#silentUntil;
  }

  /** True when every connection is cut now; asked at each step of time, never backwards. */
  cuts(now: number): boolean {
    if (this.#silentUntil > 0) {
      if (this.isSilent(now)) return false;
      // What a silence swallowed is lost: as on a real line, only a new connection follows.
      this.#silentUntil = 0;
      this.#next = this.#after(now);
      return true;
    }
    if (now < this.#next) return false;
    const falling = this.#chance.uniform() < 0.5;
    if (falling) this.#silentUntil = now + SILENCE_MS;
    else this.#next = this.#after(now);
    return !falling;
  }

  #after(now: number): number {
    return now + SHORTEST_CALM + this.#chance.uniform() * (LONGEST_CALM - SHORTEST_CALM);
  }
}
