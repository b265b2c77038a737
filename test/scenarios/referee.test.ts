import { createRouterClient } from '@orpc/server';
import { afterEach, describe, expect, it } from 'vitest';
import { knownInstrument } from '../../electron/backend/engine/catalogue';
import { MINUTE } from '../../shared/base/time';
import type { Strategy } from '../../shared/features/signals/strategies/strategy';
import { OWNER } from '../builders/actor';
import { walkingBars } from '../builders/bars';
import { type Client, presetSettings, type RunningConsole, startConsole, temporaryFolder } from '../builders/console';
import { metronome } from '../builders/strategies';
import { BinanceFake } from '../fakes/venues/binanceFake';
import { KrakenFake } from '../fakes/venues/krakenFake';
import { TwelveDataFake } from '../fakes/venues/twelvedataFake';

const HISTORY = 120;
const PHASE = 40;
const SECONDS = [2, 12, 22, 32, 42, 52];
const LANE_TIMES = { silentAfterMs: 500, staleAfterMs: 5_000, handOverMs: 500, stableAfterMs: 50, checkEveryMs: 5 };

const folder = temporaryFolder();
let running: RunningConsole | null = null;
const venues: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await running?.stop();
  running = null;
  for (const venue of venues.splice(0)) await venue.close();
  folder.remove();
});

