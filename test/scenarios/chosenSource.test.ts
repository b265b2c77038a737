import { afterEach, describe, expect, it } from 'vitest';
import { knownInstrument } from '../../electron/backend/engine/catalogue';
import { type RunningConsole, startConsole, temporaryFolder } from '../builders/console';
import { BinanceFake } from '../fakes/venues/binanceFake';

const folder = temporaryFolder();
let running: RunningConsole | null = null;
afterEach(async () => {
  await running?.stop();
  running = null;
  folder.remove();
});

const start = (env: Readonly<Record<string, string>>) =>
  startConsole({
    dataDir: folder.path,
    feed: { kind: 'auto' },
    env,
    catalogue: [knownInstrument('BTCUSDT')].flatMap((one) => one ?? []),
    historyMinutes: 10,
    repairWaits: [10],
    laneTimes: { silentAfterMs: 200, checkEveryMs: 5 },
  });

async function until(holds: () => boolean): Promise<void> {
  const giveUp = performance.now() + 15_000;
  while (!holds() && performance.now() < giveUp) await new Promise((resolve) => setTimeout(resolve, 10));
}

describe('the source of a run', () => {
  it('[MKT24] is the simulator where the venue does not answer, and says so', { timeout: 30_000 }, async () => {
    const nowhere = 'http://127.0.0.1:1';
    running = await start({ SIRRIUS_BINANCE_WS_URL: 'ws://127.0.0.1:1', SIRRIUS_BINANCE_REST_URL: nowhere });
    await until(() => running?.backend.market.health().state === 'simulation');
    expect(running.backend.market.health()).toMatchObject({
      source: 'simulation',
      state: 'simulation',
      publication: 'simulation',
    });
  });

  it('[MKT24] is the venue where it answers; lost later it is offline, never a simulation', { timeout: 30_000 }, async () => {
    const venue = await new BinanceFake({ start: Date.now(), symbols: ['BTCUSDT'] }).listen();
    running = await start({ SIRRIUS_BINANCE_WS_URL: venue.wsUrl, SIRRIUS_BINANCE_REST_URL: venue.restUrl });
    const { market, store } = running.backend;
    // A line on which nothing is said is dropped after 200 ms here: the venue speaks until it is heard.
    await until(() => {
      venue.second(Date.now());
      return market.health().state !== 'offline';
    });
    expect(market.health()).toMatchObject({ source: 'binance', publication: 'open' });
    await venue.close();
    await until(() => market.health().state === 'offline');
    expect(market.health()).toMatchObject({ source: 'binance', state: 'offline' });
    const offline = () => store.read.all(store.read.db.selectFrom('facts').select('subject').where('kind', '=', 'feed.offline'));
    await until(() => offline().length > 0);
    expect(offline()).toEqual([{ subject: 'binance' }]);
  });
});
