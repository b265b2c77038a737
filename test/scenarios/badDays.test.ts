import { afterEach, describe, expect, it } from 'vitest';
import { knownInstrument } from '../../electron/backend/engine/catalogue';
import { MINUTE } from '../../shared/base/time';
import { QUALITY_CODE } from '../../shared/features/market/candle';
import { walkingBars } from '../builders/bars';
import { presetSettings, type RunningConsole, startConsole, temporaryFolder } from '../builders/console';
import { BinanceFake } from '../fakes/venues/binanceFake';
import { type BadDay, Chaos } from '../fakes/venues/chaos';
import type { TapeTrade } from '../fakes/venues/tape';

const SYMBOLS = ['BTCUSDT', 'ETHUSDT'] as const;
const HISTORY = 300;
const TRADE_SECONDS = [2, 4, 8, 10];
const LANE_TIMES = { silentAfterMs: 120, staleAfterMs: 120, handOverMs: 200, stableAfterMs: 50, checkEveryMs: 5 };

const folder = temporaryFolder();
let running: RunningConsole | null = null;
let venue: BinanceFake | null = null;
afterEach(async () => {
  await running?.stop();
  await venue?.close();
  running = null;
  venue = null;
  folder.remove();
});

/** Four trades a minute and symbol that make the bars of a random walk; amounts add up exactly. */
class Market {
  readonly #bars = SYMBOLS.map((_, index) => walkingBars(4000, 7 + index, 100 * (index + 1)));
  #minute = 0;
  #id = 0;
  constructor(readonly start: number) {}

  get minute(): number {
    return this.start + this.#minute * MINUTE;
  }

