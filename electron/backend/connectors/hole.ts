/** From when on trades may be missing on a lane, until that has been told. */
export class Hole {
  /** Undefined: nothing is missing. Null: nothing had ever been seen. */
  #from: number | null | undefined;
  #seenUpTo = Number.NEGATIVE_INFINITY;

  constructor(private readonly tell: (fromExchangeTs: number | null) => void) {}

  /** Everything up to this exchange time has been delivered. */
  saw(exchangeAt: number): void {
    this.#seenUpTo = Math.max(this.#seenUpTo, exchangeAt);
  }

  /** What follows `exchangeAt` is lost; a loss that has not been told yet keeps its earlier beginning. */
  begin(exchangeAt: number): void {
    this.saw(exchangeAt);
    if (this.#from === undefined || this.#from === null) this.#from = Number.isFinite(this.#seenUpTo) ? this.#seenUpTo : null;
  }

  /** Tells it once, where there is one. */
  end(): void {
    if (this.#from === undefined) return;
    const from = this.#from;
    this.#from = undefined;
    this.tell(from);
  }
}
