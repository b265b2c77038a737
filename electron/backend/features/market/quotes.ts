import type { EpochMs } from '../../../../shared/base/time';
import type { Quote } from '../../../../shared/features/market/contract';
import type { Instrument } from '../../../../shared/features/market/instrument';

/** No news for so long by exchange time, while the market is open, is stale, ms. */
const STALE_AFTER: Readonly<Record<Instrument['class'], number>> = {
  crypto: 60_000,
  forex: 120_000,
  index: 300_000,
  metal: 120_000,
};

interface State {
  readonly instrument: Instrument;
  price: number;
  bid: number;
  ask: number;
  change24h: number;
  volume24h: number;
  tradeAt: number;
  newsAt: number;
  /** Stale, or outside its session, when it was last looked at. */
  quiet: boolean;
}

export interface QuoteBoardOptions {
  readonly instruments: readonly Instrument[];
  /** The venue's time now, as well as it is known. */
  readonly now: () => EpochMs;
  readonly isOpen: (instrument: Instrument, at: EpochMs) => boolean;
  readonly changed: (instrument: string) => void;
}

/** The latest state of every instrument, and which of them has gone silent. */
export class QuoteBoard {
  readonly #states: ReadonlyMap<string, State>;

  constructor(private readonly options: QuoteBoardOptions) {
    const none = Number.NaN;
    const empty = { price: none, bid: none, ask: none, change24h: none, volume24h: none, tradeAt: none, newsAt: none };
    this.#states = new Map(options.instruments.map((instrument) => [instrument.id, { instrument, ...empty, quiet: false }]));
  }

  trade(id: string, ts: number, price: number): void {
    const state = this.#states.get(id);
    // A late trade is news of the past: it moves no price.
    if (state === undefined || ts < state.tradeAt) return;
    state.price = price;
    state.tradeAt = ts;
    this.#heard(state, ts);
  }

  quote(id: string, ts: number, bid: number, ask: number): void {
    const state = this.#states.get(id);
    if (state === undefined) return;
    state.bid = bid;
    state.ask = ask;
    this.#heard(state, ts);
  }

  ticker(id: string, ts: number, last: number, change24h: number, volume24h: number): void {
    const state = this.#states.get(id);
    if (state === undefined) return;
    state.change24h = change24h;
    state.volume24h = volume24h;
    if (Number.isNaN(state.price)) state.price = last;
    this.#heard(state, ts);
  }

  /** Bid and ask as last heard; NaN before the first. */
  spread(id: string): { readonly bid: number; readonly ask: number } {
    const state = this.#states.get(id);
    // A crossed quote is a fault of the feed: nothing is made of it.
    if (state === undefined || state.ask < state.bid) return { bid: Number.NaN, ask: Number.NaN };
    return { bid: state.bid, ask: state.ask };
  }

  /** Null for an instrument that is not on the board. */
  read(id: string): Quote | null {
    const state = this.#states.get(id);
    if (state === undefined) return null;
    const open = this.options.isOpen(state.instrument, this.options.now());
    return {
      instrument: id,
      price: known(state.price),
      bid: known(state.bid),
      ask: known(state.ask),
      crossed: state.ask < state.bid,
      change24h: known(state.change24h),
      volume24h: known(state.volume24h),
      at: known(state.tradeAt),
      stale: open && this.#silent(state),
      session: open ? 'open' : 'closed',
    };
  }

  /** True once after each time that an instrument went stale or its session opened or closed, without any event. */
  turned(id: string): boolean {
    const state = this.#states.get(id);
    const quote = this.read(id);
    if (state === undefined || quote === null) return false;
    const quiet = quote.stale || quote.session === 'closed';
    const turned = quiet !== state.quiet;
    state.quiet = quiet;
    return turned;
  }

  #silent(state: State): boolean {
    const limit = STALE_AFTER[state.instrument.class];
    // A market that has just opened is given as long to speak.
    return !(this.options.now() - state.newsAt <= limit) && this.options.isOpen(state.instrument, this.options.now() - limit);
  }

  #heard(state: State, ts: number): void {
    if (!(ts < state.newsAt)) state.newsAt = ts;
    this.options.changed(state.instrument.id);
  }
}

function known(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
