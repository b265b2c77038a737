import { afterEach, describe, expect, it } from 'vitest';
import { BINANCE_TIMES, BinanceFeed, type BinanceOptions } from '../../../electron/backend/connectors/binance/feed';
import { manualClock } from '../../../electron/backend/kit/clock';
import { DAY, HOUR, MINUTE } from '../../../shared/base/time';
import { BinanceFake } from '../../fakes/venues/binanceFake';
import { connectorSuite } from './connectorSuite';
import { Rig, START, turn, type VenueUnderTest } from './rig';

const SYMBOLS = ['BTCUSDT', 'ETHUSDT'] as const;

function venue(
  options: Partial<BinanceOptions> = {},
  fake: { pingEveryMs?: number; pongWithinMs?: number } = {},
): VenueUnderTest {
  return {
    name: 'binance',
    symbols: SYMBOLS,
    fake: () => new BinanceFake({ start: START, symbols: SYMBOLS, ...fake }).listen(),
    feed: (setup) => new BinanceFeed({ ...setup, ...options }),
    history: { minutes: Number.POSITIVE_INFINITY, requests: 2 },
  };
}

connectorSuite(venue());

describe('what only Binance asks for', () => {
  let rig: Rig;

  afterEach(() => rig.close());

  /** Plays on, two trades at a time, until the connection has been replaced `times` times and the old one is gone. */
  async function playThroughHandOvers(times: number): Promise<number> {
    let last = 0;
    while ((rig.feed.connections()[0]?.reconnects ?? 0) < times || rig.fake.peers.size > 1) {
      last = rig.play(2).at(-1)?.id ?? last;
      rig.fake.second(START + last * 1000);
      await rig.heard(last);
      await turn();
    }
    return last;
  }

  it('makes the new connection before the old one dies of age, and loses nothing', async () => {
    rig = await Rig.open(venue(), { shortened: { lifetimeMs: 150 } });
    rig.fake.lifetimeMs = 2_000;
    await rig.start();
    const last = await playThroughHandOvers(2);
    expect(rig.received()).toEqual(Array.from({ length: last }, (_, index) => index + 1));
    expect(rig.recorder.of('gap')).toEqual([]);
    expect(rig.recorder.states(), 'never anything but live').toEqual(['connecting', 'live']);
  });

  it('does so ten minutes before the venue would, by the clock', async () => {
    const clock = manualClock(START);
    rig = await Rig.open(venue({ times: { ...BINANCE_TIMES, silentAfterMs: DAY, staleAfterMs: DAY, checkEveryMs: MINUTE } }), {
      clock,
    });
    await rig.start();
    rig.play(2);
    await rig.heard(2);
    clock.advance(23 * HOUR + 46 * MINUTE);
    expect(rig.fake.attempts.length).toBe(1);
    clock.advance(5 * MINUTE);
    await rig.subscribed(1);
    expect(rig.state()).toBe('live');
    const last = await playThroughHandOvers(1);
    expect(rig.received()).toEqual(Array.from({ length: last }, (_, index) => index + 1));
  });

  it('hands over at once when the server announces its end', async () => {
    rig = await Rig.open(venue());
    await rig.start();
    rig.play(2);
    await rig.heard(2);
    const { fake } = rig;
    if (!(fake instanceof BinanceFake)) throw new Error('a Binance fake is expected');
    fake.announceShutdown();
    await rig.subscribed(1);
    const last = await playThroughHandOvers(1);
    expect(rig.received()).toEqual(Array.from({ length: last }, (_, index) => index + 1));
    expect(rig.recorder.of('refused')).toEqual([]);
  });

  it('tells the gap when the old connection dies before the new one is complete', async () => {
    rig = await Rig.open(venue(), { shortened: { lifetimeMs: 100 } });
    await rig.start();
    rig.play(2);
    await rig.heard(2);
    await rig.subscribed(1);
    for (const peer of [...rig.fake.peers].slice(0, 1)) peer.socket.terminate();
    while (rig.fake.peers.size > 1) await turn();
    rig.play(2);
    await rig.heard(4);
    expect(rig.recorder.of('gap')).toEqual([{ kind: 'gap', instruments: [...SYMBOLS], from: START + 2000 }]);
  });

  it('answers pings with their payload: a venue that cuts the mute keeps us', async () => {
    rig = await Rig.open(venue({}, { pingEveryMs: 20, pongWithinMs: 100 }));
    await rig.start();
    const until = rig.clock.now() + 400;
    while (rig.clock.now() < until) await turn();
    expect(rig.fake.attempts.length).toBe(1);
    expect(rig.fake.peers.size).toBe(1);
  });

  it('subscribes what the address cannot hold by message, inside five messages a second', async () => {
    rig = await Rig.open(venue({ streamsInUrl: 1 }));
    await rig.start();
    const wanted = SYMBOLS.length * 4 - 1;
    while (rig.fake.received.length < wanted) await turn();
    expect(rig.fake.attempts.length, 'the venue never had to cut us off').toBe(1);
    expect([...rig.fake.peers][0]?.subscriptions.size).toBe(SYMBOLS.length * 4);
    expect(rig.recorder.of('refused')).toEqual([]);
  });

  it('notices an acknowledgement of nothing asked, and replaces the connection that never confirms', async () => {
    rig = await Rig.open(venue({ streamsInUrl: 4, ackTimeoutMs: 100 }));
    const { fake } = rig;
    if (!(fake instanceof BinanceFake)) throw new Error('a Binance fake is expected');
    fake.wrongAcks = true;
    await rig.start();
    await rig.recorder.until(() => rig.recorder.states().includes('waiting'));
    expect(rig.recorder.of('refused')[0]).toMatchObject({ refusal: 'malformed', detail: 'acknowledgement of nothing asked' });
    expect(rig.feed.connections()[0]?.lastError).toBe('subscription not acknowledged');
  });

  it('spreads more streams than one connection may carry over several', async () => {
    const many = Array.from({ length: 300 }, (_, index) => ({ id: `COIN${index}`, symbol: `COIN${index}USDT` }));
    rig = await Rig.open(venue(), { instruments: many });
    rig.feed.start();
    while (rig.fake.peers.size < 2) await turn();
    expect(rig.feed.connections().map(({ subscriptions }) => subscriptions)).toEqual([1024, 176]);
  });

  it('stops at 300 attempts in five minutes, however impatient it is', async () => {
    rig = await Rig.open(venue(), { backoff: { baseMs: 0, capMs: 0 } });
    rig.fake.refusing = true;
    rig.feed.start();
    while (rig.fake.attempts.length < 300) await turn();
    while (rig.feed.connections()[0]?.retryAt === null) await turn();
    const wait = (rig.feed.connections()[0]?.retryAt ?? 0) - rig.clock.now();
    expect(wait).toBeGreaterThan(4 * MINUTE);
    expect(rig.fake.attempts.length).toBe(300);
  });

  it('tells a refused subscription', async () => {
    rig = await Rig.open(venue());
    await rig.start();
    rig.fake.say('{"error":{"code":2,"msg":"Invalid request"},"id":7}');
    await rig.recorder.until(() => rig.recorder.of('refused').length > 0);
    expect(rig.recorder.of('refused')[0]).toMatchObject({
      refusal: 'unknown-symbol',
      detail: 'request refused: 2 Invalid request',
    });
  });
});
