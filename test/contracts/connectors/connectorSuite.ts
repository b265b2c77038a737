import { afterEach, describe, expect, it } from 'vitest';
import { VenueError } from '../../../electron/backend/connectors/feed';
import { MINUTE } from '../../../shared/base/time';
import { type FeedSetup, Rig, START, turn, type VenueUnderTest } from './rig';

/** What every connector promises, run against its fake on real sockets. */
export function connectorSuite(venue: VenueUnderTest): void {
  describe(`connector contract: ${venue.name}`, () => {
    let rig: Rig;

    afterEach(() => rig.close());

    const open = async (changes: Partial<FeedSetup> & { shortened?: Partial<FeedSetup['times']> } = {}): Promise<Rig> => {
      rig = await Rig.open(venue, changes);
      await rig.start();
      return rig;
    };

    it('delivers trades in order with the values of the tape, under our names', async () => {
      await open();
      const played = rig.play(40);
      await rig.heard(40);
      const wanted = played.map(({ symbol, id, ts, price, amount }) => ({
        kind: 'trade',
        instrument: symbol === venue.symbols[0] ? 'BTCUSDT' : 'ETHUSDT',
        ts,
        price,
        amount,
        tradeId: id,
      }));
      const told = rig.recorder.of('trade');
      const plain = wanted.map((one, index) => ({ ...one, amount: 0, tradeId: told[index]?.tradeId }));
      expect(told).toEqual(venue.pricesOnly === true ? plain : wanted);
      expect(new Set(told.map(({ tradeId }) => tradeId)).size, 'no id comes twice').toBe(40);
      expect(rig.recorder.of('gap'), 'a first connection misses nothing').toEqual([]);
    });

    it.runIf(venue.pricesOnly === undefined)('delivers quotes, 24 h tickers and minute bars', async () => {
      await open();
      rig.play(4);
      rig.fake.second(START + 5_000);
      await rig.recorder.until(() => rig.recorder.of('kline').length >= 2 && rig.recorder.of('ticker').length >= 2);
      await rig.recorder.until(() => rig.recorder.of('quote').length >= 2);
      for (const { bid, ask } of rig.recorder.of('quote')) expect(bid).toBeLessThan(ask);
      expect(rig.recorder.of('kline').every(({ ts }) => ts === START)).toBe(true);
    });

    it('describes its connection: live, counted, timed', async () => {
      await open();
      rig.play(3);
      await rig.heard(3);
      const [connection] = rig.feed.connections();
      expect(connection).toMatchObject({
        venue: venue.name,
        state: 'live',
        reconnects: 0,
        retryAt: null,
        lastExchangeAt: START + 3000,
      });
      expect(connection?.messages).toBeGreaterThan(2);
    });

    it('drops duplicates by trade id and counts them', async () => {
      await open();
      rig.fake.duplicating = true;
      rig.play(10);
      await rig.recorder.until(() => rig.recorder.of('refused').length >= 10);
      expect(rig.received()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
      expect(new Set(rig.recorder.of('refused').map(({ refusal }) => refusal))).toEqual(new Set(['duplicate']));
    });

    it('passes reordered trades on, each once', async () => {
      await open();
      rig.fake.reordering = true;
      rig.play(10);
      await rig.recorder.until(() => rig.received().length >= 10);
      expect(rig.received()).not.toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
      expect([...rig.received()].sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    });

    it('after a cut in the middle of a frame tells the gap from the last exchange time before the next trade', async () => {
      await open();
      rig.play(6);
      await rig.heard(6);
      const attempts = rig.fake.attempts.length;
      rig.fake.cutMidFrame();
      rig.play(4);
      await rig.subscribed(attempts);
      rig.play(2);
      await rig.heard(12);
      expect(rig.recorder.of('gap')).toEqual([{ kind: 'gap', instruments: ['BTCUSDT', 'ETHUSDT'], from: START + 6000 }]);
      const order = rig.recorder.events.filter(({ kind }) => kind === 'gap' || kind === 'trade').map(({ kind }) => kind);
      expect(order.indexOf('gap')).toBe(6);
      expect(rig.received()).toEqual([1, 2, 3, 4, 5, 6, 11, 12]);
      expect(rig.recorder.states()).toEqual(['connecting', 'live', 'waiting', 'connecting', 'live']);
    });

    it('replaces a socket that is open and silent', async () => {
      await open({ shortened: { silentAfterMs: 120 } });
      rig.play(2);
      await rig.heard(2);
      const attempts = rig.fake.attempts.length;
      rig.fake.silent = true;
      await rig.recorder.until(() => rig.recorder.states().includes('waiting'));
      rig.fake.silent = false;
      await rig.subscribed(attempts);
      rig.play(2);
      await rig.heard(4);
      expect(rig.recorder.of('gap')[0]?.from).toBe(START + 2000);
    });

    it('calls a connection stale whose exchange time stands still, and replaces it with the gap told first', async () => {
      await open({ shortened: { staleAfterMs: 150 } });
      rig.play(2);
      await rig.heard(2);
      const attempts = rig.fake.attempts.length;
      rig.fake.freezePeers();
      let last = 2;
      const playOne = async (): Promise<void> => {
        last = rig.play(1)[0]?.id ?? last;
        await turn();
      };
      while (rig.state() !== 'stale') await playOne();
      expect(rig.feed.connections()[0]?.lastError).toBe('exchange time stands still');
      await rig.subscribed(attempts);
      while (rig.state() !== 'live') await playOne();
      await playOne();
      await rig.heard(last);
      expect(rig.recorder.of('gap')).toEqual([{ kind: 'gap', instruments: ['BTCUSDT', 'ETHUSDT'], from: START + 2000 }]);
      const order = rig.recorder.events.filter(({ kind }) => kind === 'gap' || kind === 'trade').map(({ kind }) => kind);
      expect(order.indexOf('gap'), 'nothing after the hole is delivered before it is told').toBe(2);
    });

    it('stays stale while the whole venue stands still, and is live again when it moves, with nothing lost', async () => {
      await open({ shortened: { staleAfterMs: 100 } });
      rig.play(2);
      await rig.heard(2);
      rig.fake.frozenAt = START + 2000;
      let last = 2;
      while (rig.state() !== 'stale' || rig.fake.attempts.length < 2) {
        last = rig.play(1)[0]?.id ?? last;
        await turn();
      }
      rig.fake.frozenAt = null;
      while (rig.state() !== 'live') {
        last = rig.play(1)[0]?.id ?? last;
        await turn();
      }
      await rig.heard(last);
      expect(rig.received()).toEqual(Array.from({ length: last }, (_, index) => index + 1));
    });

    it('hands over on request without losing or doubling a trade', async () => {
      await open();
      rig.play(4);
      rig.fake.second(START + 4500);
      await rig.heard(4);
      expect(rig.feed.reconnect(rig.feed.connections()[0]?.id ?? '')).toBe(true);
      let last = 4;
      while ((rig.feed.connections()[0]?.reconnects ?? 0) === 0 || rig.fake.peers.size > 1) {
        last = rig.play(2).at(-1)?.id ?? last;
        rig.fake.second(START + last * 1000);
        await rig.heard(last);
      }
      rig.play(2);
      await rig.heard(last + 2);
      expect(rig.received()).toEqual(Array.from({ length: last + 2 }, (_, index) => index + 1));
      expect(rig.recorder.of('gap')).toEqual([]);
      expect(rig.recorder.of('refused'), 'the overlap is expected, not a fault').toEqual([]);
      expect(rig.feed.reconnect('nobody')).toBe(false);
    });

    it('backs off while the venue refuses, and comes back when it does not', async () => {
      rig = await Rig.open(venue);
      rig.fake.refusing = true;
      rig.feed.start();
      await rig.recorder.until(() => rig.recorder.states().filter((state) => state === 'waiting').length >= 3);
      expect(rig.feed.connections()[0]?.lastError).toContain('503');
      rig.fake.refusing = false;
      await rig.subscribed(0);
      rig.play(2);
      await rig.heard(2);
      expect(rig.recorder.of('gap')[0]?.from ?? null, 'nothing had been seen').toBeNull();
    });

    it('refuses garbage and huge frames by name and goes on', async () => {
      await open();
      for (const text of ['{"a":', '[]', 'null', '7', '"text"', '{}', '\u0000', '{"stream":"x@trade","data":{"e":"trade"}}'])
        rig.fake.say(text);
      rig.play(2);
      await rig.heard(2);
      expect(rig.recorder.of('refused').length).toBe(8);
      expect(rig.state()).toBe('live');
      const attempts = rig.fake.attempts.length;
      rig.fake.sayHuge(100_000);
      await rig.recorder.until(() => rig.recorder.of('refused').some(({ refusal }) => refusal === 'oversized'));
      await rig.subscribed(attempts);
      rig.play(2);
      await rig.heard(4);
    });

    it('uses no frame from another day, and makes a new connection when several say so', async () => {
      await open();
      rig.play(2);
      await rig.heard(2);
      const far = (id: number) => ({
        symbol: venue.symbols[0],
        id,
        ts: START + 48 * 60 * MINUTE,
        price: rig.priceOf(id),
        amount: 1,
      });
      rig.fake.play([far(900)]);
      await rig.recorder.until(() => rig.recorder.of('refused').length > 0);
      expect(rig.recorder.of('refused')[0]).toMatchObject({ refusal: 'malformed', detail: 'exchange time jumps ahead' });
      expect(rig.received()).toEqual([1, 2]);
      const attempts = rig.fake.attempts.length;
      rig.fake.play([far(901), far(902), far(903)]);
      await rig.subscribed(attempts);
      rig.fake.play([far(904)]);
      await rig.heard(904);
      expect(rig.recorder.of('gap')[0]?.from).toBe(START + 2000);
    });

    it('gives history in full minutes, paged, oldest first, without the one that forms', async () => {
      await open();
      // Every trade is a second later: one of each instrument in two seconds, and 1,500 minutes and a bit.
      rig.fake.play(rig.trades(2 * 1500 + 1, 30_000));
      const from = START;
      const rows = await rig.feed.backfill('ETHUSDT', from, START + 3000 * MINUTE);
      const forming = Math.floor(rig.fake.tape.now / MINUTE) * MINUTE;
      const bars = rig.fake.tape.bars(venue.symbols[1], from, forming - 1);
      const reachable = bars.slice(-Math.min(bars.length, venue.history.minutes));
      expect(rows).toEqual(reachable.map((bar) => (venue.pricesOnly === true ? { ...bar, volume: 0 } : { ...bar })));
      expect(rig.fake.requests.filter((path) => !/[Tt]ime$|^\/api_usage/.test(path)).length).toBe(venue.history.requests);
      await expect(rig.feed.backfill('NOBODY', from, from)).rejects.toThrow(RangeError);
    });

    it('asks the exact window', async () => {
      await open();
      rig.fake.play(rig.trades(60, 30_000));
      const rows = await rig.feed.backfill('BTCUSDT', START + 5 * MINUTE, START + 8 * MINUTE);
      expect(rows.map(({ ts }) => (ts - START) / MINUTE)).toEqual([5, 6, 7]);
    });

    it.each([
      ['limited', 0],
      ['limited', null],
      ['banned', null],
      ['failing', null],
      ['down', null],
    ] as const)('tries again when history is %s (Retry-After %s)', async (mode, retryAfter) => {
      await open();
      rig.fake.play(rig.trades(20, 30_000));
      rig.fake.rest = { mode, retryAfter, times: 2 };
      const rows = await rig.feed.backfill('BTCUSDT', START + MINUTE, START + 3 * MINUTE);
      expect(rows.map(({ ts }) => (ts - START) / MINUTE)).toEqual([1, 2]);
      expect(rig.fake.requests.length).toBe(4);
    });

    it('waits as long as Retry-After says, for every request', async () => {
      await open();
      rig.fake.rest = { mode: 'limited', retryAfter: 1, times: 1 };
      const started = rig.clock.now();
      await Promise.all([rig.feed.serverTime(), rig.feed.serverTime()]);
      expect(rig.clock.now() - started).toBeGreaterThanOrEqual(990);
      expect(rig.fake.requests.length).toBe(3);
    });

    it('gives up with a VenueError when history stays down', async () => {
      await open();
      rig.fake.rest = { mode: 'down', retryAfter: null, times: 100 };
      await expect(rig.feed.serverTime()).rejects.toThrow(VenueError);
      expect(rig.fake.requests.length).toBe(6);
    });

    it('tells the exchange time', async () => {
      await open();
      rig.fake.second(START + 90_000);
      expect(Math.abs((await rig.feed.serverTime()) - (START + 90_000))).toBeLessThanOrEqual(1000);
    });

    it('leaves no socket and no timer when stopped, in any state', async () => {
      await open();
      rig.play(2);
      await rig.heard(2);
      rig.fake.rest = { mode: 'limited', retryAfter: 60, times: 1 };
      const waiting = rig.feed.serverTime().catch((fault: unknown) => fault);
      while (rig.fake.requests.length === 0) await turn();
      rig.feed.reconnect(rig.feed.connections()[0]?.id ?? '');
      await rig.feed.stop();
      expect(rig.clock.waiting).toBe(0);
      expect(rig.state()).toBe('closed');
      expect(await waiting).toBeInstanceOf(VenueError);
      while (rig.fake.peers.size > 0) await turn();
    });
  });
}
