import { MINUTE } from '../../../../shared/base/time';
import type { RefereeHealth, RefereeReading } from '../../../../shared/features/monitoring/contract';
import type { Hold } from '../../../../shared/features/signals/signal';
import type { Clock, Timer } from '../../kit/clock';
import type { VenueEvents, VenueFeed } from './source';

/** A price older than this objects to nothing, ms. */
const FRESH_MS = 30_000;
/** A difference is news once it has lasted this long, ms. */
const LASTING_MS = 30_000;
const LOOK_EVERY_MS = 1_000;
const BASIS = 10_000;
const WORST_MINUTES = 60;

/** The latest price of an instrument with its exchange time. */
export interface SeenPrice {
  readonly price: number;
  readonly at: number;
}

export interface Divergence {
  readonly instrument: string;
  readonly bps: number;
  readonly limit: number;
  readonly venue: string;
}

export interface RefereeOptions {
  readonly clock: Clock;
  /** Instruments both venues list. */
  readonly instruments: readonly string[];
  readonly connect: (events: VenueEvents) => VenueFeed;
  /** The source's own price; null while it is not known or not fresh. */
  readonly primary: (instrument: string) => number | null;
  /** Basis points; 0 asks nobody. */
  readonly limitBps: () => number;
  /** A difference over the limit has lasted; told once until it was under half of it. */
  readonly diverged: (divergence: Divergence) => void;
}

interface Sight {
  price: number;
  /** The referee's own time of it, ms. */
  at: number;
  arrivedAt: number;
  quoted: boolean;
  bps: number | null;
  overSince: number | null;
  diverging: boolean;
  /** The largest difference of each minute of the last hour. */
  readonly worst: Map<number, number>;
}

/** Difference of two prices in basis points of the second. */
export function differenceBps(price: number, other: number): number {
  return Math.abs(price / other - 1) * BASIS;
}

/**
 * A second venue that only looks on: its prices enter no series and no decision. A validated signal whose entry it does not see
 * is held back; where it says nothing, nothing is held.
 */
export class Referee {
  readonly venue: string;
  readonly #feed: VenueFeed;
  readonly #sights: ReadonlyMap<string, Sight>;
  #looks: Timer | null = null;

  constructor(private readonly options: RefereeOptions) {
    this.#sights = new Map(options.instruments.map((id) => [id, unseen()]));
    this.#feed = options.connect(this.#events());
    this.venue = this.#feed.venue;
  }

  start(): void {
    this.#looks = this.options.clock.setInterval(() => this.#look(), LOOK_EVERY_MS);
    this.#feed.start();
  }

  async stop(): Promise<void> {
    this.#looks?.cancel();
    await this.#feed.stop();
  }

  resume(): void {
    for (const { id } of this.#feed.connections()) this.#feed.reconnect(id);
  }

  /** False for a connection that is not the referee's. */
  reconnect(connection: string): boolean {
    return this.#feed.reconnect(connection);
  }

  /** Why a signal decided at `at` with this entry is held back, in the referee's words; null where it does not object. */
  objection(instrument: string, entry: number, at: number): Hold | null {
    const limit = this.options.limitBps();
    const seen = this.price(instrument);
    if (limit === 0 || seen === null || Math.abs(at - seen.at) > FRESH_MS) return null;
    const bps = differenceBps(entry, seen.price);
    return bps > limit ? { reason: 'referee', values: { venue: this.venue, bps: rounded(bps), limit } } : null;
  }

  /** Its latest price; null while its line is not live, and before the first. */
  price(instrument: string): SeenPrice | null {
    const sight = this.#sights.get(instrument);
    if (sight === undefined || Number.isNaN(sight.price) || !this.#isLive()) return null;
    return { price: sight.price, at: sight.at };
  }

  health(): RefereeHealth {
    const now = this.options.clock.now();
    return {
      venue: this.venue,
      limitBps: this.options.limitBps(),
      connections: this.#feed.connections(),
      readings: [...this.#sights].map(([instrument, sight]) => reading(instrument, sight, now)),
    };
  }

  #events(): VenueEvents {
    const ignored = () => undefined;
    return {
      onTrade: ignored,
      onQuote: (instrument, ts, bid, ask) => {
        if (bid <= ask) this.#saw(instrument, ts, (bid + ask) / 2, true);
      },
      // The last trade of a thin pair may be old: where there are quotes their middle counts.
      onTicker: (instrument, ts, last) => {
        if (this.#sights.get(instrument)?.quoted === false) this.#saw(instrument, ts, last, false);
      },
      onKline: ignored,
      onState: ignored,
      onGapSuspected: ignored,
      onRefused: ignored,
    };
  }

  #saw(instrument: string, at: number, price: number, quoted: boolean): void {
    const sight = this.#sights.get(instrument);
    if (sight === undefined || at < sight.at) return;
    Object.assign(sight, { price, at, quoted, arrivedAt: this.options.clock.now() });
  }

  #isLive(): boolean {
    return this.#feed.connections().some(({ state }) => state === 'live');
  }

  #look(): void {
    const now = this.options.clock.now();
    const live = this.#isLive();
    for (const [instrument, sight] of this.#sights) {
      const price = this.options.primary(instrument);
      const usable = live && price !== null && now - sight.arrivedAt <= FRESH_MS;
      sight.bps = usable ? differenceBps(price, sight.price) : null;
      remember(sight, now);
      this.#judge(instrument, sight, now);
    }
  }

  /** Fires once over the limit for a while, is over under half of it; a missing price begins and ends nothing. */
  #judge(instrument: string, sight: Sight, now: number): void {
    const limit = this.options.limitBps();
    const { bps } = sight;
    if (bps === null || limit === 0 || bps <= limit) sight.overSince = null;
    else sight.overSince ??= now;
    if (limit === 0 || (bps !== null && bps < limit / 2)) sight.diverging = false;
    if (sight.diverging || bps === null || sight.overSince === null || now - sight.overSince < LASTING_MS) return;
    sight.diverging = true;
    this.options.diverged({ instrument, bps: rounded(bps), limit, venue: this.venue });
  }
}

function unseen(): Sight {
  const never = { price: Number.NaN, at: Number.NEGATIVE_INFINITY, arrivedAt: Number.NEGATIVE_INFINITY };
  return { ...never, quoted: false, bps: null, overSince: null, diverging: false, worst: new Map() };
}

function remember(sight: Sight, now: number): void {
  const minute = Math.floor(now / MINUTE);
  for (const old of sight.worst.keys()) if (old <= minute - WORST_MINUTES) sight.worst.delete(old);
  if (sight.bps !== null) sight.worst.set(minute, Math.max(sight.worst.get(minute) ?? 0, sight.bps));
}

function reading(instrument: string, sight: Sight, now: number): RefereeReading {
  const seen = !Number.isNaN(sight.price);
  return {
    instrument,
    price: seen ? sight.price : null,
    ageMs: seen ? now - sight.arrivedAt : null,
    bps: sight.bps === null ? null : rounded(sight.bps),
    worstBps: sight.worst.size === 0 ? null : rounded(Math.max(...sight.worst.values())),
    diverging: sight.diverging,
  };
}

function rounded(bps: number): number {
  return Math.round(bps * 10) / 10;
}
