const WINDOW = 4096;

/**
 * Remembers the last few thousand trade ids of one instrument in a fixed table: O(1), no allocation. Two connections that
 * overlap, or a venue that repeats itself, give a trade twice within seconds; a repetition older than the table is a late
 * trade to whoever builds candles and is refused there.
 */
export class SeenTrades {
  readonly #ids = new Float64Array(WINDOW).fill(-1);

  /** True the first time an id is shown. */
  first(id: number): boolean {
    // The remainder by hand: `%` is slow beyond 31 bits, and a power of two divides exactly.
    const slot = id - Math.floor(id / WINDOW) * WINDOW;
    if (this.#ids[slot] === id) return false;
    this.#ids[slot] = id;
    return true;
  }
}
