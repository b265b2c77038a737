import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../../shared/base/time';
import { emptyMinute, type SimulatedMarket, simulatedMarkets } from './market';
import type { SimulatedInstrument } from './profiles';
import { isTrading } from './sessions';

const CRYPTO: readonly SimulatedInstrument[] = [
  { symbol: 'BTCUSDT', tickSize: 0.01, class: 'crypto', session: 'always' },
  { symbol: 'ETHUSDT', tickSize: 0.01, class: 'crypto', session: 'always' },
  { symbol: 'XRPUSDT', tickSize: 0.0001, class: 'crypto', session: 'always' },
];
const EURUSD: SimulatedInstrument = { symbol: 'EURUSD', tickSize: 0.00001, class: 'forex', session: 'forex' };
const NOW = Date.UTC(2026, 2, 11, 15);

function markets(seed: number, instruments = CRYPTO): SimulatedMarket[] {
  return simulatedMarkets(seed, instruments, null);
}

/** Log returns of the minutes of `days` days before NOW. */
function returns(market: SimulatedMarket, days: number): number[] {
  const result: number[] = [];
  let before = market.path.closeAt(NOW - days * DAY - MINUTE);
  for (let at = NOW - days * DAY; at < NOW; at += MINUTE) {
    const close = market.path.closeAt(at);
    result.push(close - before);
    before = close;
  }
  return result;
}

const mean = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0) / values.length;

function moment(values: readonly number[], power: number): number {
  const middle = mean(values);
  return mean(values.map((value) => (value - middle) ** power));
}

function correlation(a: readonly number[], b: readonly number[]): number {
  const [middleA, middleB] = [mean(a), mean(b)];
  const product = mean(a.map((value, index) => (value - middleA) * ((b[index] ?? 0) - middleB)));
  return product / Math.sqrt(moment(a, 2) * moment(b, 2));
}

function required(list: readonly SimulatedMarket[], index: number): SimulatedMarket {
  const market = list[index];
  if (market === undefined) throw new Error('a market is expected');
  return market;
}

describe('the simulated market', () => {
  it('is the same for the same seed, in whatever order it is asked, and another for another seed', () => {
    const [forward, backward, other] = [markets(5), markets(5), markets(6)].map((list) => required(list, 1)) as [
      SimulatedMarket,
      SimulatedMarket,
      SimulatedMarket,
    ];
    const times = Array.from({ length: 50 }, (_, index) => NOW - index * 7 * HOUR);
    const there = times.map((ts) => forward.bar(ts));
    const back = [...times].reverse().map((ts) => backward.bar(ts));
    expect(back.reverse()).toEqual(there);
    expect(times.map((ts) => other.bar(ts))).not.toEqual(there);
  });

  it('is continuous: a minute opens within a few spreads of where the last one closed', () => {
    for (const market of markets(11)) {
      for (let at = NOW - 2 * DAY; at < NOW; at += MINUTE) {
        const before = market.bar(at - MINUTE);
        const bar = market.bar(at);
        if (before === null || bar === null) throw new Error('crypto trades every minute');
        expect(Math.abs(bar.open / before.close - 1)).toBeLessThan(0.01);
      }
    }
  });

  it('has trades on the tick grid, positive, inside their minute, in order, with ids that grow', () => {
    const out = emptyMinute();
    for (const market of markets(3, [...CRYPTO, EURUSD])) {
      const { tickSize } = market.instrument;
      for (let at = NOW; at < NOW + 20 * MINUTE; at += MINUTE) {
        market.minute(at, out);
        expect(out.count).toBeGreaterThan(10);
        for (let k = 0; k < out.count; k += 1) {
          const [ts, price, amount] = [out.ts[k] ?? 0, out.price[k] ?? 0, out.amount[k] ?? 0];
          expect(Math.abs(price / tickSize - Math.round(price / tickSize))).toBeLessThan(1e-6);
          expect(Number(price.toFixed(market.priceDecimals))).toBe(price);
          expect(price).toBeGreaterThan(0);
          expect(amount).toBeGreaterThan(0);
          expect(ts).toBeGreaterThanOrEqual(k === 0 ? at : (out.ts[k - 1] ?? 0));
          expect(ts).toBeLessThan(at + MINUTE);
        }
        expect(market.tradeId(at + MINUTE, 0)).toBeGreaterThan(market.tradeId(at, out.count));
      }
    }
  });

  it('has fat tails and comes in clusters of volatility, without a trend that gives it away', () => {
    const moves = returns(required(markets(1), 0), 20);
    const kurtosis = moment(moves, 4) / moment(moves, 2) ** 2;
    expect(kurtosis, 'a normal market would have 3').toBeGreaterThan(5);
    const sizes = moves.map(Math.abs);
    expect(correlation(sizes.slice(1), sizes.slice(0, -1)), 'a wild minute follows a wild minute').toBeGreaterThan(0.1);
    expect(correlation(sizes.slice(30), sizes.slice(0, -30)), 'still so half an hour later').toBeGreaterThan(0.02);
    expect(Math.abs(correlation(moves.slice(1), moves.slice(0, -1)))).toBeLessThan(0.06);
    const daily = Math.sqrt(moment(moves, 2) * 1440);
    expect(daily).toBeGreaterThan(0.012);
    expect(daily).toBeLessThan(0.06);
  });

  it('moves together inside a group and not across groups', () => {
    const [bitcoin, ether] = markets(2);
    if (bitcoin === undefined || ether === undefined) throw new Error('two markets are expected');
    const [a, b] = [returns(bitcoin, 10), returns(ether, 10)];
    expect(correlation(a, b)).toBeGreaterThan(0.5);
    const euro = required(simulatedMarkets(2, [EURUSD], null), 0);
    expect(Math.abs(correlation(a, returns(euro, 10)))).toBeLessThan(0.1);
  });

  it('trades more by day than by night', () => {
    const market = required(markets(4), 0);
    const volumeAt = (hour: number): number => {
      let total = 0;
      for (let day = 1; day <= 20; day += 1)
        for (let at = 0; at < 60; at += 1)
          total += market.path.volumeAt(NOW - (NOW % DAY) - day * DAY + hour * HOUR + at * MINUTE);
      return total;
    };
    expect(volumeAt(15)).toBeGreaterThan(1.5 * volumeAt(4));
  });

  it('keeps the sessions of forex, and stays where it was while closed', () => {
    const market = required(simulatedMarkets(9, [EURUSD], null), 0);
    const saturday = Date.UTC(2026, 2, 14, 12);
    expect(isTrading('forex', saturday)).toBe(false);
    expect(market.bar(saturday)).toBeNull();
    const friday = market.path.closeAt(Date.UTC(2026, 2, 13, 21, 59));
    expect(market.path.closeAt(Date.UTC(2026, 2, 15, 21, 59))).toBeCloseTo(friday, 12);
    expect(market.bar(Date.UTC(2026, 2, 15, 22, 0))).not.toBeNull();
  });

  it('keeps a plausible price over years', () => {
    for (const market of markets(8)) {
      const level = Math.log(market.path.profile.level);
      for (let at = Date.UTC(2024, 0, 2); at < Date.UTC(2034, 0, 1); at += 30 * DAY) {
        expect(Math.abs(market.path.closeAt(at) - level)).toBeLessThan(Math.log(6));
      }
    }
  });
});
