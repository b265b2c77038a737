export interface DoubtfulTrade {
  readonly ts: number;
  readonly price: number;
  readonly amount: number;
  readonly id: string | number | null;
}

const FAR = 0.2;
const ALIKE = 0.01;
const WINDOW_MS = 10_000;
const ENOUGH = 5;

/**
 * Keeps absurd prices out of candles: a trade more than 20 % from the last accepted price waits until five trades within
 * 1 % of it were seen in 10 s of exchange time. Then the level is real and all five are handed back.
 */
export class PriceGuard {
  private accepted = Number.NaN;
  private doubtful: DoubtfulTrade[] = [];
  private dropped = 0;

  /** Trades that were never confirmed, those still waiting included. */
  get refused(): number {
    return this.dropped + this.doubtful.length;
  }

  /** True where the price is plausible, which makes it the last accepted one; else the trade goes to `doubt`. */
  accepts(price: number): boolean {
    const plausible = !(Math.abs(price - this.accepted) > FAR * this.accepted);
    if (plausible) this.accepted = price;
    return plausible;
  }

  /** Holds an absurd trade back. Returns what is confirmed by it, oldest first: nothing, or the whole new level. */
  doubt(trade: DoubtfulTrade): readonly DoubtfulTrade[] {
    const recent = this.doubtful.filter((one) => one.ts > trade.ts - WINDOW_MS);
    this.dropped += this.doubtful.length - recent.length;
    recent.push(trade);
    const alike = recent.filter((one) => Math.abs(one.price - trade.price) <= ALIKE * trade.price);
    const confirmed = alike.length >= ENOUGH;
    this.doubtful = confirmed ? recent.filter((one) => !alike.includes(one)) : recent;
    if (!confirmed) return [];
    this.accepted = trade.price;
    return alike;
  }
}
