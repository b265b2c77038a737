export interface BackoffLimits {
  /** Upper bound of the first wait, ms. */
  readonly baseMs: number;
  /** No wait is longer, ms. */
  readonly capMs: number;
}

/**
 * Exponential back-off with full jitter: attempt n waits a uniformly random time below min(cap, base · 2ⁿ), so that many
 * clients cut off together do not come back together (source: AWS Architecture Blog, "Exponential Backoff And Jitter", 2015).
 */
export class Backoff {
  #attempt = 0;

  constructor(
    private readonly limits: BackoffLimits,
    /** Uniform in [0, 1). */
    private readonly random: () => number,
  ) {}

  /** Milliseconds to wait before the next attempt. */
  next(): number {
    const ceiling = Math.min(this.limits.capMs, this.limits.baseMs * 2 ** Math.min(this.#attempt, 30));
    this.#attempt += 1;
    return Math.round(this.random() * ceiling);
  }

  /** To be called once the thing has worked for a while, not at the first sign of life. */
  reset(): void {
    this.#attempt = 0;
  }
}
