import { describe, expect, it, onTestFinished } from 'vitest';
import { MINUTE } from '../../../../shared/base/time';
import { QUALITIES } from '../../../../shared/features/market/candle';
import type { LiveCandle } from '../../../../shared/features/market/contract';
import { aLog, aStore, TEST_START } from '../../../../test/builders/store';
import { knownInstrument } from '../../engine/catalogue';
import { systemIds } from '../../kit/ids';
import { nextTurn } from '../../kit/turn';
import { MarketCore } from './core';
import { LiveMarket } from './live';
import { liveCandles } from './liveCandles';
import { Repair } from './repair';
import { TickBuffer } from './ticks';

const ID = 'BTCUSDT';

/** The venue's memory: a bar for every minute, where it can be asked. */
class Venue {
  down = false;
  asked = 0;
  remembersFrom = Number.NEGATIVE_INFINITY;
  now = TEST_START;

  async backfill(_instrument: string, from: number, to: number) {
    this.asked += 1;
    if (this.down) throw new Error('no answer');
    const rows = [];
    for (let ts = Math.max(from, this.remembersFrom); ts < to; ts += MINUTE) {
      const price = 100 + (ts - TEST_START) / MINUTE;
      rows.push({ ts, open: price, high: price + 1, low: price - 1, close: price, volume: 7 });
    }
    return rows;
  }

  async serverTime(): Promise<number> {
    return this.now;
  }
}

type Opened = Awaited<ReturnType<typeof aStore>>;

function aRun({ store, clock }: Opened, venue: Venue, evaluated: number[] = []) {
  const instruments = [knownInstrument(ID)].flatMap((one) => one ?? []);
  const { series } = store;
  const onError = (error: unknown) => {
    throw error;
  };
  const core = new MarketCore({
    source: 'binance',
    instruments,
    baseTimeframe: '1m',
    series,
    evaluate: (_, { ts }) => evaluated.push(...Array.from(ts, (at) => (at - TEST_START) / MINUTE)),
    now: () => clock.now(),
    isOpen: () => true,
    onError,
  });
  const refused: string[] = [];
  const live: LiveMarket = new LiveMarket({
    core,
    clock,
    ids: systemIds(clock),
    ticks: new TickBuffer('binance', [ID], series),
    historyFrom: TEST_START,
    silenceMs: 365 * 86_400_000,
    refused: (refusal) => refused.push(refusal),
    wanted: () => repair.wake(),
    owed: (gap) => repair.owe(gap),
  });
  const { log } = aLog();
  const repair = new Repair({
    atOnce: 3,
    order: () => [],
    core,
    live,
    history: venue,
    clock,
    log,
    waits: [],
    owedWaits: [60_000, 120_000],
  });
  live.connected = true;
  onTestFinished(() => {
    repair.stop();
    live.finish();
  });
  const trade = (minute: number, price = 50) => {
    venue.now = TEST_START + minute * MINUTE + 5_000;
    live.trade(ID, venue.now, price, 1, minute);
  };
  const stored = () => {
    const { ts, close, quality } = series.readCandles('binance', ID, '1m');
    return Array.from(ts, (at, k) => `${(at - TEST_START) / MINUTE} ${close[k]} ${QUALITIES[quality[k] ?? 3]}`);
  };
  const gaps = () => series.readGaps({ source: 'binance', limit: 99 }).map(({ status }) => status);
  return { core, live, repair, trade, stored, gaps, evaluated, refused };
}

async function settled(turns = 60): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) await nextTurn();
}

/** A line that was lost during minute 1 and is back in minute 3, while history cannot be had. */
async function aGivenUpGap(opened: Opened, venue: Venue) {
  const run = aRun(opened, venue);
  run.trade(0);
  run.trade(1);
  await settled();
  venue.down = true;
  run.live.hole([ID], TEST_START + MINUTE + 6_000, 'reconnect');
  run.trade(3);
  run.trade(4);
  run.trade(5);
  await settled();
  return run;
}

