import type { DataSource, Instrument, Venue } from '../../shared/features/market/instrument';
import { BinanceFeed } from './connectors/binance/feed';
import { KrakenFeed } from './connectors/kraken/feed';
import type { LaneTimes } from './connectors/laneOptions';
import { TwelveDataFeed } from './connectors/twelvedata/feed';
import { SessionCalendar } from './features/market/sessions';
import type { VenueEvents, VenueFeed } from './features/market/source';
import type { Clock } from './kit/clock';
import { httpGet } from './kit/net';
import type { Simulator } from './simulator/server';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where a venue is reached; settable so that a stand-in on loopback can take its place. */
export interface VenueUrls {
  readonly ws: string;
  readonly rest: string;
}

const DEFAULTS: Readonly<Record<Venue, VenueUrls>> = {
  binance: { ws: 'wss://stream.binance.com:9443', rest: 'https://api.binance.com' },
  kraken: { ws: 'wss://ws.kraken.com', rest: 'https://api.kraken.com' },
  twelvedata: { ws: 'wss://ws.twelvedata.com', rest: 'https://api.twelvedata.com' },
};
const TIME_PATHS: Readonly<Record<Venue, string>> = {
  binance: '/api/v3/time',
  kraken: '/0/public/Time',
  twelvedata: '/api_usage',
};

/** The venue that looks on while another one is the source; prices of currencies and indices have none. */
const REFEREES: Readonly<Partial<Record<Venue, Venue>>> = { binance: 'kraken', kraken: 'binance' };

export function venueUrls(venue: Venue, env: Environment): VenueUrls {
  const name = venue.toUpperCase();
  return {
    ws: env[`SIRRIUS_${name}_WS_URL`] ?? DEFAULTS[venue].ws,
    rest: env[`SIRRIUS_${name}_REST_URL`] ?? DEFAULTS[venue].rest,
  };
}

/** Whether the venue answers within the time. */
export async function isReachable(venue: Venue, urls: VenueUrls, timeoutMs: number): Promise<boolean> {
  try {
    return (await httpGet(urls.rest + TIME_PATHS[venue], timeoutMs)).status === 200;
  } catch {
    // No answer is the answer: the caller asks nothing else of it.
    return false;
  }
}

export interface FeedPlan {
  readonly source: DataSource;
  readonly instruments: readonly Instrument[];
  readonly connect: (events: VenueEvents, clockOffsetMs: () => number) => VenueFeed;
}

/** What only the price feed with a key needs. */
export interface KeyedOptions {
  readonly key: () => string | null;
  readonly creditsPerMinute?: number;
}

/** The instruments a venue lists, and how to connect to it. */
export function livePlan(
  venue: Venue,
  urls: VenueUrls,
  catalogue: readonly Instrument[],
  clock: Clock,
  times: Partial<LaneTimes> = {},
  keyed: KeyedOptions = { key: () => null },
  light = false,
): FeedPlan {
  const listed = catalogue.filter(({ venueSymbols }) => venueSymbols[venue] !== undefined);
  // A stream of prices has no volume, whatever the instrument has elsewhere.
  const instruments = venue === 'twelvedata' ? listed.map((one) => ({ ...one, hasVolume: false })) : listed;
  const named = instruments.map(({ id, venueSymbols }) => ({ id, symbol: venueSymbols[venue] ?? id }));
  const options = { wsUrl: urls.ws, restUrl: urls.rest, instruments: named, clock, times, light };
  const calendar = new SessionCalendar();
  const awake = () => instruments.some((one) => calendar.isOpen(one, clock.now()));
  return {
    source: venue,
    instruments,
    connect: (sink, clockOffsetMs) =>
      venue === 'binance'
        ? new BinanceFeed({ ...options, sink, clockOffsetMs })
        : venue === 'kraken'
          ? new KrakenFeed({ ...options, sink, clockOffsetMs })
          : new TwelveDataFeed({ ...options, ...keyed, awake, sink, clockOffsetMs }),
  };
}

/**
 * The second venue of a source, for the instruments both list; null where there is none. A stand-in on loopback is never
 * judged by a real venue.
 */
export function refereePlan(
  venue: Venue,
  env: Environment,
  catalogue: readonly Instrument[],
  clock: Clock,
  times: Partial<LaneTimes> = {},
): FeedPlan | null {
  const referee = REFEREES[venue];
  if (referee === undefined) return null;
  const isStandIn = (one: Venue) => env[`SIRRIUS_${one.toUpperCase()}_WS_URL`] !== undefined;
  if (isStandIn(venue) && !isStandIn(referee)) return null;
  const both = catalogue.filter(({ venueSymbols }) => venueSymbols[venue] !== undefined);
  const plan = livePlan(referee, venueUrls(referee, env), both, clock, times, undefined, true);
  return plan.instruments.length === 0 ? null : plan;
}

/** The simulator lists every instrument, under its own id, and is met through the Binance connector like the venue itself. */
export function simulationPlan(simulator: Simulator, catalogue: readonly Instrument[], clock: Clock): FeedPlan {
  const instruments = catalogue.map(({ id }) => ({ id, symbol: id }));
  const options = { wsUrl: simulator.wsUrl, restUrl: simulator.restUrl, instruments, clock };
  return {
    source: 'simulation',
    instruments: catalogue,
    connect: (sink, clockOffsetMs) => new BinanceFeed({ ...options, sink, clockOffsetMs }),
  };
}
