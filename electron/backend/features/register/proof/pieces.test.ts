import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../../../../shared/base/time';
import { ruleSetFor } from '../../../../../shared/features/signals/ruleSet';
import { aProvenDesk, candlesOfDays, cutCandles, PROOF_DAY } from '../../../../../test/builders/register';
import { aStore, type StoreForTest } from '../../../../../test/builders/store';
import { metronome } from '../../../../../test/builders/strategies';
import { Calendar } from '../../market/calendar';
import { Calendars } from './calendars';
import { Expected, sealedBetween } from './sealed';

const DAY_START = Date.parse(`${PROOF_DAY}T00:00:00Z`);

async function aDay() {
  const test = await aStore();
  const options = { timeframes: ['5m', '15m'] as const, strategies: [metronome(15, 0.002), metronome(30, 0.004, 'slow')] };
  const proven = await aProvenDesk(test.store, options);
  for (let minute = 0; minute < 3 * 1440; minute += 90) proven.feed(minute, minute + 90);
  return { ...test, ...proven };
}

/** Counts turns of the event loop until `work` has ended. */
async function turnsOf<T>(work: (turn: () => number) => Promise<T>): Promise<{ result: T; turns: number }> {
  let turns = 0;
  let open = true;
  const next = () => {
    turns += 1;
    if (open) setImmediate(next);
  };
  setImmediate(next);
  const result = await work(() => turns);
  open = false;
  return { result, turns };
}

describe('seals read in pages', () => {
  it('[RGS7] are the same ones in the same order whatever the length of a page, with turns for others in between', async () => {
    const { store } = await aDay();
    const range = { source: 'binance', instrument: 'BTCUSDT', after: DAY_START, upTo: DAY_START + 12 * HOUR };
    const whole = await sealedBetween(store.read, range, 10_000);
    expect(whole.length).toBeGreaterThan(30);
    expect(new Set(whole.map(({ at }) => at)).size, 'several of one close').toBeLessThan(whole.length);
    const sequences = whole.map(({ sequence }) => sequence);
    expect(sequences).toEqual(sequences.toSorted((a, b) => a - b));
    expect(whole.every(({ at }) => at > range.after && at <= range.upTo)).toBe(true);
    for (const atOnce of [1, 2, 7, whole.length]) {
      const { result, turns } = await turnsOf(() => sealedBetween(store.read, range, atOnce));
      expect(result, `${atOnce} at once`).toEqual(whole);
      expect(turns).toBeGreaterThanOrEqual(Math.floor(whole.length / atOnce));
    }
  });

  it('[RGS9] are expected in their order until they have come out, the earlier of two in one place included', () => {
    const sealed = (sequence: number, place: string) => ({
      ...{ sequence, place, id: `${sequence}`, at: sequence, held: false, calendarVersion: null, model: null, sound: true },
      content: { decision: null, inputs: null, reasons: null },
    });
    const expected = new Expected([sealed(1, 'a'), sealed(2, 'b'), sealed(3, 'a'), sealed(4, 'c')]);
    expect(expected.meet('b')?.sequence).toBe(2);
    expect(expected.next?.sequence).toBe(1);
    expect(expected.meet('a')?.sequence).toBe(3);
    expect(expected.meet('a')).toBeUndefined();
    expect(expected.meet('x')).toBeUndefined();
    expect(expected.next?.sequence).toBe(1);
    expect(expected.left().map(({ sequence }) => sequence)).toEqual([1, 4]);
  });
});

