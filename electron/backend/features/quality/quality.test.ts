import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { DAY, HOUR, MINUTE } from '../../../../shared/base/time';
import type { Alert, Lock, Loser, Overview } from '../../../../shared/features/quality/contract';
import { DRAWDOWN_R, STOPS, WIN_RATE, WIN_RATE_WINDOW } from '../../../../shared/features/quality/figures';
import { loadProcedure } from '../../../../shared/features/sop/load';
import { walkingBars } from '../../../../test/builders/bars';
import { candlesOf, flat } from '../../../../test/builders/candles';
import { aCheckContext } from '../../../../test/builders/checks';
import { aPublishedClose, factsOf, type GivenClose, someQuality } from '../../../../test/builders/quality';
import { aLog, TEST_START } from '../../../../test/builders/store';
import { metronome } from '../../../../test/builders/strategies';
import { knownInstrument } from '../../engine/catalogue';
import { Desk } from '../signals/desk';
import { qualityChecks } from './checks';

type Desked = Awaited<ReturnType<typeof someQuality>>;

/** Closes of these results, an hour apart, each looked at before the next. */
async function closes(desk: Desked, results: string, given: Partial<GivenClose> = {}): Promise<string[]> {
  const ids: string[] = [];
  for (const letter of results) {
    await desk.clock.advanceAsync(HOUR);
    const [result, r] = letter === 'w' ? (['TP2', 1] as const) : (['SL', -1] as const);
    ids.push(aPublishedClose(desk.store, { result, r, closedAt: desk.clock.now(), ...given }));
    await desk.settle();
  }
  return ids;
}

const alerts = async (desk: Desked, kind: string) =>
  (await desk.call<{ rows: Alert[] }>('alerts', { limit: 100 })).rows.filter((one) => one.kind === kind);
/** The same directory, opened anew; the first desk is left to the end of the test. */
async function reopened(desk: Desked): Promise<Desked> {
  await desk.quality.stop();
  desk.store.reactions.stop();
  desk.store.close();
  return someQuality({ dataDir: desk.dataDir, clock: desk.clock });
}

describe('the rate of seven days', () => {
  it('[QLT4] [QLT8] raises one alert with the figures it came from, and again only after it was well', async () => {
    const desk = await someQuality();
    const ids = await closes(desk, 'wwwl');
    expect(await alerts(desk, 'win-rate'), '3 of 4 are 75 %').toEqual([]);
    ids.push(...(await closes(desk, 'l', { instrument: 'ETHUSDT' })));
    const [raised, ...none] = await alerts(desk, 'win-rate');
    expect(none).toEqual([]);
    expect(raised).toMatchObject({ clearedAt: null, figures: { n: 5, wins: 3, rate: 0.6, small: true, signals: ids } });
    expect(raised?.figures.probability).toBeCloseTo(0.471_78, 4);
    expect(raised?.figures.expectancyR).toBeCloseTo(0.2, 9);
    await closes(desk, 'lw');
    expect(await alerts(desk, 'win-rate'), 'still under 70 %').toHaveLength(1);
    await closes(desk, 'wwww');
    expect((await alerts(desk, 'win-rate'))[0]?.clearedAt, '8 of 11 are 73 %').not.toBeNull();
    await closes(desk, 'lw');
    expect(await alerts(desk, 'win-rate')).toHaveLength(2);
    const facts = factsOf(desk.store, 'quality.win-rate');
    expect(facts.map(({ data }) => data)).toMatchObject([
      { notify: true, review: 'due', values: { rate: '60.0 %', n: 5 } },
      { notify: true, review: 'due', values: { rate: '66.7 %', n: 12 } },
    ]);
  });

  it('[QLT4] is raised anew with a new window', async () => {
    const desk = await someQuality();
    await closes(desk, 'wll');
    await desk.clock.advanceAsync(WIN_RATE_WINDOW);
    await closes(desk, 'l', { instrument: 'ETHUSDT' });
    const [second, first] = await alerts(desk, 'win-rate');
    expect(second).toMatchObject({ clearedAt: null, figures: { n: 1, wins: 0 } });
    expect(first?.clearedAt).toBe(second?.at);
  });

  it('[QLT1] [QLT14] looks at nothing that was not published, or came from elsewhere', async () => {
    const desk = await someQuality();
    await closes(desk, 'lll', { state: 'rejected' });
    await closes(desk, 'lll', { source: 'simulation' });
    expect((await desk.call<{ total: number }>('alerts', { limit: 1 })).total).toBe(0);
    expect(desk.quality.hold('BTCUSDT')).toBeNull();
    await closes(desk, 'l', { state: 'released' });
    expect(await alerts(desk, 'win-rate'), 'what a person released counts').toHaveLength(1);
  });

  it('[QLT8] is not raised twice by a restart', async () => {
    const first = await someQuality();
    await closes(first, 'wl');
    const second = await reopened(first);
    await second.settle();
    await closes(second, 'l');
    const third = await reopened(second);
    await closes(third, 'w');
    expect(await alerts(third, 'win-rate')).toHaveLength(1);
    expect(factsOf(third.store, 'quality.win-rate')).toHaveLength(1);
  });
});

