import { describe, expect, it } from 'vitest';
import type { FeedConnection, Health } from '../../../shared/features/monitoring/contract';
import { firstBroken, instrumentState, isFrozen, refereeState, retrySeconds, widestFirst, worstFirst } from './readings';

type Feed = Health['instruments'][number];
const feed = (over: Partial<Feed>): Feed => ({
  instrument: 'BTCUSDT',
  lastTradeAt: 1000,
  ageMs: 10,
  stale: false,
  gapsOpen: 0,
  gapsRepaired: 0,
  suspectCandles: 0,
  crossed: false,
  ...over,
});
const connection = (id: string, state: FeedConnection['state']): FeedConnection => ({
  id,
  venue: 'binance',
  state,
  since: 0,
  reconnects: 0,
  latencyMs: null,
  lastExchangeAt: null,
  lastArrivalAt: null,
  messages: 0,
  perSecond: 0,
  subscriptions: 0,
  retryAt: null,
  lastError: null,
});

describe('an instrument’s feed', () => {
  it('says never received before it says stale', () => {
    expect(instrumentState(feed({ lastTradeAt: null, stale: true })).word).toBe('never');
    expect(instrumentState(feed({ stale: true })).word).toBe('stale');
    expect(instrumentState(feed({})).word).toBe('ok');
  });

  it('puts trouble on top and leaves the rest in order', () => {
    const rows = [
      feed({ instrument: 'A' }),
      feed({ instrument: 'B', gapsOpen: 1 }),
      feed({ instrument: 'C', stale: true }),
      feed({ instrument: 'D' }),
    ];
    expect(worstFirst(rows).map((row) => row.instrument)).toEqual(['C', 'B', 'A', 'D']);
  });
});

describe('connections', () => {
  it('counts down to the next attempt and stops at zero', () => {
    expect(retrySeconds(10_001, 5000)).toBe(6);
    expect(retrySeconds(4000, 5000)).toBe(0);
  });

  it('offers the worst broken one for the reconnect key', () => {
    expect(firstBroken([connection('a', 'live'), connection('b', 'waiting'), connection('c', 'stale')])?.id).toBe('c');
    expect(firstBroken([connection('a', 'live')])).toBeUndefined();
  });
});

it('calls a reading frozen only after ten silent seconds', () => {
  expect(isFrozen(0, 10_000)).toBe(false);
  expect(isFrozen(0, 10_001)).toBe(true);
});

describe('a second venue', () => {
  const reading = { instrument: 'A', price: 1, ageMs: 5, bps: 10, worstBps: 12, diverging: false };

  it('says absent, agrees, apart or lasting, and never holds anything at a limit of 0', () => {
    expect(refereeState({ ...reading, bps: null }, 30).word).toBe('absent');
    expect(refereeState(reading, 30)).toEqual({ word: 'agrees', tone: 'good' });
    expect(refereeState({ ...reading, bps: 31 }, 30).word).toBe('apart');
    expect(refereeState({ ...reading, bps: 31 }, 0).word).toBe('agrees');
    expect(refereeState({ ...reading, bps: 20, diverging: true }, 30)).toEqual({ word: 'diverging', tone: 'danger' });
  });

  it('is listed with the widest difference first', () => {
    const others = [{ ...reading, instrument: 'B', bps: null }, reading, { ...reading, instrument: 'C', bps: 40 }];
    expect(widestFirst(others).map(({ instrument }) => instrument)).toEqual(['C', 'A', 'B']);
  });
});
