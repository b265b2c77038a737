import { describe, expect, it } from 'vitest';
import { MINUTE } from '../../../../shared/base/time';
import type { Strategy } from '../../../../shared/features/signals/strategies/strategy';
import { walkingBars } from '../../../../test/builders/bars';
import { aLog, aStore } from '../../../../test/builders/store';
import { metronome } from '../../../../test/builders/strategies';
import { knownInstrument } from '../../engine/catalogue';
import type { Store } from '../../store/store';
import { Desk } from './desk';

const BARS = walkingBars(600, 3, 40_000);
const NO_QUOTE = new Float64Array(600).fill(Number.NaN);
const COLUMNS = { ...BARS, quality: new Float64Array(600), bid: NO_QUOTE, ask: NO_QUOTE };

function cut(from: number, to: number) {
  return Object.fromEntries(Object.entries(COLUMNS).map(([name, column]) => [name, column.slice(from, to)])) as typeof COLUMNS;
}

interface DeskSetup {
  readonly recordFrom?: number;
  readonly now?: () => number;
  readonly publishing?: boolean;
  readonly strategies?: readonly Strategy[];
}

function aDesk({ series, read, commands }: Store, setup: DeskSetup = {}): Desk {
  const { recordFrom = 0, now = () => 0, publishing = true, strategies = [metronome(5, 0.002)] } = setup;
  const instrument = knownInstrument('BTCUSDT');
  if (instrument === null) throw new Error('BTCUSDT is not in the catalogue');
  return new Desk({
    source: 'binance',
    instruments: [instrument],
    baseTimeframe: '1m',
    timeframes: ['5m'],
    strategies,
    calendar: () => null,
    scorer: () => null,
    scored: () => undefined,
    hold: () => null,
    series,
    read,
    commands,
    log: aLog().log,
    marketNow: now,
    recordFrom: () => recordFrom,
    publishing: () => publishing,
  });
}

function signalsOf({ read }: Store) {
  return read.all(read.db.selectFrom('signals').select(['id', 'at', 'strategy', 'state']).orderBy('at'));
}

function notifiable({ read }: Store): boolean[] {
  const facts = read.all(
    read.db.selectFrom('facts').select(['kind', 'data_json']).where('kind', 'in', ['signal.validated', 'signal.quarantined']),
  );
  return facts.map(({ data_json }) => (JSON.parse(data_json) as { notify: boolean }).notify);
}

describe('the desk', () => {
  it('[SIG23] puts on record only what is decided after the first start, and remembers when that was', async () => {
    const { store } = await aStore();
    store.series.appendCandles('binance', 'BTCUSDT', '1m', cut(0, 400));
    const recordFrom = 300 * MINUTE;
    await aDesk(store, { recordFrom }).prepare();
    const recorded = signalsOf(store);
    expect(recorded.length).toBeGreaterThan(0);
    expect(recorded.every(({ at }) => at > recordFrom)).toBe(true);
    const sealed = store.read.all(store.read.db.selectFrom('seals').select('signal_id'));
    expect(sealed).toHaveLength(recorded.length);
    store.series.appendCandles('binance', 'BTCUSDT', '1m', cut(400, 600));
    await aDesk(store, { recordFrom: 10_000 * MINUTE }).prepare();
    expect(signalsOf(store).length, 'a later start does not move the beginning').toBeGreaterThan(recorded.length);
  });

  it('[SIG24] makes a notice only of what is news, and of nothing while the clock cannot be trusted', async () => {
    const late = await aStore();
    late.store.series.appendCandles('binance', 'BTCUSDT', '1m', cut(0, 300));
    await aDesk(late.store, { now: () => 10_000 * MINUTE }).prepare();
    expect(notifiable(late.store).length).toBeGreaterThan(0);
    expect(notifiable(late.store)).not.toContain(true);
    for (const publishing of [true, false]) {
      const { store } = await aStore();
      let now = 0;
      const desk = aDesk(store, { now: () => now, publishing });
      await desk.prepare();
      for (let index = 0; index < 300; index += 1) {
        now = (index + 1) * MINUTE;
        const candle = cut(index, index + 1);
        store.series.appendCandles('binance', 'BTCUSDT', '1m', candle);
        desk.evaluate('BTCUSDT', candle);
      }
      expect(notifiable(store).length).toBe(notifiable(late.store).length);
      expect(new Set(notifiable(store))).toEqual(new Set([publishing]));
    }
  });

  it('[SIG25] takes other strategies in at the next start without a word about the past', async () => {
    const { store } = await aStore();
    store.series.appendCandles('binance', 'BTCUSDT', '1m', cut(0, 400));
    await aDesk(store).prepare();
    const before = signalsOf(store);
    const checkpoint = store.read.get(store.read.db.selectFrom('kernel_snapshots').select('last_ts'))?.last_ts ?? 0;
    expect(checkpoint).toBeGreaterThan(0);
    store.series.appendCandles('binance', 'BTCUSDT', '1m', cut(400, 600));
    await aDesk(store, { strategies: [metronome(5, 0.002), metronome(7, 0.002, 'other')] }).prepare();
    const after = signalsOf(store);
    expect(after.filter(({ at }) => at <= checkpoint + MINUTE)).toEqual(before.filter(({ at }) => at <= checkpoint + MINUTE));
    expect(new Set(after.map(({ strategy }) => strategy))).toEqual(new Set(['metronome@1', 'other@1']));
    expect(after.filter(({ strategy }) => strategy === 'other@1').every(({ at }) => at > checkpoint + MINUTE)).toBe(true);
  });

  it('[SIG21] goes back to what was committed when a decision could not be stored, and loses nothing', async () => {
    const [sound, failing] = [await aStore(), await aStore()];
    await Promise.all([sound, failing].map(({ store }) => aDesk(store).prepare()));
    const steady = aDesk(sound.store);
    await steady.prepare();
    let broken = false;
    const shaky = aDesk({
      ...failing.store,
      commands: {
        ...failing.store.commands,
        run: (request, work) => {
          if (broken && request.action === 'engine.record') throw new Error('the disk is full');
          return failing.store.commands.run(request, work);
        },
      },
    });
    await shaky.prepare();
    let failures = 0;
    for (let index = 0; index < 400; index += 1) {
      const candle = cut(index, index + 1);
      for (const [desk, { store }] of [
        [steady, sound],
        [shaky, failing],
      ] as const) {
        store.series.appendCandles('binance', 'BTCUSDT', '1m', candle);
        broken = desk === shaky && index % 40 < 20;
        try {
          desk.evaluate('BTCUSDT', candle);
        } catch {
          failures += 1;
        }
      }
    }
    expect(failures).toBeGreaterThan(5);
    broken = false;
    shaky.evaluate('BTCUSDT', cut(399, 400));
    expect(signalsOf(failing.store).map(({ id }) => id)).toEqual(signalsOf(sound.store).map(({ id }) => id));
  });
});
