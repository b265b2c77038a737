import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { VenueError } from '../../../electron/backend/connectors/feed';
import { TwelveDataFeed, type TwelveDataOptions } from '../../../electron/backend/connectors/twelvedata/feed';
import { MINUTE } from '../../../shared/base/time';
import { sharedData } from '../../builders/sharedData';
import { TwelveDataFake } from '../../fakes/venues/twelvedataFake';
import { connectorSuite } from './connectorSuite';
import { Rig, START, turn, type VenueUnderTest } from './rig';

const SYMBOLS = ['EUR/USD', 'USD/JPY'] as const;
const KEY = 'a-key-of-the-venue';

function venue(options: Partial<TwelveDataOptions> = {}, creditsPerDay?: number): VenueUnderTest {
  const limit = creditsPerDay === undefined ? {} : { creditsPerDay };
  return {
    name: 'twelvedata',
    symbols: SYMBOLS,
    pricesOnly: true,
    fake: () => new TwelveDataFake({ start: START, symbols: SYMBOLS, key: KEY, ...limit }).listen(),
    feed: (setup) => new TwelveDataFeed({ ...setup, key: () => KEY, creditsPerMinute: 1_000, ...options }),
    history: { minutes: 5_000, requests: 1 },
  };
}

connectorSuite(venue());