describe('three stops in a row', () => {
  it('[QLT5] [QLT9] pause their instrument alone, for seven days, across strategies and a restart', async () => {
    const first = await someQuality();
    const ids = await closes(first, 'll');
    expect(first.quality.hold('BTCUSDT')).toBeNull();
    const desk = await reopened(first);
    ids.push(...(await closes(desk, 'l', { strategy: 'range-breakout@1' })));
    const hold = desk.quality.hold('BTCUSDT');
    expect(hold).toMatchObject({ reason: 'paused', values: { kind: 'stops', reason: '3 × SL' } });
    expect(desk.quality.hold('ETHUSDT')).toBeNull();
    const [alert] = await alerts(desk, 'stops');
    expect(alert).toMatchObject({ scope: 'BTCUSDT', figures: { n: 3, signals: ids }, lock: hold?.values.lock, clearedAt: null });
    await closes(desk, 'lll');
    expect(await alerts(desk, 'stops'), 'what was still open raises nothing more').toHaveLength(1);
    const again = await reopened(desk);
    expect(again.quality.hold('BTCUSDT')).toEqual(hold);
    expect(factsOf(again.store, 'quality.paused').map(({ data }) => data)).toMatchObject([
      { values: { instrument: 'BTCUSDT', stops: 3 } },
    ]);
    await again.clock.advanceAsync(7 * DAY);
    expect(again.quality.hold('BTCUSDT'), 'it ended by itself').toBeNull();
    const { past } = await again.call<{ past: Lock[] }>('locks');
    expect(past).toMatchObject([{ liftedBy: 'system:quality', liftedReason: 'expired' }]);
    expect((await alerts(again, 'stops'))[0]?.clearedAt).not.toBeNull();
  });

  it('[QLT5] [QLT9] are counted from none once somebody has lifted the pause with a reason', async () => {
    const desk = await someQuality();
    await closes(desk, 'lll');
    const { active } = await desk.call<{ active: Lock[] }>('locks');
    const id = active[0]?.id ?? '';
    const lifted = await desk.call<Lock>('lift', { id, reason: 'looked at one by one' }, 'bruno');
    expect(lifted).toMatchObject({ liftedBy: 'bruno', liftedReason: 'looked at one by one' });
    expect(desk.quality.hold('BTCUSDT')).toBeNull();
    await expect(desk.call('lift', { id, reason: 'once more' })).rejects.toMatchObject({ code: 'ALREADY_OVER' });
    await expect(desk.call('lift', { id: 'none', reason: 'no such' })).rejects.toMatchObject({ code: 'UNKNOWN_LOCK' });
    await closes(desk, 'll');
    expect(await alerts(desk, 'stops')).toHaveLength(1);
    await closes(desk, 'l');
    expect(await alerts(desk, 'stops')).toHaveLength(2);
    expect(factsOf(desk.store, 'quality.lifted')).toMatchObject([{ subject: 'BTCUSDT', data: { notify: true } }]);
  });
});

describe('the drawdown of thirty days', () => {
  it('[QLT6] tells the management once, above 10 R', async () => {
    const desk = await someQuality();
    await closes(desk, 'wwwww', { r: 2 });
    await closes(desk, 'lllll', { r: -2 });
    expect(await alerts(desk, 'drawdown'), '10 R are not more than 10').toEqual([]);
    await closes(desk, 'll', { r: -0.5 });
    expect(await alerts(desk, 'drawdown')).toMatchObject([{ figures: { n: 11, drawdownR: 10.5 }, clearedAt: null }]);
    expect(factsOf(desk.store, 'quality.drawdown')).toMatchObject([
      { data: { roles: ['ceo', 'cto'], values: { drawdown: '10.5' } } },
    ]);
    await desk.clock.advanceAsync(31 * DAY);
    await closes(desk, 'w');
    expect((await alerts(desk, 'drawdown'))[0]?.clearedAt, 'it left the window').not.toBeNull();
  });
});