describe('history that could not be had', () => {
  it('[MKT27] leaves its gap open, and is asked for again until it comes; no decision is made again', async () => {
    const opened = await aStore();
    const venue = new Venue();
    const run = await aGivenUpGap(opened, venue);
    expect(run.stored()).toEqual(['0 50 complete', '1 50 suspect', '3 50 suspect', '4 50 complete']);
    expect([run.gaps(), run.core.suspect(ID)]).toEqual([['open'], 2]);
    const before = [...run.evaluated];
    const asked = venue.asked;
    await opened.clock.advanceAsync(60_000);
    await settled();
    expect(venue.asked).toBe(asked + 1);
    expect(run.gaps()).toEqual(['open']);
    venue.down = false;
    await opened.clock.advanceAsync(119_000);
    await settled();
    expect(venue.asked, 'the pause has grown').toBe(asked + 1);
    await opened.clock.advanceAsync(2_000);
    await settled();
    expect(run.stored()).toEqual(['0 50 complete', '1 101 repaired', '2 102 repaired', '3 103 repaired', '4 50 complete']);
    expect([run.gaps(), run.core.suspect(ID), run.evaluated]).toEqual([['repaired'], 0, before]);
  });

  it('[MKT27] is asked for at once when the line is back', async () => {
    const opened = await aStore();
    const venue = new Venue();
    const run = await aGivenUpGap(opened, venue);
    venue.down = false;
    run.repair.venueIsBack();
    await settled();
    expect(run.gaps()).toEqual(['repaired']);
  });

  it('[MKT27] becomes unrepairable when the venue no longer remembers it', async () => {
    const opened = await aStore();
    const venue = new Venue();
    const run = await aGivenUpGap(opened, venue);
    Object.assign(venue, { down: false, remembersFrom: TEST_START + 40 * MINUTE, now: TEST_START + 760 * MINUTE });
    run.live.event(venue.now);
    await settled(900);
    run.repair.venueIsBack();
    await settled();
    expect(run.stored().slice(0, 3)).toEqual(['0 50 complete', '1 50 suspect', '3 50 suspect']);
    expect(run.gaps()).toEqual(['unrepairable']);
  });

  it('[MKT27] is settled by the next run where an earlier one ended before it came', async () => {
    const opened = await aStore();
    const venue = new Venue();
    const first = await aGivenUpGap(opened, venue);
    first.repair.stop();
    first.live.finish();
    venue.down = false;
    const evaluated: number[] = [];
    const second = aRun(opened, venue, evaluated);
    second.live.hole([ID], null, 'restart');
    second.trade(6);
    second.trade(7);
    await settled();
    second.trade(8);
    await settled();
    expect(second.gaps()).toEqual(['repaired', 'repaired']);
    expect(second.stored().slice(0, 5)).toEqual([
      '0 50 complete',
      '1 101 repaired',
      '2 102 repaired',
      '3 103 repaired',
      '4 50 complete',
    ]);
    expect(evaluated, 'only what came after').toEqual([5, 6, 7]);
  });

  it('[MKT27] closes without a question the record of a gap whose minutes a later run has fetched', async () => {
    const opened = await aStore();
    const { series } = opened.store;
    const venue = new Venue();
    const run = aRun(opened, venue);
    run.trade(0);
    run.trade(1);
    run.trade(2);
    await settled();
    run.repair.stop();
    run.live.finish();
    const of = { instrument: ID, timeframe: '1m', missing: 1, cause: 'restart', status: 'open' } as const;
    series.openGap('binance', { id: 'left by a run that was cut off', from: TEST_START, to: TEST_START + MINUTE, ...of });
    const second = aRun(opened, venue);
    second.trade(3);
    await settled();
    expect([venue.asked, second.gaps()]).toEqual([0, ['repaired']]);
  });

  it('[MKT28] reaches every chart that watches, longer bars too', async () => {
    const opened = await aStore();
    const venue = new Venue();
    const run = await aGivenUpGap(opened, venue);
    run.trade(7);
    await settled();
    const ended = new AbortController();
    const told: LiveCandle[] = [];
    const watch = async (timeframe: '1m' | '5m') => {
      const request = { instrument: ID, timeframe, hz: 60, signal: ended.signal };
      for await (const events of liveCandles(run.core, opened.clock, request)) told.push(...events);
    };
    const watching = [watch('1m'), watch('5m')];
    await settled();
    told.length = 0;
    venue.down = false;
    run.repair.venueIsBack();
    await settled();
    await opened.clock.advanceAsync(100);
    await settled();
    ended.abort();
    await Promise.all(watching);
    const closed = told
      .filter((one) => one.closed)
      .map(({ timeframe, candle }) => `${timeframe} ${candle.close} ${candle.quality}`);
    expect(closed).toEqual(expect.arrayContaining(['1m 101 repaired', '1m 102 repaired', '1m 103 repaired', '5m 50 repaired']));
  });
});