describe('what only Twelve Data asks for', () => {
  let rig: Rig;

  afterEach(() => rig.close());

  const fakeOf = (): TwelveDataFake => {
    const { fake } = rig;
    if (!(fake instanceof TwelveDataFake)) throw new Error('a Twelve Data fake is expected');
    return fake;
  };
  const feedOf = (): TwelveDataFeed => {
    const { feed } = rig;
    if (!(feed instanceof TwelveDataFeed)) throw new Error('a Twelve Data feed is expected');
    return feed;
  };

  it('[MKT40] says that the key is missing, asks nobody anything, and connects once there is one', async () => {
    let key: string | null = null;
    rig = await Rig.open(venue({ key: () => key }));
    rig.feed.start();
    expect(rig.feed.connections()[0]).toMatchObject({ state: 'closed', lastError: 'key missing' });
    expect(rig.recorder.states()).toEqual(['closed']);
    await expect(rig.feed.serverTime()).rejects.toThrow(VenueError);
    expect([...rig.fake.attempts, ...rig.fake.requests]).toEqual([]);
    key = KEY;
    rig.feed.reconnect('twelvedata-1');
    await rig.subscribed(0);
    rig.play(2);
    await rig.heard(2);
    expect(feedOf().keyState()).toBe('present');
  });

  it.each(['status', 'word'] as const)(
    '[MKT40] stops with a key the venue refuses by %s, and goes on with another',
    async (how) => {
      let key = 'a-wrong-key';
      rig = await Rig.open(venue({ key: () => key }));
      fakeOf().refusesKeyBy = how;
      rig.feed.start();
      await rig.recorder.until(() => feedOf().keyState() === 'refused');
      for (let times = 0; times < 40; times += 1) await turn();
      expect(rig.fake.attempts.length, 'it is not tried again and again').toBe(1);
      expect(rig.feed.connections()[0]).toMatchObject({ state: 'closed', lastError: 'key refused' });
      key = KEY;
      rig.feed.reconnect('twelvedata-1');
      await rig.subscribed(1);
      expect(feedOf().keyState()).toBe('present');
    },
  );

  it('[MKT40] knows a refused key by REST too, and never tells it', async () => {
    rig = await Rig.open(venue({ key: () => 'a-wrong-key' }));
    const fault: unknown = await rig.feed.serverTime().catch((error: unknown) => error);
    expect(fault).toBeInstanceOf(VenueError);
    expect(String(fault)).not.toContain('a-wrong-key');
    expect(rig.fake.requests).toHaveLength(1);
    expect(feedOf().keyState()).toBe('refused');
  });

  it('names the symbol that is not in the plan and keeps the others', async () => {
    rig = await Rig.open(venue());
    fakeOf().notInPlan.add('EUR/USD');
    await rig.start();
    rig.play(2);
    await rig.heard(2);
    expect(rig.received()).toEqual([2]);
    expect(rig.recorder.of('refused')).toEqual([
      {
        kind: 'refused',
        refusal: 'unknown-symbol',
        detail: 'subscription refused: not listed, or not in the plan',
        sample: 'EUR/USD',
      },
    ]);
    fakeOf().second(START + 2 * MINUTE);
    await expect(rig.feed.backfill('BTCUSDT', START, START + MINUTE)).rejects.toMatchObject({ status: 403 });
  });

  it('keeps a quiet line alive by heartbeats, and is never stale while no market is open', async () => {
    rig = await Rig.open(venue({ heartbeatEveryMs: 20, awake: () => false }), {
      shortened: { silentAfterMs: 400, staleAfterMs: 60 },
    });
    await rig.start();
    rig.play(2);
    await rig.heard(2);
    while (fakeOf().heartbeats < 4) await turn();
    expect(rig.recorder.states()).toEqual(['connecting', 'live']);
    expect(rig.fake.attempts).toHaveLength(1);
  });

  it('does not wait for the credits of another day', async () => {
    rig = await Rig.open(venue({}, 1));
    await expect(rig.feed.serverTime()).resolves.toBeGreaterThan(0);
    await expect(rig.feed.serverTime()).rejects.toMatchObject({ status: 403 });
    expect(rig.fake.requests).toHaveLength(2);
  });

  it('an empty stretch of history is empty, not an error', async () => {
    rig = await Rig.open(venue());
    fakeOf().second(START + 10 * MINUTE);
    expect(await rig.feed.backfill('BTCUSDT', START, START + 5 * MINUTE)).toEqual([]);
  });

  it('[MKT41] asks for the own bars of one instrument after the other', async () => {
    rig = await Rig.open(venue({ barsEveryMs: 20 }));
    await rig.start();
    rig.fake.play(rig.trades(12, 30_000));
    await rig.recorder.until(() => new Set(rig.recorder.of('kline').map(({ instrument }) => instrument)).size === 2);
    expect(rig.recorder.of('kline').every(({ closed, volume }) => closed && volume === 0)).toBe(true);
  });

  const CROSSED = 'market/forex/fxcm_EURUSD_1m_bidask_201405_plus.csv.gz';
  it.skipIf(sharedData(CROSSED) === null)('[MKT42] shows every crossed quote of a real vendor and uses none', async () => {
    rig = await Rig.open(venue());
    await rig.start();
    const rows = gunzipSync(readFileSync(sharedData(CROSSED) ?? ''))
      .toString('utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(',').map(Number));
    const crossed = rows.filter((row) => (row[8] ?? 0) < (row[4] ?? 0));
    expect(crossed.length, 'the file is the one with the vendor’s fault').toBe(436);
    // The file has holes of months: what counts is the order of its quotes, not their distance.
    for (const [index, row] of rows.entries()) {
      const [bid = 0, ask = 0] = [row[4], row[8]];
      fakeOf().tell({ symbol: 'EUR/USD', ts: START + (index + 1) * 1000, price: (bid + ask) / 2, bid, ask });
      if (index % 500 === 0) await turn();
    }
    await rig.recorder.until(() => rig.recorder.of('quote').length === rows.length);
    const faults = rig.recorder.of('quote').filter(({ bid, ask }) => ask < bid);
    expect(faults).toHaveLength(436);
    expect(rig.recorder.of('trade')).toHaveLength(rows.length - 436);
    const faulty = new Set(faults.map(({ ts }) => ts));
    expect(rig.recorder.of('trade').some(({ ts }) => faulty.has(ts))).toBe(false);
  });
});
