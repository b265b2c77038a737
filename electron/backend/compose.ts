import { availableParallelism } from 'node:os';
import type { Instrument } from '../../shared/features/market/instrument';
import type { FeedKey } from '../../shared/features/monitoring/contract';
import { EVERYTHING } from '../../shared/features/quality/figures';
import { ruleSetFor } from '../../shared/features/signals/ruleSet';
import type { Hold } from '../../shared/features/signals/signal';
import { STRATEGIES } from '../../shared/features/signals/strategies/registry';
import type { Strategy } from '../../shared/features/signals/strategies/strategy';
import type { LaneTimes } from './connectors/laneOptions';
import { openDesks } from './desks';
import type { EngineSignal } from './engine/port';
import { type Access, createAccess } from './features/access/service';
import { auditChecks } from './features/audit/checks';
import { createAudit } from './features/audit/service';
import { createBacktests } from './features/backtests/service';
import type { BackupsService } from './features/backups/service';
import { Calendar } from './features/market/calendar';
import { CalendarRefresh } from './features/market/calendarRefresh';
import { readPack } from './features/market/charts';
import { marketChecks } from './features/market/checks';
import { createMarketService } from './features/market/service';
import type { MarketSource } from './features/market/source';
import { readAnnouncements, readWatchlist } from './features/market/store';
import { modelChecks } from './features/models/checks';
import { monitoringChecks } from './features/monitoring/checks';
import { createMonitoring } from './features/monitoring/service';
import { registerNotificationReactions } from './features/notifications/reactions';
import { createNotifications } from './features/notifications/service';
import { qualityChecks } from './features/quality/checks';
import { createQuality } from './features/quality/service';
import { createRegister } from './features/register/service';
import { reportChecks } from './features/reports/checks';
import { createReports } from './features/reports/service';
import { reviewChecks } from './features/reviews/checks';
import { createReviews } from './features/reviews/service';
import { createSettings } from './features/settings/service';
import { signalChecks } from './features/signals/checks';
import { Desk } from './features/signals/desk';
import { createSignals } from './features/signals/service';
import { type FeedKeys, openFeedKeys, type Vault } from './feedKeys';
import type { Clock } from './kit/clock';
import { systemIds } from './kit/ids';
import type { Log } from './kit/log';
import { monitorLoopDelay } from './kit/loopDelay';
import { httpDownload, httpPost } from './kit/net';
import { createPasswords } from './kit/passwords';
import { openLeadDesk } from './leadDesk';
import { beginRun } from './lifecycle';
import { openModelDesk } from './modelDesk';
import { type AppRouter, createRouter } from './router';
import { openSecrets } from './secrets';
import { chooseSource, type FeedChoice } from './sources';
import { anchorPath, readAnchors } from './store/anchor';
import { walkAudit, walkSeals } from './store/chainWalk';
import { openStore } from './store/open';
import type { Store } from './store/store';

export interface BackendOptions {
  readonly dataDir: string;
  readonly feed: FeedChoice;
  readonly host: 'desktop' | 'web';
  readonly version: string;
  readonly clock: Clock;
  readonly log: Log;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The system's key ring, where the host has one. */
  readonly vault?: Vault;
  /** Between the files and everything else; for tests that end the process between two commits. */
  readonly wrapStore?: (store: Store) => Store;
  /** Strategies that run; all that the console knows unless told otherwise. */
  readonly strategies?: readonly Strategy[];
  readonly catalogue?: readonly Instrument[];
  /** Shorter waits for venues on loopback. */
  readonly laneTimes?: Partial<LaneTimes>;
  readonly repairWaits?: readonly number[];
  readonly historyMinutes?: number;
  /** Trades a second and instrument of the simulator, for benchmarks. */
  readonly tradesPerSecond?: number;
  /** Ends and starts the backend anew, so that an armed restore is carried out; without it a person does that. */
  readonly restart?: () => void;
  /** False keeps the simulator's line calm; it has a bad moment every half hour or so otherwise. */
  readonly disturbances?: boolean;
}

/** A reason to keep a validated signal back; whoever has one says so. */
type HoldReason = (signal: EngineSignal) => Hold | null;

function firstHold(reasons: readonly HoldReason[], signal: EngineSignal): Hold | null {
  for (const reason of reasons) {
    const hold = reason(signal);
    if (hold !== null) return hold;
  }
  return null;
}

export interface Backend {
  readonly router: AppRouter;
  readonly access: Access;
  readonly store: Store;
  readonly market: MarketSource;
  readonly backups: BackupsService;
  /** Connects the feed and lets the kernels catch up; resolves when they have. Calls are answered before that too. */
  start(): Promise<void>;
  /** The machine woke up: feeds first. */
  resume(): void;
  /** Feeds, reactions and outbox end, the files are left whole behind. */
  stop(): Promise<void>;
}

