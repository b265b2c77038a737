import { DAY, MINUTE } from '../../../shared/base/time';
import type { SimulatedBar, SimulatedMarket } from './market';

/** Frames and answers in exactly the words of Binance spot (binance-spot-api-docs, web-socket-streams.md and rest-api.md). */

const AMOUNT_DECIMALS = 8;

export function tradeFrame(
  market: SimulatedMarket,
  eventAt: number,
  id: number,
  ts: number,
  price: number,
  amount: number,
  sell: boolean,
): string {
  const { symbol } = market.instrument;
  const p = price.toFixed(AMOUNT_DECIMALS);
  const q = amount.toFixed(AMOUNT_DECIMALS);
  return `{"stream":"${symbol.toLowerCase()}@trade","data":{"e":"trade","E":${eventAt},"s":"${symbol}","t":${id},"p":"${p}","q":"${q}","T":${ts},"m":${sell},"M":true}}`;
}

export function bookFrame(market: SimulatedMarket, updateId: number, mid: number, size: number): string {
  const { symbol } = market.instrument;
  const half = market.halfSpread(mid);
  const bid = market.onGrid(mid - half);
  // Rounding must never make the two sides meet.
  const ask = Math.max(market.onGrid(mid + half), market.onGrid(bid + market.instrument.tickSize));
  const q = size.toFixed(AMOUNT_DECIMALS);
  return `{"stream":"${symbol.toLowerCase()}@bookTicker","data":{"u":${updateId},"s":"${symbol}","b":"${bid.toFixed(AMOUNT_DECIMALS)}","B":"${q}","a":"${ask.toFixed(AMOUNT_DECIMALS)}","A":"${q}"}}`;
}

export function klineFrame(market: SimulatedMarket, eventAt: number, bar: SimulatedBar, closed: boolean): string {
  const { symbol } = market.instrument;
  const first = market.tradeId(bar.ts, 0);
  const k = {
    t: bar.ts,
    T: bar.ts + MINUTE - 1,
    s: symbol,
    i: '1m',
    f: first,
    L: first + bar.trades - 1,
    o: bar.open.toFixed(AMOUNT_DECIMALS),
    c: bar.close.toFixed(AMOUNT_DECIMALS),
    h: bar.high.toFixed(AMOUNT_DECIMALS),
    l: bar.low.toFixed(AMOUNT_DECIMALS),
    v: bar.volume.toFixed(AMOUNT_DECIMALS),
    n: bar.trades,
    x: closed,
    q: (bar.volume * bar.close).toFixed(AMOUNT_DECIMALS),
    V: (bar.volume / 2).toFixed(AMOUNT_DECIMALS),
    Q: ((bar.volume * bar.close) / 2).toFixed(AMOUNT_DECIMALS),
    B: '0',
  };
  return JSON.stringify({ stream: `${symbol.toLowerCase()}@kline_1m`, data: { e: 'kline', E: eventAt, s: symbol, k } });
}

/** What the last 24 h looked like at the start of a minute. */
export interface DayStatistics {
  readonly minute: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly volume: number;
}

/** The 1,440 minutes before `minute`, from the path: minute ends stand for the extremes inside minutes. */
export function dayStatistics(market: SimulatedMarket, minute: number): DayStatistics {
  const start = market.path.closeAt(minute - DAY - MINUTE);
  let [high, low, volume] = [start, start, 0];
  for (let at = minute - DAY; at < minute; at += MINUTE) {
    const close = market.path.closeAt(at);
    high = Math.max(high, close);
    low = Math.min(low, close);
    volume += market.path.volumeAt(at);
  }
  const price = (log: number): number => market.onGrid(Math.exp(log));
  return { minute, open: price(start), high: price(high), low: price(low), volume };
}

export function tickerFrame(market: SimulatedMarket, eventAt: number, last: number, day: DayStatistics): string {
  const { symbol } = market.instrument;
  const half = market.halfSpread(last);
  const text = (value: number): string => value.toFixed(AMOUNT_DECIMALS);
  const data = {
    e: '24hrTicker',
    E: eventAt,
    s: symbol,
    p: text(last - day.open),
    P: ((last / day.open - 1) * 100).toFixed(3),
    w: text((day.high + day.low + last) / 3),
    x: text(day.open),
    c: text(last),
    Q: text(1),
    b: text(market.onGrid(last - half)),
    B: text(1),
    a: text(market.onGrid(last + half)),
    A: text(1),
    o: text(day.open),
    h: text(Math.max(day.high, last)),
    l: text(Math.min(day.low, last)),
    v: text(day.volume),
    q: text(day.volume * last),
    O: eventAt - DAY,
    C: eventAt,
    F: market.tradeId(day.minute - DAY, 0),
    L: market.tradeId(day.minute, 0),
    n: 0,
  };
  return JSON.stringify({ stream: `${symbol.toLowerCase()}@ticker`, data });
}

/** One row of `GET /api/v3/klines`. */
export function klineRow(bar: SimulatedBar): string {
  const text = (value: number): string => `"${value.toFixed(AMOUNT_DECIMALS)}"`;
  const prices = [bar.open, bar.high, bar.low, bar.close, bar.volume].map(text).join(',');
  const quote = bar.volume * bar.close;
  return `[${bar.ts},${prices},${bar.ts + MINUTE - 1},${text(quote)},${bar.trades},${text(bar.volume / 2)},${text(quote / 2)},"0"]`;
}

/** `GET /api/v3/exchangeInfo`, as much of it as names symbols and grids. */
export function exchangeInfo(markets: readonly SimulatedMarket[], serverTime: number): string {
  const symbols = markets.map(({ instrument }) => ({
    symbol: instrument.symbol,
    status: 'TRADING',
    filters: [{ filterType: 'PRICE_FILTER', tickSize: instrument.tickSize.toFixed(AMOUNT_DECIMALS) }],
  }));
  return JSON.stringify({ timezone: 'UTC', serverTime, rateLimits: [], exchangeFilters: [], symbols });
}
