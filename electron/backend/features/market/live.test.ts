import { describe, expect, it } from 'vitest';
import { MINUTE } from '../../../../shared/base/time';
import { aStore, TEST_START } from '../../../../test/builders/store';
import { knownInstrument } from '../../engine/catalogue';
import { systemIds } from '../../kit/ids';
import { MarketCore } from './core';
import { LiveMarket } from './live';
import { TickBuffer } from './ticks';

async function aMarket() {
  const { store, clock } = await aStore();
  const order: string[] = [];
  const instruments = ['BTCUSDT', 'ETHUSDT'].flatMap((id) => knownInstrument(id) ?? []);
  const { series } = store;
  const count = () => series.readCandles('binance', 'BTCUSDT', '1m').ts.length;
  const core = new MarketCore({
    source: 'binance',
    instruments,
    baseTimeframe: '1m',
    series,
    evaluate: () => order.push(`evaluated with ${count()} stored`),
    now: () => clock.now(),
    isOpen: () => true,
    onError: (error) => {
      throw error;
    },
  });
  core.barNews.listen(({ closed }) => order.push(closed === null ? 'forming' : `told with ${count()} stored`));
  const refused: string[] = [];
  const live = new LiveMarket({
    core,
    clock,
    ids: systemIds(clock),
    ticks: new TickBuffer('binance', ['BTCUSDT', 'ETHUSDT'], series),
    historyFrom: TEST_START,
    silenceMs: 10_000,
    refused: (refusal) => refused.push(refusal),
    wanted: () => undefined,
    owed: () => undefined,
  });
  live.connected = true;
  const stored = (id: string) => Array.from(series.readCandles('binance', id, '1m').ts, (ts) => (ts - TEST_START) / MINUTE);
  return { series, live, core, order, refused, stored };
}

describe('minutes from live events', () => {
  it('[MKT20] close by an event of a later minute, anywhere on the venue, and not while a connection is down', async () => {
    const { live, stored } = await aMarket();
    live.trade('BTCUSDT', TEST_START + 50_000, 100, 1, 1);
    live.trade('ETHUSDT', TEST_START + 55_000, 10, 1, 2);
    live.event(TEST_START + MINUTE + 400);
    live.finish();
    expect(stored('BTCUSDT'), 'a trade may still be on its way').toEqual([]);
    live.connected = false;
    live.event(TEST_START + MINUTE + 5_000);
    live.connected = true;
    live.finish();
    expect(stored('BTCUSDT'), 'silence proves nothing while the line is down').toEqual([]);
    live.event(TEST_START + MINUTE + 5_001);
    live.finish();
    expect([stored('BTCUSDT'), stored('ETHUSDT')]).toEqual([[0], [0]]);
  });

  it('[MKT20] close by a later trade of the same instrument at once', async () => {
    const { live, stored } = await aMarket();
    live.trade('BTCUSDT', TEST_START + 55_000, 100, 1, 1);
    live.trade('BTCUSDT', TEST_START + 61_000, 101, 1, 2);
    live.finish();
    expect(stored('BTCUSDT')).toEqual([0]);
  });

  it('[MKT23] are stored, then evaluated, then told', async () => {
    const { live, core, order } = await aMarket();
    core.forming('BTCUSDT', '1m');
    live.trade('BTCUSDT', TEST_START + 55_000, 100, 1, 1);
    order.length = 0;
    live.event(TEST_START + 61_000);
    live.finish();
    expect(order).toEqual(['evaluated with 1 stored', 'told with 1 stored']);
  });

  it("[MKT21] a jump of the venue's clock opens a gap record, and what follows waits for history", async () => {
    const { live, series, stored } = await aMarket();
    live.trade('BTCUSDT', TEST_START + 1_000, 100, 1, 1);
    live.trade('BTCUSDT', TEST_START + 3 * MINUTE + 1_000, 100, 1, 2);
    live.event(TEST_START + 4 * MINUTE + 1_000);
    live.finish();
    expect(stored('BTCUSDT')).toEqual([]);
    expect(series.readGaps({ instrument: 'BTCUSDT', limit: 9 })).toMatchObject([
      { from: TEST_START + 4 * MINUTE, to: TEST_START + 5 * MINUTE, status: 'open', cause: 'silence' },
      { from: TEST_START, to: TEST_START + 4 * MINUTE, missing: 4, status: 'open', cause: 'silence' },
    ]);
  });

  it('[MKT21] a trade that comes after its minute was delivered asks for a revision', async () => {
    const { live, refused } = await aMarket();
    live.trade('BTCUSDT', TEST_START + 55_000, 100, 1, 1);
    live.trade('BTCUSDT', TEST_START + 61_000, 101, 1, 3);
    live.trade('BTCUSDT', TEST_START + 59_000, 100.5, 1, 2);
    expect(refused).toEqual(['too-late']);
    expect([...(live.channels.get('BTCUSDT')?.revisions ?? [])]).toEqual([TEST_START]);
    live.finish();
  });

  it('keeps an absurd price out of candles and quotes', async () => {
    const { live, core, refused } = await aMarket();
    live.trade('BTCUSDT', TEST_START + 1_000, 100, 1, 1);
    live.trade('BTCUSDT', TEST_START + 2_000, 1_000, 1, 2);
    expect(refused).toEqual(['absurd-price']);
    expect(core.quotes.read('BTCUSDT')).toMatchObject({ price: 100, at: TEST_START + 1_000 });
  });
});
