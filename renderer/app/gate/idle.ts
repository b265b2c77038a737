/** Time without a touch, counted across every window of this browser and across a sleep of the machine. */
export class IdleWatch {
  readonly #limitMs: number;
  #lastAt: number;

  constructor(now: number, limitMinutes: number) {
    this.#lastAt = now;
    this.#limitMs = limitMinutes * 60_000;
  }

  /**
   * Somebody did something, here or in another window. False when it came too late: the first touch after a sleep must not
   * open what should have been locked.
   */
  touch(at: number): boolean {
    if (this.isIdle(at)) return false;
    this.#lastAt = Math.max(this.#lastAt, at);
    return true;
  }

  isIdle(now: number): boolean {
    return now - this.#lastAt >= this.#limitMs;
  }
}
