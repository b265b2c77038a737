import { describe, expect, it, onTestFinished } from 'vitest';
import { HOUR, MINUTE } from '../../../../shared/base/time';
import { aStore } from '../../../../test/builders/store';
import { knownInstrument } from '../../engine/catalogue';
import { systemIds } from '../../kit/ids';
import { MarketCore } from './core';
import { LiveMarket } from './live';
import { SessionCalendar } from './sessions';
import { TickBuffer } from './ticks';

/** Friday 13 March 2026, 16:58 in New York: two minutes before currencies close. */
const FRIDAY = Date.UTC(2026, 2, 13, 20, 58);
const SUNDAY = Date.UTC(2026, 2, 15, 21, 0);

async function aMarket() {
  const { store } = await aStore();
  const { series } = store;
  const calendar = new SessionCalendar();
  let now = FRIDAY;
  const core = new MarketCore({
    source: 'twelvedata',
    instruments: ['EURUSD'].flatMap((id) => knownInstrument(id) ?? []),
    baseTimeframe: '1m',
    series,
    evaluate: () => undefined,
    now: () => now,
    isOpen: (instrument, at) => calendar.isOpen(instrument, at),
    onError: (error) => {
      throw error;
    },
  });
  const refused: string[] = [];
  const live = new LiveMarket({
    core,
    clock: { now: () => now, setTimeout: () => ({ cancel: () => undefined }), setInterval: () => ({ cancel: () => undefined }) },
    ids: systemIds({ now: () => now } as never),
    ticks: new TickBuffer('twelvedata', ['EURUSD'], series),
    historyFrom: FRIDAY,
    silenceMs: 120_000,
    pricesOnly: true,
    refused: (refusal) => refused.push(refusal),
    wanted: () => undefined,
    owed: () => undefined,
  });
  live.connected = true;
  onTestFinished(() => live.finish());
  const price = (at: number, value: number, bid = value - 0.0001, ask = value + 0.0001) => {
    now = at;
    core.quotes.quote('EURUSD', at, bid, ask);
    if (bid <= ask) live.trade('EURUSD', at, value, 0, at);
  };
  const wait = (at: number) => {
    now = at;
    live.event(at);
  };
  const stored = () => {
    const { ts, close } = series.readCandles('twelvedata', 'EURUSD', '1m');
    return Array.from(ts, (at, index) => [new Date(at).toISOString().slice(8, 16), close[index]]);
  };
  const gaps = () => series.readGaps({ source: 'twelvedata', limit: 10 });
  return { core, live, price, wait, stored, gaps, refused, quote: () => core.quotes.read('EURUSD') };
}

describe('prices without trades, over a week-end', () => {
  it('[MKT44] closes Friday’s last minute by the told time, and makes no minute until Sunday', async () => {
    const { live, price, wait, stored } = await aMarket();
    price(FRIDAY + 10_000, 1.1);
    price(FRIDAY + 70_000, 1.2);
    for (let at = FRIDAY + 2 * MINUTE + 5_000; at < SUNDAY; at += MINUTE) live.event(at);
    price(SUNDAY + 5_000, 1.15);
    wait(SUNDAY + 61_000);
    live.finish();
    expect(stored()).toEqual([
      ['13T20:58', 1.1],
      ['13T20:59', 1.2],
      ['15T21:00', 1.15],
    ]);
  });

  it('[MKT43] records no gap for a week-end in which nothing was heard, and one for a silence while the market was open', async () => {
    const { price, gaps, wait } = await aMarket();
    price(FRIDAY + 10_000, 1.1);
    price(FRIDAY + 119_000, 1.1);
    price(SUNDAY + 5_000, 1.1);
    expect(gaps().map(({ missing }) => missing)).toEqual([2]);
    wait(SUNDAY + 30_000);
    price(SUNDAY + HOUR, 1.1);
    expect(
      gaps()
        .map(({ missing }) => missing)
        .sort((a, b) => a - b),
    ).toEqual([2, 61]);
  });

  it('[MKT43] is not stale outside the session, nor at once when it opens, but once it has been silent for long enough', async () => {
    const { price, wait, quote } = await aMarket();
    price(FRIDAY + 10_000, 1.1);
    wait(FRIDAY + 30 * HOUR);
    expect(quote()).toMatchObject({ session: 'closed', stale: false });
    wait(SUNDAY + 60_000);
    expect(quote()).toMatchObject({ session: 'open', stale: false });
    wait(SUNDAY + 121_000);
    expect(quote()).toMatchObject({ session: 'open', stale: true });
  });

  it('[MKT42] a crossed quote is shown, and neither its price nor its spread is used', async () => {
    const { core, price, wait, live, stored, quote } = await aMarket();
    price(FRIDAY + 10_000, 1.1);
    price(FRIDAY + 20_000, 9.9, 1.2, 1.1);
    expect(quote()).toMatchObject({ crossed: true, price: 1.1 });
    expect(core.quotes.spread('EURUSD').bid).toBeNaN();
    wait(FRIDAY + 65_000);
    live.finish();
    expect(stored()).toEqual([['13T20:58', 1.1]]);
  });

  it('[MKT41] holds its minutes against the venue’s bars, within what a sampled stream may miss', async () => {
    const { live, price, wait, refused } = await aMarket();
    price(FRIDAY + 10_000, 1.1);
    wait(FRIDAY + 65_000);
    const bar = { ts: FRIDAY, open: 1.1, high: 1.1002, low: 1.1, close: 1.1, volume: 0 };
    live.bar('EURUSD', bar);
    expect(refused).toEqual([]);
    price(FRIDAY + 70_000, 1.1);
    wait(FRIDAY + 125_000);
    live.bar('EURUSD', { ...bar, ts: FRIDAY + MINUTE, high: 1.102 });
    expect(refused).toEqual(['trades-missed']);
  });
});