/** The parts list: everything is made here, by hand, once. Throws StoreRefusal or FileFault where it cannot run. */
export async function openBackend(options: BackendOptions): Promise<Backend> {
  const { clock, log, dataDir, wrapStore = (same) => same } = options;
  const store = wrapStore(await openStore({ dataDir, clock, log }));
  try {
    return await assemble(options, store);
  } catch (error) {
    store.close();
    throw error;
  }
}

async function assemble(options: BackendOptions, store: Store): Promise<Backend> {
  const { clock, log } = options;
  const { read, commands, facts, series, reactions, outbox } = store;
  const ids = systemIds(clock);
  const onError = (error: unknown) => log.error('a listener failed', { error });
  const settings = createSettings(read);
  const keys = openFeedKeys({ dataDir: store.dataDir, env: options.env, vault: options.vault ?? null });
  const calendar = new Calendar(read, facts, () => settings.current().calendarImpactWords);
  const refresh = new CalendarRefresh({
    ...{ calendar, commands, facts, clock, onError },
    download: httpDownload,
    settings: settings.current,
  });
  const chosen = await chooseSource({
    ...options,
    series,
    commands,
    ids,
    onError,
    preferred: settings.current().feed,
    evaluate,
    key: keys.current,
    refereeBps: () => settings.current().refereeBps,
    watchlist: () => readWatchlist(read) ?? [],
  });
  const { market, referee } = chosen;
  const models = openModelDesk({ ...options, store, market, ids, timeframes: () => settings.current().signalTimeframes });
  const holds: HoldReason[] = [];
  if (referee !== null) holds.push(({ decision }) => referee.objection(decision.instrument, decision.entry, decision.at));
  const desk = new Desk({
    source: market.source,
    instruments: market.core.options.instruments,
    baseTimeframe: market.core.options.baseTimeframe,
    timeframes: settings.current().signalTimeframes,
    strategies: options.strategies ?? STRATEGIES,
    calendar: () => calendar.current,
    scorer: () => models.scorer(),
    scored: (tx, signal) => models.scored(tx, signal),
    hold: (signal) => firstHold(holds, signal),
    series,
    read,
    commands,
    log: log.child('engine'),
    marketNow: () => market.now(),
    recordFrom: chosen.recordFrom,
    publishing: () => market.publishing(),
  });
  function evaluate(...news: Parameters<Desk['evaluate']>): void {
    desk.evaluate(...news);
  }

  const access = createAccess({
    ...options,
    read,
    commands,
    facts,
    ids,
    passwords: createPasswords(),
    source: () => market.source,
    onError,
  });
  const loop = monitorLoopDelay(clock);
  const quality = createQuality({
    ...{ source: market.source, read, commands, facts, reactions, series, clock, ids, log: log.child('quality') },
    instruments: market.core.options.instruments,
    baseTimeframe: market.core.options.baseTimeframe,
    announcements: (from, to) => readAnnouncements(read, from, to),
    marketNow: () => market.now(),
  });
  holds.push(({ decision }) => quality.hold(decision.instrument));
  // `quality.locks` is how anybody else stops publication: `add` in a command of one's own, such as a proof that differs.
  const signals = createSignals({
    ...{ source: market.source, desk, read, facts, clock, ids },
    marketNow: () => market.now(),
    locked: (instrument) => quality.locks.of(instrument),
  });
  const monitoring = createMonitoring({
    read,
    outbox,
    clock,
    loop,
    memory: () => process.memoryUsage.rss(),
    feed: () => ({ ...market.health(), ...(referee === null ? {} : { referee: referee.health() }) }),
    reconnect: (connection) => market.reconnect(connection) || (referee?.reconnect(connection) ?? false),
    keys: {
      describe: () => describeKey(keys, market),
      keep: keys.keep,
      changed: () => market.keyChanged(),
    },
  });
  const backtests = createBacktests({
    ...{ read, commands, series, clock, ids, log },
    source: market.source,
    baseTimeframe: market.core.options.baseTimeframe,
    instruments: market.core.options.instruments,
    calendarVersion: () => calendar.current?.version ?? null,
    calendar: () =>
      calendar.current === null ? null : { announcements: readAnnouncements(read), version: calendar.current.version },
    codeVersion: options.version,
    nameOf: (id) => desks.nameOf(id),
    places: Math.max(2, availableParallelism()),
  });
  const secrets = openSecrets({ dataDir: store.dataDir, env: options.env, vault: options.vault ?? null });
  const leadDesk = openLeadDesk({ store, clock, secrets, env: options.env });
  const anchors = () => readAnchors(anchorPath(store.dataDir));
  const desks = openDesks({
    ...{ store, clock, ids, log, onError },
    restart: options.restart,
    timeZone: () => settings.current().timeZone,
    language: () => settings.current().language,
    checks: [
      monitoringChecks({ read, health: monitoring.health }),
      auditChecks({ audit: () => walkAudit(read, anchors()), seals: () => walkSeals(read, anchors()) }),
      marketChecks({ read }),
      signalChecks({
        read,
        source: market.source,
        instruments: market.core.options.instruments,
        isOpen: market.core.options.isOpen,
      }),
      modelChecks(models),
      qualityChecks({ read, source: market.source, locks: quality.locks, marketNow: () => market.now() }),
      reviewChecks({ read, source: market.source }),
      reportChecks({ read, source: market.source, marketNow: () => market.now() }),
    ],
  });
  const reviews = createReviews({
    ...{ source: market.source, instruments: market.core.options.instruments, read, commands, facts, clock, onError },
    marketNow: () => market.now(),
    candles: (instrument, timeframe, range) => readPack(market.core, instrument, timeframe, range),
    reviewers: desks.reviewers,
    nameOf: desks.nameOf,
  });
  const reports = createReports({
    ...{
      source: market.source,
      instruments: market.core.options.instruments,
      read,
      series,
      commands,
      facts,
      clock,
      ids,
      onError,
    },
    baseTimeframe: market.core.options.baseTimeframe,
    marketNow: () => market.now(),
    nameOf: desks.nameOf,
  });
  registerNotificationReactions({ reactions, ids, settings: settings.current, holders: desks.holders });
  const register = createRegister({
    ...{ dataDir: store.dataDir, read, commands, facts, reactions, outbox, series, clock, ids },
    log: log.child('register'),
    source: market.source,
    instruments: market.core.options.instruments,
    baseTimeframe: market.core.options.baseTimeframe,
    timeframes: settings.current().signalTimeframes,
    strategies: options.strategies ?? STRATEGIES,
    ruleSetFor: (instrument) => ruleSetFor(instrument),
    scorerFor: (model) => models.scorerFor(model),
    evaluatedTo: (instrument) => desk.evaluatedTo(instrument),
    stopPublication: (tx, reason) => {
      quality.locks.add(tx, { scope: EVERYTHING, kind: 'proof', owner: tx.actor, reason });
    },
    resumePublication: (tx, reason) => {
      const own = quality.locks.active().find(({ scope, kind }) => scope === EVERYTHING && kind === 'proof');
      if (own !== undefined) quality.locks.lift(tx, own.id, tx.actor, reason);
    },
    simulated: desk.simulated,
    post: httpPost,
    home: options.env.HOME ?? options.env.USERPROFILE ?? null,
  });
  const router = createRouter({
    commands,
    ids,
    log: log.child('router'),
    clock,
    principals: access.principals,
    handlers: {
      ...desks.handlers,
      ...leadDesk.handlers,
      access: access.handlers,
      audit: createAudit({
        read,
        clock,
        verify: () => walkAudit(read, anchors()),
        audited: (listener) => commands.audited(listener),
      }).handlers,
      backtests: backtests.handlers,
      market: createMarketService({
        core: market.core,
        calendar,
        refresh,
        calendarMinutes: ruleSetFor({ class: 'forex' }).calendarMinutes,
        read,
        clock,
        ready: (instrument) => market.ready(instrument),
      }).handlers,
      models: models.handlers,
      monitoring: monitoring.handlers,
      notifications: createNotifications({ read, facts, clock }).handlers,
      quality: quality.handlers,
      reports: reports.handlers,
      reviews: reviews.handlers,
      register: register.handlers,
      settings: settings.handlers,
      signals: signals.handlers,
    },
  });

  const run = beginRun({ commands, read, source: market.source });
  return {
    router,
    access,
    store,
    market,
    backups: desks.backups,
    async start() {
      loop.begin();
      access.start();
      reactions.start();
      outbox.start();
      backtests.start();
      // Prices first: the procedures take their time to read.
      market.start();
      referee?.start();
      // A key ring may ask its owner first: the feed connects when it has the key.
      const given = keys.current();
      void keys
        .load()
        .then(() => (keys.current() === given ? undefined : market.keyChanged()))
        .catch(onError);
      void secrets.load().then(leadDesk.start).catch(onError);
      desks.start();
      models.start();
      refresh.start();
      await market.timeKnown();
      await desk.prepare();
      quality.start();
      reviews.start();
      register.start();
      reports.start();
    },
    resume() {
      market.resume();
      referee?.resume();
      leadDesk.resume();
      desks.resume();
      register.resume();
    },
    async stop() {
      await quality.stop();
      reports.stop();
      reviews.stop();
      await register.stop();
      await refresh.stop();
      await leadDesk.stop();
      await desks.stop();
      await referee?.stop();
      await backtests.stop();
      await market.stop();
      await models.stop();
      await chosen.close();
      await outbox.stop();
      reactions.stop();
      signals.stop();
      await access.stop();
      loop.stop();
      run.end();
      store.close();
    },
  };
}

function describeKey(keys: FeedKeys, market: MarketSource): FeedKey {
  const known = keys.current() === null ? 'missing' : 'present';
  const state = keys.locked() ? 'locked' : (market.health().key ?? known);
  return { state, keptIn: keys.keptIn(), place: keys.place };
}
