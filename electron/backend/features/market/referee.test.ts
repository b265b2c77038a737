import { describe, expect, it } from 'vitest';
import { MINUTE } from '../../../../shared/base/time';
import type { FeedConnection } from '../../../../shared/features/monitoring/contract';
import { type ManualClock, manualClock } from '../../kit/clock';
import { type Divergence, differenceBps, Referee } from './referee';
import type { VenueEvents, VenueFeed } from './source';

const START = Date.UTC(2026, 2, 11, 15);
const CONNECTION = { id: 'kraken-1', venue: 'kraken', state: 'live' } as FeedConnection;

/** The state machine by itself: what comes from a venue's line is told by hand. */
function aReferee(limit = 30) {
  const clock: ManualClock = manualClock(START);
  const told: Divergence[] = [];
  const said: { events: VenueEvents | null; state: FeedConnection['state']; primary: number | null; limit: number } = {
    events: null,
    state: 'live',
    primary: 100,
    limit,
  };
  const feed = {
    venue: 'kraken',
    start: () => undefined,
    stop: () => Promise.resolve(),
    connections: () => [{ ...CONNECTION, state: said.state }],
    reconnect: () => true,
  } as unknown as VenueFeed;
  const referee = new Referee({
    clock,
    instruments: ['BTCUSDT'],
    connect: (events) => {
      said.events = events;
      return feed;
    },
    primary: () => said.primary,
    limitBps: () => said.limit,
    diverged: (divergence) => told.push(divergence),
  });
  referee.start();
  /** Both venues say their price every second. */
  const pass = async (seconds: number, price: number | null) => {
    for (let second = 0; second < seconds; second += 1) {
      if (price !== null) said.events?.onQuote('BTCUSDT', clock.now(), price - 0.01, price + 0.01);
      await clock.advanceAsync(1_000);
    }
  };
  return { referee, clock, told, said, pass, reading: () => referee.health().readings[0] };
}

describe('a second venue', () => {
  it('[MKT45] measures in basis points of its own price', () => {
    expect(differenceBps(100.3, 100)).toBeCloseTo(30, 9);
    expect(differenceBps(99.7, 100)).toBeCloseTo(30, 9);
  });

  it('[MKT45] objects to an entry it does not see, with venue, difference and limit', async () => {
    const { referee, clock, pass } = aReferee();
    await pass(3, 100);
    const at = clock.now();
    expect(referee.objection('BTCUSDT', 100.29, at)).toBeNull();
    expect(referee.objection('BTCUSDT', 100.4, at)).toEqual({
      reason: 'referee',
      values: { venue: 'kraken', bps: 40, limit: 30 },
    });
    expect(referee.objection('ETHUSDT', 100.4, at), 'what it does not list').toBeNull();
  });

  it('[MKT45] objects to nothing with an old price, without a line, or where nobody asks it', async () => {
    const { referee, clock, said, pass } = aReferee();
    expect(referee.objection('BTCUSDT', 200, clock.now()), 'nothing seen yet').toBeNull();
    await pass(3, 100);
    const at = clock.now();
    expect(referee.objection('BTCUSDT', 200, at + 31_000)).toBeNull();
    expect(referee.objection('BTCUSDT', 200, at - 32_000), 'a decision of the past').toBeNull();
    said.state = 'waiting';
    expect(referee.objection('BTCUSDT', 200, at)).toBeNull();
    said.state = 'live';
    said.limit = 0;
    expect(referee.objection('BTCUSDT', 200, at)).toBeNull();
  });

  it('[MKT42] takes no price from a crossed quote, and prefers quotes to the last trade of a thin pair', async () => {
    const { referee, said } = aReferee();
    said.events?.onTicker('BTCUSDT', START, 90, 0, 0);
    expect(referee.price('BTCUSDT')?.price).toBe(90);
    said.events?.onQuote('BTCUSDT', START + 1, 99, 101);
    said.events?.onTicker('BTCUSDT', START + 2, 90, 0, 0);
    said.events?.onQuote('BTCUSDT', START + 3, 120, 80);
    expect(referee.price('BTCUSDT')).toEqual({ price: 100, at: START + 1 });
  });

  it('[MKT46] tells a lasting difference once, and again only after it was under half the limit', async () => {
    const { told, said, pass, reading } = aReferee();
    said.primary = 100.5;
    await pass(20, 100);
    said.primary = 100;
    await pass(2, 100);
    said.primary = 100.5;
    await pass(30, 100);
    expect(told, 'a short one is nobody’s news').toEqual([]);
    await pass(3, 100);
    expect(told).toEqual([{ instrument: 'BTCUSDT', bps: 50, limit: 30, venue: 'kraken' }]);
    said.primary = 100.2;
    await pass(60, 100);
    said.primary = 100.5;
    await pass(60, 100);
    expect(told, 'it had never been under half').toHaveLength(1);
    expect(reading()).toMatchObject({ diverging: true, bps: 50 });
    said.primary = 100.1;
    await pass(2, 100);
    expect(reading()?.diverging).toBe(false);
    said.primary = 100.5;
    await pass(40, 100);
    expect(told).toHaveLength(2);
  });

  it('[MKT46] a missing price begins and ends nothing', async () => {
    const { told, said, pass, reading } = aReferee();
    said.primary = 100.5;
    await pass(20, 100);
    said.primary = null;
    await pass(20, 100);
    said.primary = 100.5;
    await pass(20, 100);
    expect(told).toEqual([]);
    await pass(20, 100);
    expect(told).toHaveLength(1);
    said.primary = null;
    await pass(5, null);
    expect(reading()).toMatchObject({ diverging: true, bps: null });
  });

  it('keeps the worst of the last hour', async () => {
    const { clock, said, pass, reading } = aReferee();
    said.primary = 100.2;
    await pass(2, 100);
    said.primary = 100.05;
    await pass(2, 100);
    expect(reading()).toMatchObject({ bps: 5, worstBps: 20 });
    await clock.advanceAsync(61 * MINUTE);
    await pass(2, 100);
    expect(reading()).toMatchObject({ bps: 5, worstBps: 5 });
  });
});