  next(): TapeTrade[] {
    const trades: TapeTrade[] = [];
    SYMBOLS.forEach((symbol, index) => {
      const bars = this.#bars[index];
      if (bars === undefined) return;
      const at = (column: Float64Array) => Math.round((column[this.#minute] ?? 1) * 100) / 100;
      const prices = [at(bars.open), at(bars.high), at(bars.low), at(bars.close)];
      prices.forEach((price, k) => {
        this.#id += 1;
        trades.push({
          symbol,
          id: this.#id,
          ts: this.minute + (TRADE_SECONDS[k] ?? 0) * 1000,
          price,
          amount: 0.5 * (1 + (this.#id % 3)),
        });
      });
    });
    this.#minute += 1;
    return trades.sort((a, b) => a.ts - b.ts || a.id - b.id);
  }
}

async function pause(ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms));
}

/** Polls a condition of the running program: what arrives over real sockets has no event to wait for. */
async function until(what: string, holds: () => boolean): Promise<void> {
  const giveUp = performance.now() + 20_000;
  while (!holds()) {
    if (performance.now() > giveUp) throw new Error(`never: ${what}`);
    await pause(5);
  }
}

async function open(market: Market, historyMinutes: number): Promise<{ console: RunningConsole; fake: BinanceFake }> {
  const fake = await new BinanceFake({ start: market.start, symbols: SYMBOLS }).listen();
  venue = fake;
  for (let minute = 0; minute < HISTORY; minute += 1) for (const trade of market.next()) fake.tape.add(trade);
  await presetSettings(folder.path, { signalTimeframes: ['1m', '5m'] });
  running = await startConsole({
    dataDir: folder.path,
    feed: { kind: 'live' },
    env: { SIRRIUS_BINANCE_WS_URL: fake.wsUrl, SIRRIUS_BINANCE_REST_URL: fake.restUrl },
    catalogue: SYMBOLS.flatMap((id) => knownInstrument(id) ?? []),
    laneTimes: LANE_TIMES,
    repairWaits: [20, 50, 100, 200],
    historyMinutes,
  });
  await until('the feed is connected', () => fake.peers.size === 1);
  return { console: running, fake };
}

/** Plays minutes in real time that is a few thousand times shorter. */
async function play(market: Market, fake: BinanceFake, minutes: number): Promise<void> {
  for (let count = 0; count < minutes; count += 1) {
    const minute = market.minute;
    const trades = market.next();
    // The venue's clock goes on with what it tells, never by more than a few seconds at a time.
    for (let from = 0; from < trades.length; from += 4) fake.play(trades.slice(from, from + 4));
    for (const after of [18_000, 26_000, 34_000, 42_000, 50_000, 58_000, MINUTE - 1]) fake.second(minute + after);
    await pause(4);
  }
}

function compare({ backend }: RunningConsole, fake: BinanceFake, from: number, to: number): string[] {
  const { series } = backend.store;
  const wrong: string[] = [];
  for (const symbol of SYMBOLS) {
    const stored = series.readCandles('binance', symbol, '1m', { from, to });
    const gaps = series.readGaps({ source: 'binance', instrument: symbol, limit: 1000 });
    const indexOf = new Map(Array.from(stored.ts, (ts, index) => [ts, index]));
    for (const bar of fake.tape.bars(symbol, from, to - MINUTE)) {
      const index = indexOf.get(bar.ts);
      const covered = gaps.some((gap) => gap.from <= bar.ts && bar.ts < gap.to && gap.status !== 'repaired');
      if (index === undefined) {
        if (!covered) wrong.push(`${symbol} ${bar.ts} is lost without a gap record`);
        continue;
      }
      const same = (['open', 'high', 'low', 'close', 'volume'] as const).every((name) => stored[name][index] === bar[name]);
      if (!same && stored.quality[index] !== QUALITY_CODE.suspect) wrong.push(`${symbol} ${bar.ts} differs and says nothing`);
    }
  }
  return wrong;
}

describe('a whole backend through bad days', () => {
  it('[MKT21] stores every minute of the venue, or says which ones it cannot vouch for', { timeout: 110_000 }, async () => {
    const start = Math.floor(Date.now() / MINUTE) * MINUTE - HISTORY * MINUTE;
    const market = new Market(start);
    const { console: run, fake } = await open(market, HISTORY + 10);
    const chaos = new Chaos(fake, () => fake.tape.now, 11);
    const seen = new Set<BadDay>();
    await play(market, fake, 20);
    for (let day = 0; day < 40; day += 1) {
      seen.add(chaos.step());
      await play(market, fake, 25);
      if (day % 3 === 2) chaos.calm();
    }
    chaos.calm();
    const calmFrom = market.minute;
    const settled = () =>
      SYMBOLS.every((id) => (run.backend.store.series.lastTs('binance', id, '1m') ?? 0) >= calmFrom + 5 * MINUTE);
    const giveUp = performance.now() + 30_000;
    while (!settled() && performance.now() < giveUp) await play(market, fake, 1);
    expect(settled(), JSON.stringify(run.backend.market.health().connections)).toBe(true);
    const last = Math.min(...SYMBOLS.map((id) => run.backend.store.series.lastTs('binance', id, '1m') ?? 0));
    const checkedBy = performance.now() + 5_000;
    while (compare(run, fake, start, last).length > 0 && performance.now() < checkedBy) await pause(20);

    expect(compare(run, fake, start, last)).toEqual([]);
    expect(seen.size, 'kinds of bad days met').toBeGreaterThan(6);
    const { read } = run.backend.store;
    const signals = read.all(read.db.selectFrom('signals').select(['id', 'instrument', 'timeframe', 'at']));
    expect(signals.length, 'signals were drawn').toBeGreaterThan(10);
    expect(new Set(signals.map(({ id }) => id)).size).toBe(signals.length);
    for (const { instrument, at } of signals) {
      const { quality } = run.backend.store.series.readCandles('binance', instrument, '1m', { from: at - MINUTE, to: at });
      expect([...quality], `${instrument} at ${at}`).not.toContain(QUALITY_CODE.suspect);
    }
    expect(run.logged.filter((line) => line.includes('"level":50'))).toEqual([]);
  });
});
