import { DAY, MINUTE } from '../../../shared/base/time';
import { Factors, PricePath } from './path';
import type { SimulatedInstrument } from './profiles';
import { Rng } from './rng';
import { activity } from './sessions';

/** The trades of one minute in columns, oldest first; whoever keeps one lends it to be filled again. */
export interface MinuteTrades {
  count: number;
  ts: Float64Array;
  price: Float64Array;
  amount: Float64Array;
  /** 1 where the buyer was the maker (the seller hit the bid). */
  sell: Uint8Array;
}

/** A minute bar; null where nothing traded. */
export interface SimulatedBar {
  readonly ts: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
  readonly trades: number;
}

/** Room for ids of one minute; ids grow with time and are the same in every run. */
const IDS_PER_MINUTE = 2 ** 17;
const MAX_TRADES = 100_000;

/** One simulated instrument: trades and bars of any minute, from nothing but the seed and the time. */
export class SimulatedMarket {
  readonly path: PricePath;
  readonly priceDecimals: number;
  readonly amountDecimals: number;
  /** 0 where a unit is no whole number of ticks. */
  readonly #ticksPerUnit: number;
  readonly #barTrades = emptyMinute();

  constructor(
    private readonly seed: number,
    readonly instrument: SimulatedInstrument,
    factors: Factors,
    /** Trades a second in place of the profile's from `from` on; history keeps the usual rate. */
    private readonly rate: { readonly tradesPerSecond: number; readonly from: number } | null,
  ) {
    this.path = new PricePath(seed, instrument, factors);
    const perUnit = Math.round(1 / instrument.tickSize);
    this.#ticksPerUnit = Math.abs(perUnit * instrument.tickSize - 1) < 1e-9 ? perUnit : 0;
    this.priceDecimals = Math.max(0, Math.ceil(-Math.log10(instrument.tickSize) - 1e-9));
    this.amountDecimals = Math.min(8, Math.max(0, Math.round(Math.log10(this.path.profile.level)) + 1));
  }

  /** Id of the k-th trade of the minute that starts at `minuteTs`. */
  tradeId(minuteTs: number, k: number): number {
    return (minuteTs / MINUTE) * IDS_PER_MINUTE + k;
  }

  /** A price on the tick grid, never below one tick. */
  onGrid(price: number): number {
    const ticks = Math.max(1, Math.round(price / this.instrument.tickSize));
    // Dividing by a whole number of ticks per unit gives the decimal exactly as it is written; multiplying does not.
    return this.#ticksPerUnit > 0 ? ticks / this.#ticksPerUnit : ticks * this.instrument.tickSize;
  }

  /** Half the spread in price, at least half a tick. */
  halfSpread(price: number): number {
    return Math.max(this.instrument.tickSize / 2, (price * this.path.profile.spread) / 2);
  }

  /** Fills `out` with all trades of a minute. */
  minute(minuteTs: number, out: MinuteTrades): void {
    const day = Math.floor(minuteTs / DAY);
    const index = (minuteTs - day * DAY) / MINUTE;
    const path = this.path.day(day);
    const volume = path.volume[index] ?? 0;
    out.count = 0;
    if (volume === 0) return;
    const rng = new Rng(this.seed, 'minute', this.instrument.symbol, minuteTs / MINUTE);
    const count = this.#count(minuteTs, index, volume, rng);
    if (out.ts.length < count) Object.assign(out, columns(count * 2));
    const from = index === 0 ? path.start : (path.close[index - 1] ?? path.start);
    walk(out.price, rng, count, from, path.close[index] ?? from, path.sigma[index] ?? 0);
    this.#print(out, rng, count, minuteTs, volume / count);
    out.count = count;
  }

  /** The bar of a minute, built from its trades; null when nothing traded. */
  bar(minuteTs: number): SimulatedBar | null {
    this.minute(minuteTs, this.#barTrades);
    const { count, price, amount } = this.#barTrades;
    if (count === 0) return null;
    let high = 0;
    let low = Number.POSITIVE_INFINITY;
    let volume = 0;
    for (let k = 0; k < count; k += 1) {
      const at = price[k] ?? 0;
      if (at > high) high = at;
      if (at < low) low = at;
      volume += amount[k] ?? 0;
    }
    return { ts: minuteTs, open: price[0] ?? 0, high, low, close: price[count - 1] ?? 0, volume, trades: count };
  }

  #count(minuteTs: number, index: number, volume: number, rng: Rng): number {
    if (this.rate !== null && minuteTs >= this.rate.from) return Math.min(MAX_TRADES, Math.round(this.rate.tradesPerSecond * 60));
    const { tradesPerSecond, turnoverPerMinute, level } = this.path.profile;
    const busy = Math.sqrt(volume / (turnoverPerMinute / level));
    const mean = tradesPerSecond * 60 * (0.4 + 0.6 * activity(index)) * Math.min(3, busy);
    return Math.max(1, Math.round(mean + Math.sqrt(mean) * rng.step()));
  }

  /** Times, sides and amounts; prices go to the side of the book that was hit, on the grid. */
  #print(out: MinuteTrades, rng: Rng, count: number, minuteTs: number, meanAmount: number): void {
    const { ts, price, amount, sell } = out;
    const unit = 10 ** this.amountDecimals;
    for (let k = 0; k < count; k += 1) {
      const mid = price[k] ?? 0;
      const selling = rng.uniform() < 0.5;
      ts[k] = minuteTs + Math.floor(((k + rng.uniform()) * MINUTE) / count);
      price[k] = this.onGrid(mid + (selling ? -1 : 1) * this.halfSpread(mid));
      amount[k] = Math.max(1, Math.round(-Math.log(1 - rng.uniform()) * meanAmount * unit)) / unit;
      sell[k] = selling ? 1 : 0;
    }
  }
}

/** A random walk tied to both ends of the minute (logs of mid prices), written as prices. */
function walk(price: Float64Array, rng: Rng, count: number, from: number, to: number, sigma: number): void {
  const size = sigma / Math.sqrt(count);
  let at = 0;
  for (let k = 0; k < count; k += 1) {
    at += size * rng.step();
    price[k] = at;
  }
  const correction = (to - from - at) / count;
  const start = Math.exp(from);
  for (let k = 0; k < count; k += 1) price[k] = start * Math.exp((price[k] ?? 0) + correction * (k + 1));
}

export function emptyMinute(): MinuteTrades {
  return { count: 0, ...columns(1024) };
}

function columns(length: number) {
  return {
    ts: new Float64Array(length),
    price: new Float64Array(length),
    amount: new Float64Array(length),
    sell: new Uint8Array(length),
  };
}

/** Several instruments whose groups move together. */
export function simulatedMarkets(
  seed: number,
  instruments: readonly SimulatedInstrument[],
  rate: { readonly tradesPerSecond: number; readonly from: number } | null,
): SimulatedMarket[] {
  const factors = new Factors(seed);
  return instruments.map((instrument) => new SimulatedMarket(seed, instrument, factors, rate));
}