describe('what stops publication', () => {
  it('[QLT9] [QLT10] a person stops everything; a second stop is refused; it counts before an instrument’s own pause', async () => {
    const desk = await someQuality();
    await closes(desk, 'lll');
    await desk.call('pause', { scope: '*', reason: 'the feed is doubtful', days: 1 });
    expect(desk.quality.hold('BTCUSDT')).toMatchObject({ reason: 'publication-stopped', values: { kind: 'manual' } });
    expect(desk.quality.hold('ETHUSDT')).toMatchObject({ reason: 'publication-stopped' });
    await expect(desk.call('pause', { scope: '*', reason: 'once more', days: 1 })).rejects.toMatchObject({
      code: 'ALREADY_PAUSED',
    });
    await expect(desk.call('pause', { scope: 'NOSUCH', reason: 'no such', days: 1 })).rejects.toMatchObject({
      code: 'UNKNOWN_INSTRUMENT',
    });
    await desk.clock.advanceAsync(DAY + MINUTE);
    expect(desk.quality.hold('BTCUSDT')).toMatchObject({ reason: 'paused' });
  });

  it('[QLT9] another desk sets its lock within its own command, once', async () => {
    const desk = await someQuality();
    const add = () =>
      desk.store.commands.run({ actor: 'system:register', action: 'register.prove', input: {} }, (tx) =>
        desk.quality.locks.add(tx, { scope: '*', kind: 'proof', owner: 'system:register', reason: 'the proof differs' }),
      );
    expect(add().id).toBe(add().id);
    expect(desk.quality.locks.active()).toHaveLength(1);
  });

  it('[QLT8] [QLT9] what a lock or an alert says can be neither changed nor removed', async () => {
    const desk = await someQuality();
    await closes(desk, 'lll');
    const attempt = (work: (db: Parameters<Parameters<typeof desk.store.commands.run>[1]>[0]) => void) => () =>
      desk.store.commands.run({ actor: 'anna', action: 'test', input: {} }, work);
    expect(attempt((tx) => tx.run(tx.db.updateTable('quality_locks').set({ expires_at: 9e15 })))).toThrow();
    expect(attempt((tx) => tx.run(tx.db.deleteFrom('quality_locks')))).toThrow();
    expect(attempt((tx) => tx.run(tx.db.updateTable('quality_alerts').set({ figures_json: '{}' })))).toThrow();
    expect(attempt((tx) => tx.run(tx.db.deleteFrom('quality_alerts')))).toThrow();
    expect(desk.quality.locks.active()).toHaveLength(1);
  });

  it('[QLT10] the next validated signal is recorded, sealed and held', async () => {
    const desk = await someQuality();
    const bars = walkingBars(400, 3, 40_000);
    const none = new Float64Array(400).fill(Number.NaN);
    const columns = { ...bars, quality: new Float64Array(400), bid: none, ask: none };
    desk.store.series.appendCandles('binance', 'BTCUSDT', '1m', columns);
    await desk.call('pause', { scope: 'BTCUSDT', reason: 'looked at first', days: 7 });
    const instrument = knownInstrument('BTCUSDT');
    if (instrument === null) throw new Error('the catalogue knows it');
    const { series, read, commands } = desk.store;
    const engine = new Desk({
      ...{ source: 'binance', instruments: [instrument], baseTimeframe: '1m', timeframes: ['5m'], series, read, commands },
      strategies: [metronome(5, 0.002), metronome(7, 0.015, 'slow')],
      calendar: () => null,
      scorer: () => null,
      hold: ({ decision }) => desk.quality.hold(decision.instrument),
      log: aLog().log,
      marketNow: () => 0,
      recordFrom: () => 0,
      publishing: () => true,
    });
    await engine.prepare();
    const rows = read.all(read.db.selectFrom('signals').select(['id', 'status', 'state', 'hold_json']));
    const validated = rows.filter(({ status }) => status === 'validated');
    expect(validated.length).toBeGreaterThan(0);
    expect(validated.every(({ state, hold_json }) => state === 'quarantined' && hold_json?.includes('"paused"') === true)).toBe(
      true,
    );
    const sealed = read.all(
      read.db
        .selectFrom('seals')
        .select('body')
        .where('signal_id', '=', validated[0]?.id ?? ''),
    );
    expect(sealed[0]?.body, 'the seal says why').toContain('"reason":"paused"');
  });
});

