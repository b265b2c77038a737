import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { knownInstrument } from '../../electron/backend/engine/catalogue';
import { type ReplayLine, replay, tapeSource } from '../../electron/backend/engine/replay';
import { readCandleFile } from '../../electron/backend/engine/tape/candleFile';
import { backtestErrand } from '../../electron/backend/features/backtests/runner';
import type { Store } from '../../electron/backend/store/store';
import type { BacktestRequest } from '../../shared/features/backtests/contract';
import { unpackTrades } from '../../shared/features/backtests/tradePack';
import { ruleSetFor } from '../../shared/features/signals/ruleSet';
import { STRATEGIES } from '../../shared/features/signals/strategies/registry';
import { walkingBars } from '../builders/bars';
import { presetSettings } from '../builders/console';
import { describeWithSharedData } from '../builders/sharedData';
import { aFolder } from '../builders/store';
import { playTape } from './tapePlayer';

const BTC = knownInstrument('BTCUSDT');

interface Told {
  readonly signals: readonly string[];
  readonly outcomes: readonly string[];
}

/** The desk that live candles go through, fed with the file. */
async function live(file: string): Promise<Told> {
  const dataDir = aFolder();
  await presetSettings(dataDir, { signalTimeframes: ['5m'] });
  let told: Told | null = null;
  const look = ({ read }: Store) => {
    const signals = read.all(read.db.selectFrom('signals').select(['id', 'at', 'status', 'confidence']));
    const outcomes = read.all(read.db.selectFrom('outcomes').select(['signal_id', 'at', 'result', 'r', 'r_gross']));
    told = {
      signals: signals.map((row) => [row.id, row.at, row.status === 'validated', row.confidence].join()).sort(),
      outcomes: outcomes.map((row) => [row.signal_id, row.at, row.result, row.r, row.r_gross].join()).sort(),
    };
  };
  await playTape({ dataDir, file, instrument: 'BTCUSDT', look });
  if (told === null) throw new Error('nothing was played');
  return told;
}

async function threeWays(file: string) {
  if (BTC === null) throw new Error('BTCUSDT is not in the catalogue');
  const tape = readCandleFile(readFileSync(file));
  const instrument = { ...BTC, hasVolume: BTC.hasVolume && tape.hasVolume };
  const lines: ReplayLine[] = [];
  const ruleSet = ruleSetFor(instrument);
  const told = { tape, instrument, timeframe: '5m', ruleSet, calendar: null, strategies: STRATEGIES, shadow: true } as const;
  const summary = replay({ ...told, write: (line) => void lines.push(line) });
  const replayed: Told = {
    signals: lines.flatMap((line) =>
      line.type === 'signal' ? [[line.id, line.at, line.status === 'validated', line.confidence].join()] : [],
    ),
    outcomes: lines.flatMap((line) =>
      line.type === 'outcome' ? [[line.id, line.at, line.result, line.r, line.rGross].join()] : [],
    ),
  };
  const request: BacktestRequest = {
    ...{ instruments: ['BTCUSDT'], from: 0, to: Number.MAX_SAFE_INTEGER, timeframes: ['5m'], ruleSet: ruleSet.id, overrides: {} },
    ...{ strategies: STRATEGIES.map(({ name, version }) => `${name}@${version}`), costBps: null, model: null, seed: 1 },
  };
  const rows = tape.candles.ts.length - tape.unfinished;
  const own = Object.fromEntries(
    Object.entries(tape.candles).map(([name, column]) => [name, (column as Float64Array).slice(0, rows)]),
  );
  const source = tapeSource('BTCUSDT', tape);
  const errand = {
    kind: 'run',
    candles: own as never,
    instrument,
    baseStep: 60_000,
    source,
    ruleSet,
    calendar: null,
    request,
    artifact: null,
  } as const;
  const answer = await backtestErrand(errand).answer;
  const trades = unpackTrades(answer.pack, request);
  return { replayed, summary, answer, trades, live: await live(file) };
}

/** The same signals, status and confidence included, and the same final outcomes. */
function agree({ replayed, summary, answer, trades, live: desk }: Awaited<ReturnType<typeof threeWays>>): void {
  const backtested = trades.map((one) => [one.id, one.at, one.published, one.confidence].join());
  expect(backtested).toEqual(replayed.signals);
  expect(backtested.toSorted()).toEqual(desk.signals);
  // A backtest keeps of the outcomes the one that ended a signal; TP1 on the way is not an end.
  const ends = trades.flatMap((one) =>
    one.closedAt === null ? [] : [[one.id, one.closedAt, one.result, one.r, one.rGross].join()],
  );
  const final = (told: readonly string[]) => told.filter((line) => line.split(',')[2] !== 'TP1').toSorted();
  expect(ends.toSorted()).toEqual(final(replayed.outcomes));
  expect(desk.outcomes).toEqual(replayed.outcomes.toSorted());
  // The digest covers every line of both, TP1 on the way included.
  expect(answer.instrument.digest).toBe(summary.digest);
  expect(answer.lookAhead.verdict).toBe('clean');
  expect(answer.repaint.verdict).toBe('clean');
}

describe('one tape, three ways', () => {
  it('[BKT1] the live desk, the replay and a backtest in its thread decide the same', { timeout: 110_000 }, async () => {
    const file = join(aFolder(), 'tape.csv');
    const { ts, open, high, low, close, volume } = walkingBars(6000, 5, 40_000);
    const start = Date.UTC(2026, 0, 5);
    const lines = Array.from(ts, (at, i) => [start + at, open[i], high[i], low[i], close[i], volume[i]].join(','));
    writeFileSync(file, `ts,open,high,low,close,volume\n${lines.join('\n')}\n`);
    const ways = await threeWays(file);
    expect(ways.trades.length).toBeGreaterThan(5);
    agree(ways);
  });
});

describeWithSharedData('a real week, three ways', 'market/crypto/spot_BTCUSDT_1m_20210219_1week.csv.gz', (file) => {
  it('[BKT1] the live desk, the replay and a backtest in its thread decide the same', { timeout: 110_000 }, async () => {
    const ways = await threeWays(file);
    expect(ways.trades.length).toBeGreaterThan(20);
    agree(ways);
  });
});
