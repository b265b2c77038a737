import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { knownInstrument } from '../../electron/backend/engine/catalogue';
import type { AnnouncementIndex, EngineSignal } from '../../electron/backend/engine/port';
import { exportFile } from '../../electron/backend/features/register/exportFile';
import { Calendars } from '../../electron/backend/features/register/proof/calendars';
import { proveDay } from '../../electron/backend/features/register/proof/proveDay';
import type { ProofSetup } from '../../electron/backend/features/register/proof/setup';
import { Desk } from '../../electron/backend/features/signals/desk';
import { anchorPath, readAnchors } from '../../electron/backend/store/anchor';
import type { CandleColumns } from '../../electron/backend/store/series';
import type { Store } from '../../electron/backend/store/store';
import { DAY } from '../../shared/base/time';
import type { Instrument } from '../../shared/features/market/instrument';
import type { RegisterFilter } from '../../shared/features/register/contract';
import type { ProofRow } from '../../shared/features/register/proof';
import { ruleSetFor } from '../../shared/features/signals/ruleSet';
import type { Hold } from '../../shared/features/signals/signal';
import type { Strategy } from '../../shared/features/signals/strategies/strategy';
import { walkingBars } from './bars';
import { aFolder, aLog, aSealedSignal, aStore } from './store';
import { metronome } from './strategies';

/** A register of `signals` sealed ones, every other with its outcome, some with an act and a correction, on a manual clock. */
export async function aRegister(signals = 8) {
  const test = await aStore();
  const { store, clock } = test;
  for (let index = 0; index < signals; index += 1) {
    clock.advance(61_000);
    store.commands.run({ actor: 'anna', action: 'test.do', input: { index } }, (tx) => {
      const instrument = index % 3 === 0 ? 'ETHUSDT' : 'BTCUSDT';
      const id = aSealedSignal(tx, { entry: 100 + index, instrument });
      if (index % 4 === 1) tx.register('act', id, { act: 'released', by: 'anna', reason: 'seen on the chart' });
      if (index % 2 === 0) aFinalOutcome(tx, id, index % 4 === 0 ? 'SL' : 'TP2');
      if (index % 5 === 2) tx.register('correction', id, { by: 'anna', reason: 'wrong price published' });
    });
  }
  return test;
}

type Tx = Parameters<Parameters<Store['commands']['run']>[1]>[0];

/** Stores a final result and enters it, as the desk does. */
export function aFinalOutcome(tx: Tx, id: string, result: 'SL' | 'TP2'): void {
  const r = result === 'SL' ? -1 : 1.2;
  tx.run(tx.db.insertInto('outcomes').values({ signal_id: id, result, at: tx.at, final: 1, r, r_gross: r }));
  const latest = { outcome_at: tx.at, outcome_result: result, outcome_final: 1, outcome_r: r, outcome_r_gross: r };
  tx.run(tx.db.updateTable('signals').set(latest).where('id', '=', id));
  tx.register('outcome', id, { outcome: { id, result, at: tx.at, r, rGross: r, final: true } });
}

/** The exported register as lines. */
export async function exported(store: Store, filter: RegisterFilter = {}, now = Date.UTC(2026, 0, 6)): Promise<string[]> {
  const anchors = () => readAnchors(anchorPath(store.dataDir));
  let text = '';
  for await (const piece of exportFile({ read: store.read, source: 'simulation', now: () => now, anchors }, filter, undefined)) {
    text += piece.text;
  }
  return text.trimEnd().split('\n');
}

export function writeLines(lines: readonly string[]): string {
  const path = join(aFolder(), 'register.ndjson');
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
}

export const PROOF_DAY = '2026-01-06';
const DAY_START = Date.parse(`${PROOF_DAY}T00:00:00Z`);

/** Minutes from the day before the proven one to the one after it. */
export function candlesOfDays(days: number, seed = 3): CandleColumns {
  const bars = walkingBars(days * 1440, seed, 40_000);
  const none = () => new Float64Array(days * 1440).fill(Number.NaN);
  const ts = bars.ts.map((at) => at + DAY_START - DAY);
  return { ...bars, ts, quality: new Float64Array(days * 1440), bid: none(), ask: none() };
}

export function cutCandles(columns: CandleColumns, from: number, to: number): CandleColumns {
  const cut = Object.entries(columns).map(([name, column]) => [name, (column as Float64Array).slice(from, to)]);
  return Object.fromEntries(cut) as unknown as CandleColumns;
}

export interface ProvenDesk {
  readonly store: Store;
  readonly desk: Desk;
  readonly instruments: readonly Instrument[];
  /** Stores and evaluates candles `from ≤ i < to` one by one or whole. */
  feed(from: number, to: number): void;
  prove(changed?: Partial<ProofSetup>, instrument?: Instrument): Promise<ProofRow>;
}

export interface ProvenDeskOptions {
  readonly strategies?: readonly Strategy[];
  readonly calendar?: () => AnnouncementIndex | null;
  readonly hold?: (signal: EngineSignal) => Hold | null;
  readonly timeframes?: readonly ('5m' | '15m')[];
  readonly instruments?: readonly string[];
  readonly candles?: CandleColumns;
}

/** A desk over three days of minutes, of which the middle one is to be proven. */
export async function aProvenDesk(store: Store, options: ProvenDeskOptions = {}): Promise<ProvenDesk> {
  const { strategies = [metronome(15, 0.002)], calendar = () => null, hold = () => null, timeframes = ['5m'] } = options;
  const instruments = (options.instruments ?? ['BTCUSDT']).map((id) => {
    const found = knownInstrument(id);
    if (found === null) throw new Error(`${id} is not in the catalogue`);
    return found;
  });
  const candles = options.candles ?? candlesOfDays(3);
  const desk = new Desk({
    ...{ source: 'binance', baseTimeframe: '1m', instruments, strategies, timeframes, calendar, hold },
    ...{ series: store.series, read: store.read, commands: store.commands, log: aLog().log },
    scorer: () => null,
    marketNow: () => 0,
    recordFrom: () => DAY_START - DAY / 2,
    publishing: () => true,
  });
  await desk.prepare();
  return {
    store,
    desk,
    instruments,
    feed(from, to) {
      const piece = cutCandles(candles, from, to);
      for (const { id } of instruments) {
        store.series.appendCandles('binance', id, '1m', piece);
        desk.evaluate(id, piece);
      }
    },
    prove(changed = {}, instrument = instruments[0] as Instrument) {
      const setup: ProofSetup = {
        ...{ source: 'binance', baseTimeframe: '1m', timeframes, strategies, read: store.read, series: store.series },
        ruleSetFor: (one) => ruleSetFor(one),
        scorerFor: () => null,
        calendars: new Calendars(store.read),
        now: () => 0,
        ...changed,
      };
      return proveDay(setup, instrument, PROOF_DAY, desk.evaluatedTo(instrument.id) ?? -1);
    },
  };
}
