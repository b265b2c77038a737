import { timeframeMs } from '../../shared/base/time';
import { type DataSource, dataSource, type Instrument, type Venue } from '../../shared/features/market/instrument';
import type { Settings } from '../../shared/features/settings/contract';
import type { LaneTimes } from './connectors/laneOptions';
import { INSTRUMENTS } from './engine/catalogue';
import { tapeSource } from './engine/replay';
import type { Evaluate } from './features/market/core';
import { FileSource } from './features/market/fileSource';
import { type FeedNews, LiveSource } from './features/market/liveSource';
import { Referee } from './features/market/referee';
import { SessionCalendar } from './features/market/sessions';
import type { MarketSource } from './features/market/source';
import { type FeedPlan, isReachable, livePlan, refereePlan, simulationPlan, venueUrls } from './feeds';
import type { Clock } from './kit/clock';
import type { Ids } from './kit/ids';
import type { Log } from './kit/log';
import { startSimulator } from './simulator/server';
import type { Series } from './store/series';
import type { Commands } from './store/types';
import { loadTape } from './tapeFile';

export type FeedChoice =
  | { readonly kind: 'auto' | 'live' | 'simulation' }
  | { readonly kind: 'file'; readonly path: string; readonly instrument: string; readonly speed: number };

export interface ChooseOptions {
  readonly feed: FeedChoice;
  /** What the operator's settings say, where the command line says nothing. */
  readonly preferred: Settings['feed'];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly log: Log;
  readonly ids: Ids;
  readonly series: Series;
  readonly commands: Commands;
  readonly evaluate: Evaluate;
  readonly onError: (error: unknown) => void;
  /** The instruments there are; those the console is delivered with unless told otherwise. */
  readonly catalogue?: readonly Instrument[];
  readonly laneTimes?: Partial<LaneTimes>;
  readonly repairWaits?: readonly number[];
  readonly historyMinutes?: number;
  readonly tradesPerSecond?: number;
  readonly disturbances?: boolean;
  /** The key of the price feed, null while there is none. */
  readonly key: () => string | null;
  /** Basis points a second venue's price may differ by; 0 asks nobody. */
  readonly refereeBps: () => number;
  /** The operator's instruments, in order. */
  readonly watchlist: () => readonly string[];
}

export interface ChosenSource {
  readonly market: MarketSource;
  /** From when decisions go on record on the very first run with this source. */
  readonly recordFrom: () => number;
  /** The second venue that looks on; null where there is none. */
  readonly referee: Referee | null;
  /** Ends what was started for the source besides itself. */
  close(): Promise<void>;
}

/** The same market in every run, so that what is stored of it stays true after a restart. */
const SIMULATION_SEED = 20_260_101;
const REACH_WITHIN = 5_000;
const NOTHING = () => Promise.resolve();

/** The one choice of a run. A live venue that is lost later is offline, never a simulation: going live is the operator's act. */
export async function chooseSource(options: ChooseOptions): Promise<ChosenSource> {
  const { feed, preferred, env, clock, laneTimes } = options;
  if (feed.kind === 'file') return fileSource(options, feed);
  const wish = feed.kind === 'auto' ? preferred : feed.kind === 'live' ? liveVenue(preferred) : 'simulation';
  if (wish === 'simulation') return simulation(options);
  const venue: Venue = wish === 'auto' ? 'binance' : wish;
  const urls = venueUrls(venue, env);
  if (wish === 'auto' && !(await isReachable(venue, urls, REACH_WITHIN))) {
    options.log.info('the venue cannot be reached: this run is a simulation', { venue });
    return simulation(options);
  }
  const catalogue = options.catalogue ?? INSTRUMENTS;
  const credits = Number(env.SIRRIUS_TWELVEDATA_CREDITS);
  const keyed = { key: options.key, ...(credits > 0 ? { creditsPerMinute: credits } : {}) };
  const chosen = venueSource(options, livePlan(venue, urls, catalogue, clock, laneTimes, keyed), NOTHING);
  const plan = refereePlan(venue, env, catalogue, clock, laneTimes);
  return plan === null ? chosen : { ...chosen, referee: openReferee(options, chosen.market, plan) };
}

