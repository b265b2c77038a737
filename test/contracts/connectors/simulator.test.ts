import { afterEach, describe, expect, it } from 'vitest';
import { BinanceFeed } from '../../../electron/backend/connectors/binance/feed';
import { systemClock } from '../../../electron/backend/kit/clock';
import { type Simulator, startSimulator } from '../../../electron/backend/simulator/server';
import { MINUTE } from '../../../shared/base/time';
import { FeedRecorder } from '../../builders/feedRecorder';

const clock = systemClock();
const START = Date.UTC(2026, 2, 11, 15, 0, 30);
const INSTRUMENTS = [
  { symbol: 'BTCUSDT', tickSize: 0.01, class: 'crypto', session: 'always' },
  { symbol: 'EURUSD', tickSize: 0.00001, class: 'forex', session: 'forex' },
] as const;

describe('the built-in market behind the Binance connector', () => {
  let simulator: Simulator | null = null;
  let feed: BinanceFeed | null = null;

  afterEach(async () => {
    await feed?.stop();
    await simulator?.close();
  });

  async function connected(speed: number, disturbances = false): Promise<{ feed: BinanceFeed; recorder: FeedRecorder }> {
    simulator = await startSimulator({ seed: 7, instruments: INSTRUMENTS, clock, speed, startAt: START, disturbances });
    const recorder = new FeedRecorder();
    feed = new BinanceFeed({
      wsUrl: simulator.wsUrl,
      restUrl: simulator.restUrl,
      instruments: INSTRUMENTS.map(({ symbol }) => ({ id: symbol, symbol })),
      sink: recorder.sink,
      clock,
    });
    feed.start();
    return { feed, recorder };
  }

  it('delivers trades, quotes, tickers and minute bars of every instrument, none refused', async () => {
    const { recorder } = await connected(60);
    await recorder.until(() => {
      const closed = new Set(recorder.of('kline').flatMap((bar) => (bar.closed ? [bar.instrument] : [])));
      return closed.size === 2 && recorder.of('ticker').length > 2 && recorder.of('quote').length > 50;
    });
    expect(recorder.of('refused')).toEqual([]);
    expect(new Set(recorder.of('trade').map(({ instrument }) => instrument))).toEqual(new Set(['BTCUSDT', 'EURUSD']));
  });

  it('has a history that the live minutes continue: the bar that closed live is the bar REST tells', async () => {
    const { feed: running, recorder } = await connected(120);
    await recorder.until(() => recorder.of('kline').filter((bar) => bar.closed && bar.instrument === 'BTCUSDT').length >= 2);
    const live = recorder.of('kline').filter((bar) => bar.closed && bar.instrument === 'BTCUSDT')[1];
    if (live === undefined) throw new Error('a closed bar is expected');
    const rows = await running.backfill('BTCUSDT', live.ts - 5 * MINUTE, live.ts + MINUTE);
    expect(rows.map(({ ts }) => ts - live.ts)).toEqual([-5, -4, -3, -2, -1, 0].map((step) => step * MINUTE));
    expect(rows.at(-1)?.close).toBe(live.close);
    expect(rows.at(-1)?.volume).toBeCloseTo(live.volume, 6);
  });

  it('has the bad days of a real venue when asked for, and tells what they cost', async () => {
    // An hour a second: about one disturbance in each.
    const { recorder } = await connected(3600, true);
    await recorder.until(() => recorder.of('gap').length > 0);
    expect(recorder.states()).toContain('waiting');
    expect(recorder.of('gap')[0]?.from).toBeGreaterThan(START);
    expect(recorder.of('refused')).toEqual([]);
  });
});