async function until(what: string, holds: () => boolean): Promise<void> {
  const giveUp = performance.now() + 20_000;
  while (!holds()) {
    if (performance.now() > giveUp) throw new Error(`never: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** One walk that both venues trade, the referee at a price of its own. */
async function aPair() {
  const start = Math.floor(Date.now() / MINUTE) * MINUTE - HISTORY * MINUTE;
  const bars = walkingBars(2000, 3, 40_000);
  const binance = await new BinanceFake({ start, symbols: ['BTCUSDT'] }).listen();
  const kraken = await new KrakenFake({ start, symbols: ['BTC/USDT'], heartbeatMs: 20 }).listen();
  venues.push(binance, kraken);
  let minute = 0;
  let id = 0;
  const next = () => {
    const prices = (['open', 'high', 'low', 'open', 'high', 'close'] as const).map(
      (name) => Math.round((bars[name][minute] ?? 1) * 100) / 100,
    );
    const at = start + minute * MINUTE;
    minute += 1;
    return prices.map((price, k) => {
      id += 1;
      return { symbol: 'BTCUSDT', id, ts: at + (SECONDS[k] ?? 0) * 1000, price, amount: 1 };
    });
  };
  for (let count = 0; count < HISTORY; count += 1) for (const trade of next()) binance.tape.add(trade);
  /** `factor` is what the referee makes of the price; null leaves it out. */
  const play = async (minutes: number, factor: number | null) => {
    for (let count = 0; count < minutes; count += 1) {
      for (const trade of next()) {
        const theirs = { ...trade, symbol: 'BTC/USDT', price: Math.round(trade.price * (factor ?? 1) * 100) / 100 };
        if (factor !== null) kraken.play([theirs]);
        await new Promise((resolve) => setTimeout(resolve, 3));
        binance.play([trade]);
        // The ticker of every second moves the venue's time on between two trades.
        binance.second(trade.ts + 7_000);
      }
    }
  };
  return { start, binance, kraken, play };
}

/** Each buys once in its life, four minutes after the one before it: with no record of its own every one of them passes the rules. */
function onceEach(start: number, count: number): Strategy[] {
  return Array.from({ length: count }, (_, index) => {
    const at = start + (HISTORY + 8 + index * 4) * MINUTE;
    return {
      ...metronome(1, 0.025, `once${index}`),
      scan({ bars }, from, to, sides) {
        for (let row = from; row < to; row += 1) sides[row] = bars.ts[row] === at ? 1 : 0;
      },
    };
  });
}

function decided({ backend }: RunningConsole, after: number) {
  const { read } = backend.store;
  const rows = read.all(read.db.selectFrom('signals').selectAll().where('source', '=', 'binance').where('at', '>', after));
  const notes = read.all(
    read.db.selectFrom('signal_events').select('note').where('kind', '=', 'quarantined').where('at', '>', after),
  );
  return {
    validated: rows.filter(({ state }) => state === 'validated').length,
    held: notes.filter(({ note }) => note === 'referee').length,
  };
}

describe('a second venue over a whole backend', () => {
  it('[MKT45] [MKT47] holds back what the referee does not see, lets pass what it sees, and going away disturbs nothing', {
    timeout: 90_000,
  }, async () => {
    const { start, binance, kraken, play } = await aPair();
    await presetSettings(folder.path, { signalTimeframes: ['1m'], refereeBps: 150 });
    running = await startConsole({
      dataDir: folder.path,
      feed: { kind: 'live' },
      env: {
        SIRRIUS_BINANCE_WS_URL: binance.wsUrl,
        SIRRIUS_BINANCE_REST_URL: binance.restUrl,
        SIRRIUS_KRAKEN_WS_URL: kraken.wsUrl,
        SIRRIUS_KRAKEN_REST_URL: kraken.restUrl,
      },
      catalogue: ['BTCUSDT'].flatMap((one) => knownInstrument(one) ?? []),
      strategies: onceEach(start, 40),
      laneTimes: LANE_TIMES,
      repairWaits: [20, 50, 100],
      historyMinutes: HISTORY,
    });
    const { backend } = running;
    const health = () =>
      createRouterClient(backend.router, { context: { actor: OWNER, host: 'web', sessionId: null } }) as Client;
    await until('both venues are met', () => binance.peers.size === 1 && kraken.peers.size === 1);
    expect([...kraken.peers][0]?.subscriptions, 'it only looks on').toEqual(new Set(['ticker BTC/USDT']));

    await play(PHASE, 1);
    await until('signals pass', () => decided(running as RunningConsole, 0).validated > 0);
    expect(decided(running, 0).held, 'both venues agree').toBe(0);
    const seen = (await health().monitoring.health()).referee;
    expect(seen).toMatchObject({ venue: 'kraken', limitBps: 150 });
    expect(seen?.connections[0]).toMatchObject({ state: 'live', subscriptions: 1 });

    await play(3, 1.05);
    const apart = binance.tape.now;
    await play(PHASE, 1.05);
    await until('signals are held', () => decided(running as RunningConsole, apart).held > 0);
    expect(decided(running, apart).validated, 'none passes while they differ').toBe(0);

    await kraken.close();
    venues.splice(venues.indexOf(kraken), 1);
    const alone = binance.tape.now + MINUTE;
    await play(PHASE, null);
    await until('signals pass again', () => decided(running as RunningConsole, alone).validated > 0);
    expect(decided(running, alone).held).toBe(0);
    expect(backend.market.health().connections[0]?.state).toBe('live');
    const stored = backend.store.series.readCandles('kraken', 'BTCUSDT', '1m').ts.length;
    expect(stored, 'its prices enter no series').toBe(0);
  });

  it('[MKT47] a simulation has none', { timeout: 30_000 }, async () => {
    running = await startConsole({ dataDir: folder.path, feed: { kind: 'simulation' }, historyMinutes: 10 });
    const { backend } = running;
    const client = createRouterClient(backend.router, { context: { actor: OWNER, host: 'web', sessionId: null } }) as Client;
    expect((await client.monitoring.health()).referee).toBeUndefined();
  });
});

describe('the price feed with a key over a whole backend', () => {
  it('[MKT40] starts without a key and says so, takes one from the settings, and never gives it back', {
    timeout: 60_000,
  }, async () => {
    const KEY = 'key-of-the-scenario-1';
    const venue = await new TwelveDataFake({ start: Date.now(), symbols: ['EUR/USD'], key: KEY }).listen();
    venues.push(venue);
    await presetSettings(folder.path, { feed: 'twelvedata' });
    running = await startConsole({
      dataDir: folder.path,
      feed: { kind: 'auto' },
      env: {
        SIRRIUS_TWELVEDATA_WS_URL: venue.wsUrl,
        SIRRIUS_TWELVEDATA_REST_URL: venue.restUrl,
        SIRRIUS_TWELVEDATA_CREDITS: '1000',
      },
      catalogue: ['EURUSD', 'BTCUSDT'].flatMap((one) => knownInstrument(one) ?? []),
      historyMinutes: 5,
      repairWaits: [20],
    });
    const { backend, logged } = running;
    const client = createRouterClient(backend.router, { context: { actor: OWNER, host: 'web', sessionId: null } }) as Client;
    expect(await client.monitoring.health()).toMatchObject({ source: 'twelvedata', state: 'offline', key: 'missing' });
    expect((await client.market.instruments()).instruments).toMatchObject([{ id: 'EURUSD', hasVolume: false }]);
    expect(venue.attempts).toEqual([]);

    await client.monitoring.setFeedKey({ key: 'a-wrong-key-0' });
    await until('the wrong key is refused', () => backend.market.health().key === 'refused');
    expect(await client.monitoring.feedKey()).toMatchObject({ state: 'refused', keptIn: 'file' });

    await client.monitoring.setFeedKey({ key: KEY });
    await until('the feed is connected', () => venue.peers.size === 1 && [...venue.peers][0]?.subscriptions.size === 1);
    const told = () => venue.tell({ symbol: 'EUR/USD', ts: Date.now(), price: 1.1, bid: 1.0999, ask: 1.1001 });
    await until('a price arrives', () => {
      told();
      return backend.market.core.quotes.read('EURUSD')?.price === 1.1;
    });
    expect(backend.market.health()).toMatchObject({ key: 'present', publication: 'open' });
    const answers = JSON.stringify([
      await client.monitoring.feedKey(),
      await client.monitoring.health(),
      await client.settings.get(),
    ]);
    const { read } = backend.store;
    const audited = JSON.stringify([
      read.all(read.db.selectFrom('audit').selectAll()),
      read.all(read.db.selectFrom('facts').selectAll()),
    ]);
    for (const text of [answers, audited, logged.join('\n')]) expect(text).not.toContain(KEY);
  });
});