/** A price of the source older than this is compared with nothing, ms. */
const PRIMARY_FRESH = 30_000;

function openReferee(options: ChooseOptions, market: MarketSource, plan: FeedPlan): Referee {
  return new Referee({
    clock: options.clock,
    instruments: plan.instruments.map(({ id }) => id),
    connect: (events) => plan.connect(events, () => 0),
    primary: (instrument) => {
      const quote = market.core.quotes.read(instrument);
      const fresh = quote?.at !== null && quote?.at !== undefined && market.now() - quote.at <= PRIMARY_FRESH;
      return fresh ? quote.price : null;
    },
    limitBps: options.refereeBps,
    diverged: ({ instrument, ...values }) =>
      announce(options, market.source, 'feed.divergence', { instrument, ...values }, instrument),
  });
}

function liveVenue(preferred: Settings['feed']): Venue {
  return preferred === 'kraken' || preferred === 'twelvedata' ? preferred : 'binance';
}

async function simulation(options: ChooseOptions): Promise<ChosenSource> {
  // The simulator knows one kind of stock exchange.
  const catalogue = options.catalogue ?? INSTRUMENTS;
  const instruments = catalogue.map(
    (one) => ({ ...one, symbol: one.id, session: one.session === 'xetra' ? 'us-equity' : one.session }) as const,
  );
  const { clock, tradesPerSecond } = options;
  // A benchmark measures a calm line.
  const disturbances = options.disturbances ?? tradesPerSecond === undefined;
  const rate = tradesPerSecond === undefined ? {} : { tradesPerSecond };
  const simulator = await startSimulator({ seed: SIMULATION_SEED, instruments, clock, disturbances, ...rate });
  return venueSource(options, simulationPlan(simulator, catalogue, clock), () => simulator.close());
}

function venueSource(options: ChooseOptions, plan: FeedPlan, close: () => Promise<void>): ChosenSource {
  const calendar = new SessionCalendar();
  const market = new LiveSource({
    ...options,
    ...plan,
    log: options.log.child('market'),
    isOpen: (instrument, at) => calendar.isOpen(instrument, at),
    announce: (news, values) => announce(options, plan.source, news, values),
  });
  return { market, recordFrom: () => market.now(), referee: null, close };
}

async function fileSource(options: ChooseOptions, feed: FeedChoice & { kind: 'file' }): Promise<ChosenSource> {
  const { tape, instrument } = await loadTape(feed.path, feed.instrument);
  const calendar = new SessionCalendar();
  const market = new FileSource({
    ...options,
    tape,
    source: dataSource.parse(tapeSource(instrument.id, tape)),
    instruments: [instrument],
    instrument: instrument.id,
    speed: feed.speed,
    isOpen: (one, at) => calendar.isOpen(one, at),
    onEnd: () => options.log.info('the file has been played', { rows: tape.rows, step: timeframeMs(tape.baseTimeframe) }),
  });
  return { market, recordFrom: () => 0, referee: null, close: NOTHING };
}

/** News of the feed are facts like any other: noted in the journal, and a notice by reaction. */
function announce(
  options: ChooseOptions,
  source: DataSource,
  news: FeedNews,
  values: Readonly<Record<string, string | number>>,
  subject: string = source,
): void {
  const simulated = source === 'simulation';
  try {
    options.commands.run({ actor: 'system:feed', action: news, input: values, subject }, (tx) => {
      tx.fact(news, subject, { notify: true, simulated, values });
    });
  } catch (error) {
    // Nothing may be stored on a full disk; the log is then the only witness.
    options.log.error('news of the feed could not be stored', { news, error });
  }
}
