import { describe, expect, it } from 'vitest';
import { readFrame } from './schema';

const trade = (changes: object): string =>
  JSON.stringify({
    stream: 'btcusdt@trade',
    data: {
      e: 'trade',
      E: 1772000000000,
      s: 'BTCUSDT',
      t: 1,
      p: '64000.10',
      q: '0.5',
      T: 1772000000000,
      m: true,
      M: true,
      ...changes,
    },
  });

describe('frames of Binance spot', () => {
  it.each([
    ['a negative price', { p: '-1.0' }, 'not-positive'],
    ['a zero price', { p: '0.00000000' }, 'not-positive'],
    ['a zero amount', { q: '0' }, 'not-positive'],
    ['NaN', { p: 'NaN' }, 'not-finite'],
    ['Infinity', { q: 'Infinity' }, 'not-finite'],
    ['words', { p: 'cheap' }, 'malformed'],
    ['an exponent', { p: '6e4' }, 'malformed'],
    ['a number in place of text', { p: 64000.1 }, 'malformed'],
    ['seconds in place of milliseconds', { T: 1772000000 }, 'malformed'],
    ['microseconds', { E: 1772000000000000 }, 'malformed'],
    ['a time after its telling', { T: 1772000061000 }, 'malformed'],
    ['a fractional id', { t: 1.5 }, 'malformed'],
    ['another symbol than its stream', { s: 'ETHUSDT' }, 'malformed'],
  ])('refuses a trade with %s', (_, changes, refusal) => {
    expect(readFrame(trade(changes))).toMatchObject({ kind: 'refused', refusal });
  });

  it('reads a trade to the last digit', () => {
    expect(readFrame(trade({ p: '64000.10000001' }))).toMatchObject({
      kind: 'trade',
      price: 64000.10000001,
      amount: 0.5,
      tradeId: 1,
    });
  });

  it('refuses a bar whose high is below its low, and other intervals than the minute', () => {
    const k = { t: 1772000000000, T: 1772000059999, s: 'BTCUSDT', i: '1m', o: '5', c: '5', h: '4', l: '5', v: '1', x: false };
    const bar = (changes: object): string =>
      JSON.stringify({
        stream: 'btcusdt@kline_1m',
        data: { e: 'kline', E: 1772000000000, s: 'BTCUSDT', k: { ...k, ...changes } },
      });
    expect(readFrame(bar({}))).toMatchObject({ refusal: 'malformed', detail: 'high below low' });
    expect(readFrame(bar({ h: '6', i: '5m' }))).toMatchObject({ refusal: 'unsupported', detail: 'kline 5m' });
    expect(readFrame(bar({ h: '6' }))).toMatchObject({ kind: 'kline', high: 6, closed: false });
  });

  it('reads the small ticker too', () => {
    const data = { e: '24hrMiniTicker', E: 1772000000000, s: 'BTCUSDT', c: '110', o: '100', h: '120', l: '90', v: '7', q: '700' };
    const frame = readFrame(JSON.stringify({ stream: 'btcusdt@miniTicker', data }));
    expect(frame).toMatchObject({ kind: 'ticker', last: 110, volume24h: 7 });
    expect(frame.kind === 'ticker' ? frame.change24h : 0).toBeCloseTo(0.1, 12);
  });

  it('reads acknowledgements, both forms of errors, and the end of a server', () => {
    expect(readFrame('{"result":null,"id":3}')).toEqual({ kind: 'ack', id: '3' });
    expect(readFrame('{"error":{"code":2,"msg":"Invalid"},"id":4}')).toEqual({ kind: 'error', id: '4', message: '2 Invalid' });
    expect(readFrame('{"code":3,"msg":"Invalid JSON"}')).toEqual({ kind: 'error', id: null, message: '3 Invalid JSON' });
    expect(readFrame('{"e":"serverShutdown","E":1772000000000}')).toEqual({ kind: 'shutdown' });
    expect(readFrame('{"event":{"e":"serverShutdown","E":1772000000000}}')).toEqual({ kind: 'shutdown' });
  });
});
