import { describe, expect, it } from 'vitest';
import { readFrame } from './schema';

const trade = (price: string, timestamp = '2026-03-11T15:00:00.440295Z'): string =>
  `{"channel":"trade","type":"update","data":[{"symbol":"BTC/USD","side":"buy","price":${price},"qty":0.5,"ord_type":"limit","trade_id":7,"timestamp":"${timestamp}"}]}`;

describe('frames of Kraken v2', () => {
  it('reads a trade with its time to the millisecond', () => {
    const rows = [{ symbol: 'BTC/USD', ts: Date.UTC(2026, 2, 11, 15, 0, 0, 440), price: 64000.1, amount: 0.5, tradeId: 7 }];
    expect(readFrame(trade('64000.10'))).toEqual({ kind: 'trades', rows });
  });

  it.each([
    ['1e999', 'not-finite'],
    ['-1', 'not-positive'],
    ['0', 'not-positive'],
    ['"64000"', 'malformed'],
    ['null', 'malformed'],
    ['NaN', 'malformed'],
  ])('refuses the price %s', (price, refusal) => {
    expect(readFrame(trade(price))).toMatchObject({ kind: 'refused', refusal });
  });

  it.each(['yesterday', '2026-13-11T15:00:00Z', '2026-03-11 15:00:00', '1772000000'])('refuses the time %s', (timestamp) => {
    expect(readFrame(trade('1', timestamp))).toMatchObject({ kind: 'refused', refusal: 'malformed' });
  });

  it('reads heartbeat, status and pong', () => {
    expect(readFrame('{"channel":"heartbeat"}')).toEqual({ kind: 'heartbeat' });
    expect(readFrame('{"channel":"status","type":"update","data":[{"system":"online"}]}')).toEqual({
      kind: 'status',
      system: 'online',
    });
    expect(readFrame('{"method":"pong","req_id":4,"time_out":"2026-03-11T15:00:00.1Z"}')).toEqual({ kind: 'pong' });
  });
});
