import { afterEach, describe, expect, it } from 'vitest';
import { KrakenFeed, type KrakenOptions } from '../../../electron/backend/connectors/kraken/feed';
import { KrakenFake } from '../../fakes/venues/krakenFake';
import { connectorSuite } from './connectorSuite';
import { Rig, START, turn, type VenueUnderTest } from './rig';

const SYMBOLS = ['BTC/USD', 'ETH/USD'] as const;

function venue(options: Partial<KrakenOptions> = {}, heartbeatMs = 20): VenueUnderTest {
  return {
    name: 'kraken',
    symbols: SYMBOLS,
    fake: () => new KrakenFake({ start: START, symbols: SYMBOLS, heartbeatMs }).listen(),
    feed: (setup) => new KrakenFeed({ ...setup, ...options }),
    history: { minutes: 719, requests: 1 },
  };
}

connectorSuite(venue());

describe('what only Kraken asks for', () => {
  let rig: Rig;

  afterEach(() => rig.close());

  it('asks for a pong when it is quiet, and lives on the answers', async () => {
    rig = await Rig.open(venue({ pingAfterMs: 250 }, 60_000), { shortened: { silentAfterMs: 600 } });
    await rig.start();
    const pings = (): number => rig.fake.received.filter((text) => text.includes('"ping"')).length;
    while (pings() < 4) await turn();
    expect(rig.fake.attempts.length).toBe(1);
  });

  it('names the pair that the venue does not list and keeps the others', async () => {
    rig = await Rig.open(venue(), {
      instruments: [
        { id: 'BTCUSDT', symbol: 'BTC/USD' },
        { id: 'NOPE', symbol: 'NOPE/USD' },
        { id: 'ETHUSDT', symbol: 'ETH/USD' },
      ],
      ackTimeoutMs: 100,
    });
    await rig.start();
    rig.play(2);
    await rig.heard(2);
    await rig.recorder.until(() => rig.recorder.of('refused').length >= 3);
    expect(rig.recorder.of('refused')[0]).toMatchObject({
      refusal: 'unknown-symbol',
      detail: 'request refused: Currency pair not supported NOPE/USD',
    });
    expect(rig.fake.attempts.length).toBe(1);
  });

  it('replaces the connection that confirms other pairs than the ones asked', async () => {
    rig = await Rig.open(venue({ ackTimeoutMs: 100 }));
    const { fake } = rig;
    if (!(fake instanceof KrakenFake)) throw new Error('a Kraken fake is expected');
    fake.wrongAcks = true;
    rig.feed.start();
    await rig.recorder.until(() => rig.recorder.states().includes('waiting'));
    expect(rig.recorder.of('refused')[0]).toMatchObject({ detail: 'acknowledgement of nothing asked' });
  });

  it('replaces a connection whose requests are not answered', async () => {
    rig = await Rig.open(venue({ ackTimeoutMs: 60 }));
    rig.fake.deafToRequests = true;
    rig.feed.start();
    await rig.recorder.until(() => rig.recorder.states().includes('waiting'));
    expect(rig.feed.connections()[0]?.lastError).toBe('subscription not acknowledged');
  });

  it('closes a minute bar when the next one begins', async () => {
    rig = await Rig.open(venue());
    await rig.start();
    rig.play(50);
    rig.fake.second(START + 51_000);
    rig.play(20);
    rig.fake.second(START + 71_000);
    await rig.recorder.until(() => rig.recorder.of('kline').some(({ closed }) => closed));
    expect(rig.recorder.of('kline').find(({ closed }) => closed)?.ts).toBe(START);
  });
});