describe('calendars of then', () => {
  const entry = (id: number, at: number, impact = 'high') => {
    return { id: `a${id}`, at: new Date(at).toISOString(), currency: 'USD', impact, title: `Announcement ${id}` };
  };

  async function imported({ store, clock }: StoreForTest, entries: readonly object[]): Promise<string> {
    clock.advance(HOUR);
    const prepared = await new Calendar(store.read, store.facts).prepare('a.json', JSON.stringify(entries));
    return store.commands.run({ actor: 'anna', action: 'test.do', input: {} }, prepared).version;
  }

  /** Two versions: in the second one announcement was moved, one has lost its impact and one is new. */
  async function twoVersions() {
    const test = await aStore();
    const entries = Array.from({ length: 25 }, (_, index) => entry(index, DAY_START + index * 10 * HOUR));
    const first = await imported(test, entries);
    const between = test.clock.now();
    const moved = entry(3, DAY_START + 33 * HOUR);
    const second = await imported(test, [moved, entry(7, DAY_START + 70 * HOUR, 'low'), entry(99, DAY_START + 55 * HOUR)]);
    return { ...test, first, second, between };
  }

  it('[RGS11] are built from the revisions that stood then, in pages or in one go', async () => {
    const { store, first, second } = await twoVersions();
    const pages = [1, 3, 25, 26, 500].map((rows) => new Calendars(store.read, rows));
    for (const version of [first, second]) {
      const near = async (hour: number) => {
        const answers = pages.flatMap((calendars) => {
          const atOnce = new Calendars(store.read).byVersion(version);
          return [calendars.byVersion(version), atOnce].map((one) => one?.minutesToNearest(['USD'], DAY_START + hour * HOUR));
        });
        expect(new Set(answers).size, 'all say the same').toBe(1);
        return answers[0];
      };
      for (const calendars of pages) await calendars.prepare(version);
      const isFirst = version === first;
      expect(await near(30)).toBe(isFirst ? 0 : 180);
      expect(await near(33)).toBe(isFirst ? 180 : 0);
      expect(await near(70)).toBe(isFirst ? 0 : 600);
      expect(await near(55)).toBe(isFirst ? 300 : 0);
    }
  });

  it('[RGS11] leave turns to others while they are prepared, are built once, and are none where there is no such version', async () => {
    const { store, second } = await twoVersions();
    const calendars = new Calendars(store.read, 5);
    const { turns } = await turnsOf(() => calendars.prepare(second));
    expect(turns).toBeGreaterThanOrEqual(5);
    const built = calendars.byVersion(second);
    await calendars.prepare(second);
    expect(calendars.byVersion(second)).toBe(built);
    await calendars.prepare('gone');
    expect(calendars.byVersion('gone')).toBeNull();
  });

  it('[RGS11] are known by the time of their import', async () => {
    const { store, clock, first, second, between } = await twoVersions();
    const calendars = new Calendars(store.read);
    expect([between - HOUR, between, clock.now()].map((at) => calendars.versionAt(at))).toEqual([null, first, second]);
    expect(calendars.at(between)?.version).toBe(first);
    expect(calendars.at(between - HOUR)).toBeNull();
  });
});

describe('a proof in pieces', () => {
  it('[RGS7] reads the seals, makes the kernel and computes each piece of candles in turns of their own', async () => {
    const day = await aDay();
    const { read, series } = day.store;
    const kinds: { kind: 'rows' | 'other' | 'kernel' | 'candles'; turn: number }[] = [];
    const { result } = await turnsOf((turn) => {
      const note = <T>(kind: (typeof kinds)[number]['kind'], answer: T): T => {
        kinds.push({ kind, turn: turn() });
        return answer;
      };
      return day.prove({
        read: new Proxy(read, { get: (target, name) => note(name === 'all' ? 'rows' : 'other', Reflect.get(target, name)) }),
        ruleSetFor: (one) => note('kernel', ruleSetFor(one)),
        series: {
          lastTs: (...asked) => series.lastTs(...asked),
          firstTs: (...asked) => series.firstTs(...asked),
          readTicks: (...asked) => series.readTicks(...asked),
          readChanges: (...asked) => series.readChanges(...asked),
          readGaps: (...asked) => series.readGaps(...asked),
          readCandles: (...asked) => note('candles', series.readCandles(...asked)),
        },
      });
    });
    expect(result).toMatchObject({ state: 'equal', findings: [] });
    const turnsWith = (wanted: string) => kinds.filter(({ kind }) => kind === wanted).map(({ turn }) => turn);
    const [kernel, candles, rows] = [turnsWith('kernel'), turnsWith('candles'), turnsWith('rows')];
    expect(kernel).toHaveLength(1);
    expect(candles.length, 'two days in pieces, and the candle behind them').toBeGreaterThanOrEqual(4);
    expect(new Set(candles).size).toBe(candles.length);
    expect(candles, 'no candle in the turn of the kernel').not.toContain(kernel[0]);
    expect(rows, 'no seal in the turn of the kernel').not.toContain(kernel[0]);
    expect(rows[0]).toBeLessThan(kernel[0] ?? 0);
  });

  it('[RGS10] counts a candle that is repaired while it runs among the changed inputs', async () => {
    const day = await aDay();
    const proving = day.prove();
    const repaired = cutCandles(candlesOfDays(3), 1440 + 600, 1440 + 601);
    repaired.close[0] = (repaired.close[0] as number) * 1.001;
    repaired.high[0] = (repaired.high[0] as number) * 1.002;
    day.clock.advance(MINUTE);
    day.store.series.appendCandles('binance', 'BTCUSDT', '1m', repaired);
    const row = await proving;
    expect(row.findings.length, 'the candles were read after the repair').toBeGreaterThan(0);
    expect(row).toMatchObject({ state: 'inputs-changed', repaired: { count: 1, first: [DAY_START + 600 * MINUTE] } });
  });
});
