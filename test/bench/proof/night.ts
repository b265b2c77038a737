import { INSTRUMENTS } from '../../../electron/backend/engine/catalogue';
import { Calendar } from '../../../electron/backend/features/market/calendar';
import { Proofs, type ProofsOptions } from '../../../electron/backend/features/register/proof/proofs';
import { Desk } from '../../../electron/backend/features/signals/desk';
import { type ManualClock, manualClock } from '../../../electron/backend/kit/clock';
import { systemIds } from '../../../electron/backend/kit/ids';
import { createLog } from '../../../electron/backend/kit/log';
import { sliceColumns } from '../../../electron/backend/store/candleColumns';
import { openStore } from '../../../electron/backend/store/open';
import type { CandleColumns } from '../../../electron/backend/store/series';
import type { Store } from '../../../electron/backend/store/store';
import { DAY, MINUTE } from '../../../shared/base/time';
import type { Instrument } from '../../../shared/features/market/instrument';
import { ruleSetFor } from '../../../shared/features/signals/ruleSet';
import { STRATEGIES } from '../../../shared/features/signals/strategies/registry';
import { walkingBars } from '../../builders/bars';
import { inFolder } from '../store/folder';

/** The day that is proven, UTC. */
export const NIGHT_DAY = '2026-01-13';
const FROM = Date.parse(`${NIGHT_DAY}T00:00:00Z`);
/** The history that a console fetches at its first start, on which its kernels warm up. */
const WARM_DAYS = 10;
/** The day before, whose checkpoint the proof goes on from, the day itself, and the half hour after midnight until the proof begins. */
const LIVE_MINUTES = 2 * 1440 + 30;
const FIRST = FROM - DAY - WARM_DAYS * DAY;
const ANNOUNCEMENTS = 2000;
const FRAME = { source: 'binance', baseTimeframe: '1m', timeframes: ['5m', '15m', '1h'], strategies: STRATEGIES } as const;

export interface Night {
  readonly store: Store;
  readonly proofs: Proofs;
  readonly instruments: readonly Instrument[];
  readonly candles: ReadonlyMap<string, CandleColumns>;
}

/**
 * A data directory half an hour after a day of that many instruments: the desk met each minute as it came, and sealed what it
 * decided; the register's own desk of proofs stands ready as the console makes it.
 */
export async function withNight<T>(instruments: number, work: (night: Night) => Promise<T>): Promise<T> {
  return inFolder(async (dataDir) => {
    const clock = manualClock(FROM - DAY);
    const log = createLog({ level: 'error' });
    const store = await openStore({ dataDir, clock, log });
    try {
      const chosen = INSTRUMENTS.slice(0, instruments);
      const candles = new Map(chosen.map(({ id }, index) => [id, walk(index)]));
      await importCalendar(store);
      const desk = await liveThrough({ store, clock }, chosen, candles);
      return await work({ store, candles, instruments: chosen, proofs: proofsOf({ store, clock }, chosen, desk) });
    } finally {
      store.close();
    }
  });
}

function walk(index: number): CandleColumns {
  const minutes = WARM_DAYS * 1440 + LIVE_MINUTES;
  const bars = walkingBars(minutes, 100 + index, 40_000);
  const none = () => new Float64Array(minutes).fill(Number.NaN);
  return { ...bars, ts: bars.ts.map((at) => at + FIRST), quality: new Float64Array(minutes), bid: none(), ask: none() };
}

/** As many announcements as a few months of them, in the form in which weekly calendars publish them. */
async function importCalendar({ read, facts, commands }: Store): Promise<void> {
  const at = (index: number) => new Date(FROM - 60 * DAY + index * 64 * MINUTE).toISOString();
  const entries = Array.from({ length: ANNOUNCEMENTS }, (_, index) => ({
    title: `Announcement ${index}`,
    country: ['USD', 'EUR', 'GBP', 'JPY'][index % 4],
    date: at(index),
    impact: ['Low', 'Medium', 'High'][index % 3],
  }));
  const prepared = await new Calendar(read, facts).prepare('bench.json', JSON.stringify(entries));
  commands.run({ actor: 'bench', action: 'market.importCalendar', input: {} }, prepared);
}

interface Machine {
  readonly store: Store;
  readonly clock: ManualClock;
}

/** Warm-up from the store, then minute by minute, instrument by instrument. */
async function liveThrough(
  { store, clock }: Machine,
  instruments: readonly Instrument[],
  candles: ReadonlyMap<string, CandleColumns>,
): Promise<Desk> {
  const { series, read, commands, facts } = store;
  const warm = WARM_DAYS * 1440;
  for (const [id, columns] of candles) series.appendCandles(FRAME.source, id, '1m', sliceColumns(columns, 0, warm));
  const calendar = new Calendar(read, facts);
  const desk = new Desk({
    ...{ ...FRAME, instruments, series, read, commands, log: createLog({ level: 'error' }) },
    calendar: () => calendar.current,
    scorer: () => null,
    hold: () => null,
    marketNow: () => clock.now(),
    recordFrom: () => FROM - DAY,
    publishing: () => true,
  });
  await desk.prepare();
  for (let minute = warm; minute < warm + LIVE_MINUTES; minute += 1) {
    clock.advance(MINUTE);
    for (const [id, columns] of candles) {
      const one = sliceColumns(columns, minute, minute + 1);
      series.appendCandles(FRAME.source, id, '1m', one);
      desk.evaluate(id, one);
    }
  }
  return desk;
}

function proofsOf({ store, clock }: Machine, instruments: readonly Instrument[], desk: Desk): Proofs {
  const { read, series, commands } = store;
  const options: ProofsOptions = {
    ...{ ...FRAME, instruments, read, series, commands, clock, ids: systemIds(clock), log: createLog({ level: 'error' }) },
    ruleSetFor: (one) => ruleSetFor(one),
    scorerFor: () => null,
    now: () => clock.now(),
    simulated: desk.simulated,
    evaluatedTo: (instrument) => desk.evaluatedTo(instrument),
    stopPublication: (_, reason) => {
      throw new Error(`the proof differs: ${reason}`);
    },
    changed: () => undefined,
  };
  return new Proofs(options);
}