describe('the overview', () => {
  it('[QLT1] [QLT2] shows each threshold, window and week with its n', async () => {
    const desk = await someQuality();
    await closes(desk, 'wwwwwwwll');
    const overview = await desk.call<Overview>('overview');
    expect(overview.thresholds.map(({ kind, since }) => [kind, since])).toEqual([
      ['win-rate', null],
      ['stops', null],
      ['drawdown', null],
      ['anomaly', null],
    ]);
    expect(overview.row).toEqual({ instrument: 'BTCUSDT', stops: 2 });
    expect(overview.windows.map(({ days, groups }) => [days, groups[0]?.rate.n])).toEqual([
      [7, 9],
      [30, 9],
    ]);
    expect(overview.weeks).toHaveLength(6);
    expect(overview.weeks[0]?.groups[0]?.rate).toMatchObject({ n: 9, wins: 7 });
    expect(overview.drawdown).toMatchObject({ n: 9, worst: 2 });
    await closes(desk, 'l');
    const [rate, stops] = (await desk.call<Overview>('overview')).thresholds;
    expect(rate).toMatchObject({ since: null, figures: { n: 10, wins: 7, rate: 0.7 } });
    expect(stops?.since).not.toBeNull();
  });
});

describe('losers', () => {
  it('[QLT12] [QLT13] [QLT15] are looked at as they come and again at their expiry, from stored candles', async () => {
    const desk = await someQuality();
    const at = TEST_START;
    const rows = Array.from({ length: 900 }, (_, i) => flat(at + (i - 600) * MINUTE, 100));
    rows[605] = { ts: at + 5 * MINUTE, open: 100, high: 100, low: 97, close: 98 };
    rows[630] = { ts: at + 30 * MINUTE, open: 98, high: 102, low: 98, close: 101 };
    desk.store.series.appendCandles('binance', 'BTCUSDT', '1m', candlesOf(rows.slice(0, 620)));
    const levels = { entry: 100, sl: 98, tp1: 101, tp2: 104, at, expiresAt: at + 240 * MINUTE };
    const id = aPublishedClose(desk.store, { result: 'SL', r: -1, closedAt: at + 6 * MINUTE, ...levels });
    await desk.clock.advanceAsync(20 * MINUTE);
    desk.quality.analysis.start();
    await desk.settle();
    await until(async () => (await losers(desk))[0]?.causes != null);
    expect(await losers(desk)).toMatchObject([{ id, causes: [], complete: false }]);
    desk.store.series.appendCandles('binance', 'BTCUSDT', '1m', candlesOf(rows.slice(620)));
    await desk.clock.advanceAsync(240 * MINUTE);
    await until(async () => (await losers(desk))[0]?.complete === true);
    expect(await losers(desk)).toMatchObject([{ causes: [{ cause: 'stop-near', figures: { minutes: 24 } }] }]);
    expect((await losers(desk, 'unknown')).length).toBe(0);
    const patterns = await desk.call<{ rows: { cause: string; losers: number }[] }>('patterns', { days: 7 });
    expect(patterns.rows).toMatchObject([{ cause: 'stop-near', losers: 1, share: 1, closed: 1, small: true }]);

    const { source, read } = { source: 'binance', read: desk.store.read };
    const checks = qualityChecks({ source, read, locks: desk.quality.locks, marketNow: () => desk.clock.now() });
    const ask = async (name: 'signals.losers' | 'quality.patterns' | 'quality.locks') =>
      checks[name]?.(aCheckContext({ params: { days: 7 }, now: desk.clock.now() }));
    expect(await ask('signals.losers')).toMatchObject({
      verdict: 'pass',
      figures: [{ value: '1' }, { value: expect.stringContaining('stop-near') }],
    });
    expect(await ask('quality.patterns')).toMatchObject({
      verdict: 'pass',
      figures: [{ value: expect.stringContaining('n < 20') }],
    });
    expect(await ask('quality.locks')).toMatchObject({ verdict: 'pass', figures: [] });
    await desk.quality.stop();
  });
});

const losers = async (desk: Desked, cause: string | null = null) =>
  (await desk.call<{ rows: Loser[] }>('losers', { days: 7, cause, limit: 10 })).rows;

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setImmediate(resolve));
}

it('[QLT11] the bounds are those that QA-001 states', () => {
  const loaded = loadProcedure(parse(readFileSync('resources/sops/QA-001.yaml', 'utf8')));
  const values = 'procedure' in loaded ? loaded.procedure.values : [];
  const stated = (id: string) => {
    const found = values.find((one) => one.id === id);
    return found?.type === 'threshold' ? [found.op, found.value, found.windowMinutes] : null;
  };
  expect(stated('win-rate-7-days')).toEqual(['<', WIN_RATE * 100, WIN_RATE_WINDOW / MINUTE]);
  expect(stated('consecutive-stops')?.slice(0, 2)).toEqual(['>=', STOPS]);
  expect(stated('drawdown')).toEqual(['>', DRAWDOWN_R, (30 * DAY) / MINUTE]);
});
