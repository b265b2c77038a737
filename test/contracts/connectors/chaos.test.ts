import { afterEach, describe, expect, it } from 'vitest';
import { BinanceFeed } from '../../../electron/backend/connectors/binance/feed';
import { KrakenFeed } from '../../../electron/backend/connectors/kraken/feed';
import { MINUTE } from '../../../shared/base/time';
import { BinanceFake } from '../../fakes/venues/binanceFake';
import { Chaos } from '../../fakes/venues/chaos';
import { KrakenFake } from '../../fakes/venues/krakenFake';
import type { TapeTrade } from '../../fakes/venues/tape';
import { Rig, START, turn, type VenueUnderTest } from './rig';

const BINANCE: VenueUnderTest = {
  name: 'binance',
  symbols: ['BTCUSDT', 'ETHUSDT'],
  fake: () => new BinanceFake({ start: START, symbols: BINANCE.symbols }).listen(),
  feed: (setup) => new BinanceFeed(setup),
  history: { minutes: Number.POSITIVE_INFINITY, requests: 2 },
};
const KRAKEN: VenueUnderTest = {
  name: 'kraken',
  symbols: ['BTC/USD', 'ETH/USD'],
  fake: () => new KrakenFake({ start: START, symbols: KRAKEN.symbols, heartbeatMs: 20 }).listen(),
  feed: (setup) => new KrakenFeed(setup),
  history: { minutes: 719, requests: 1 },
};
const STEPS = 25;

/** Each told gap with the highest id among the first trades that followed it: neighbours may have changed places. */
function toldHoles(rig: Rig): { from: number; nextId: number }[] {
  const { events } = rig.recorder;
  return events.flatMap((event, index) => {
    if (event.kind !== 'gap') return [];
    const next = events.slice(index).flatMap((later) => (later.kind === 'trade' ? [later.tradeId] : []));
    return [{ from: event.from ?? START, nextId: Math.max(...next.slice(0, 2)) }];
  });
}

describe('a series of bad days', () => {
  let rig: Rig;

  afterEach(() => rig.close());

  it.each([
    [BINANCE, 1],
    [BINANCE, 2],
    [BINANCE, 3],
    [KRAKEN, 4],
    [KRAKEN, 5],
  ])('loses no trade without telling a gap, and doubles none (%#)', { timeout: 30_000 }, async (venue, seed) => {
    rig = await Rig.open(venue, { shortened: { silentAfterMs: 120, staleAfterMs: 150, stableAfterMs: 60 } });
    await rig.start();
    const chaos = new Chaos(rig.fake, () => rig.fake.tape.now, seed);
    const tape: TapeTrade[] = [];
    const playSome = async (count: number): Promise<void> => {
      for (let index = 0; index < count; index += 1) {
        tape.push(...rig.play(2));
        rig.fake.second(START + tape.length * 1000);
        await turn();
      }
    };
    await playSome(5);
    for (let step = 0; step < STEPS; step += 1) {
      chaos.step();
      await playSome(12);
    }
    chaos.calm();
    let last = 0;
    do {
      await playSome(1);
      last = tape.length;
      await turn();
    } while (rig.state() !== 'live' || !rig.received().includes(last));
    const received = rig.received();
    expect(new Set(received).size, 'no trade twice').toBe(received.length);
    const got = new Set(received);
    const holes = toldHoles(rig);
    const untold = tape.filter(({ id, ts }) => !got.has(id) && !holes.some(({ from, nextId }) => ts >= from && id <= nextId));
    expect(untold, 'every missing trade lies between the beginning of a told gap and the trade that followed it').toEqual([]);
    const forming = Math.floor(rig.fake.tape.now / MINUTE) * MINUTE;
    const rows = await rig.feed.backfill('BTCUSDT', START, forming);
    expect(rows, 'history repairs what was missed').toEqual(rig.fake.tape.bars(venue.symbols[0], START, forming - 1));
  });
});