describe("the venue's own bar", () => {
  const bar = (volume: number, price = 50) => ({ ts: TEST_START, open: price, high: price, low: price, close: price, volume });

  it('[MKT29] that holds a trade we never heard makes a revision after the fact', async () => {
    const opened = await aStore();
    const run = aRun(opened, new Venue());
    run.trade(0);
    run.live.bar(ID, bar(1.5));
    run.trade(1);
    run.live.finish();
    expect([run.stored(), run.evaluated], 'nothing waited').toEqual([['0 50 complete'], [0]]);
    await settled();
    expect(run.stored()).toEqual(['0 100 repaired']);
    expect([run.refused, run.evaluated]).toEqual([['trades-missed'], [0]]);
  });

  it('[MKT29] that comes after the minute closed is held against it too; the same one, but for dust, is no news', async () => {
    const opened = await aStore();
    const run = aRun(opened, new Venue());
    run.trade(0);
    run.trade(1);
    run.live.bar(ID, bar(1 + 1e-9));
    await settled();
    expect([run.stored(), run.refused]).toEqual([['0 50 complete'], []]);
    run.live.bar(ID, { ...bar(1, 51), ts: TEST_START + MINUTE });
    run.trade(2);
    await settled();
    expect([run.stored(), run.refused]).toEqual([['0 50 complete', '1 101 repaired'], ['trades-missed']]);
  });

  it('[MKT29] is asked for later where history cannot be had now', async () => {
    const opened = await aStore();
    const venue = new Venue();
    const run = aRun(opened, venue);
    venue.down = true;
    run.trade(0);
    run.live.bar(ID, bar(9));
    run.trade(1);
    await settled();
    expect(run.stored()).toEqual(['0 50 complete']);
    venue.down = false;
    await opened.clock.advanceAsync(2 * MINUTE);
    run.trade(2);
    await settled();
    expect(run.stored()[0]).toBe('0 100 repaired');
  });

  it('[MKT29] is not believed about a minute with an absurd price', async () => {
    const opened = await aStore();
    const run = aRun(opened, new Venue());
    run.trade(0);
    run.trade(0, 500);
    run.live.bar(ID, { ...bar(2), high: 500 });
    run.trade(1);
    await settled();
    expect([run.stored(), run.refused]).toEqual([['0 50 complete'], ['absurd-price']]);
  });
});

describe('the first history', () => {
  it('[MKT32] is fetched for the watch list first, three instruments at a time, and at once for what is looked at', async () => {
    const { store, clock } = await aStore();
    const ids = ['BTCUSDT', 'ETHUSDT', 'SOLUSDT', 'XRPUSDT', 'BNBUSDT', 'ADAUSDT'];
    const instruments = ids.flatMap((id) => knownInstrument(id) ?? []);
    const known = instruments.map(({ id }) => id);
    const core = new MarketCore({
      source: 'binance',
      instruments,
      baseTimeframe: '1m',
      series: store.series,
      evaluate: () => undefined,
      now: () => clock.now(),
      isOpen: () => true,
      onError: () => undefined,
    });
    const asked: string[] = [];
    const answers: (() => void)[] = [];
    const venue = new Venue();
    const history = {
      serverTime: () => venue.serverTime(),
      backfill: async (id: string, from: number, to: number) => {
        asked.push(id);
        await new Promise<void>((answer) => answers.push(answer));
        return venue.backfill(id, from, to);
      },
    };
    const live: LiveMarket = new LiveMarket({
      core,
      clock,
      ids: systemIds(clock),
      ticks: new TickBuffer('binance', known, store.series),
      historyFrom: TEST_START - 30 * MINUTE,
      silenceMs: 10_000,
      refused: () => undefined,
      wanted: () => undefined,
      owed: () => undefined,
    });
    const order = known.slice(1).reverse();
    const repair = new Repair({ atOnce: 3, order: () => order, core, live, history, clock, log: aLog().log });
    live.hole(known, null, 'restart');
    live.event(TEST_START + 5_000);
    repair.wake();
    await settled();
    expect(asked).toEqual(order.slice(0, 3));
    const [looked] = known;
    repair.prefer(looked ?? '');
    answers.shift()?.();
    await settled();
    expect(asked.at(3), 'what somebody looks at comes next').toBe(looked);
    repair.stop();
    for (const answer of answers) answer();
    await settled();
    live.finish();
  });
});
