/** Counts what was spent in the last `windowMs` against a limit; the arithmetic of every "n per minute" rule of a venue. */
export class SlidingWindow {
  readonly #spent: { at: number; cost: number }[] = [];
  #total = 0;

  constructor(
    private readonly limit: number,
    private readonly windowMs: number,
  ) {}

  /** Milliseconds until `cost` may be spent; 0 when now. */
  wait(now: number, cost = 1): number {
    this.#forget(now);
    let free = this.limit - this.#total;
    if (free >= cost || this.#total === 0) return 0;
    for (const entry of this.#spent) {
      free += entry.cost;
      if (free >= cost) return Math.max(1, entry.at + this.windowMs - now);
    }
    return this.windowMs;
  }

  /** Spent within the window that ends now. */
  used(now: number): number {
    this.#forget(now);
    return this.#total;
  }

  spend(now: number, cost = 1): void {
    this.#forget(now);
    this.#spent.push({ at: now, cost });
    this.#total += cost;
  }

  #forget(now: number): void {
    while (this.#spent[0] !== undefined && this.#spent[0].at + this.windowMs <= now) {
      this.#total -= this.#spent[0].cost;
      this.#spent.shift();
    }
  }
}
