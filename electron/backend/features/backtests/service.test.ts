import { describe, expect, it, onTestFinished } from 'vitest';
import { MINUTE } from '../../../../shared/base/time';
import type { BacktestDetail, BacktestRequest } from '../../../../shared/features/backtests/contract';
import type { Instrument } from '../../../../shared/features/market/instrument';
import { anActor } from '../../../../test/builders/actor';
import { walkingBars } from '../../../../test/builders/bars';
import { aLog, aStore } from '../../../../test/builders/store';
import { knownInstrument } from '../../engine/catalogue';
import { systemIds } from '../../kit/ids';
import type { Handler } from '../handlers';
import { createBacktests } from './service';
import { BACKTESTS_ACTOR } from './store';

const START = Date.UTC(2026, 0, 5);
const ROWS = 6000;
const SOURCE = 'simulation';
const call = { actor: anActor(['backtests:read', 'backtests:run']), host: 'web', sessionId: null, signal: undefined } as const;

const REQUEST: BacktestRequest = {
  instruments: ['BTCUSDT', 'ETHUSDT'],
  ...{ from: START, to: START + ROWS * MINUTE, timeframes: ['1m', '5m'] },
  strategies: ['trend-pullback@1', 'range-breakout@1', 'mean-reversion@1'],
  ...{ ruleSet: 'sirrius@1', overrides: {}, costBps: null, model: null, seed: 1 },
};

function instrumentOf(id: string): Instrument {
  const found = knownInstrument(id);
  if (found === null) throw new Error(`${id} is not in the catalogue`);
  return found;
}

async function aDesk(ids = ['BTCUSDT', 'ETHUSDT', 'SOLUSDT']) {
  const { store, clock, dataDir } = await aStore();
  const { read, commands, series } = store;
  ids.forEach((id, index) => {
    if (id === 'SOLUSDT') return;
    const bars = walkingBars(ROWS, index + 1, 40_000);
    const none = new Float64Array(ROWS).fill(Number.NaN);
    const ts = bars.ts.map((at) => at + START);
    series.appendCandles(SOURCE, id, '1m', { ...bars, ts, quality: new Float64Array(ROWS), bid: none, ask: none });
  });
  let version: string | null = null;
  const service = createBacktests({
    nameOf: (id) => id,
    ...{ read, commands, series, clock, ids: systemIds(clock), log: aLog().log, source: SOURCE, baseTimeframe: '1m' },
    instruments: ids.map(instrumentOf),
    calendarVersion: () => version,
    calendar: () => null,
    codeVersion: '1.0.0',
    places: 2,
  });
  onTestFinished(() => service.stop());
  const { handlers } = service;
  const command = async <I, O>(name: string, handler: Handler<I, O>, input: I): Promise<O> => {
    if (!('command' in handler)) throw new Error('no command');
    const work = await handler.command(input, call);
    return commands.run({ actor: 'owner', action: `backtests.${name}`, input }, work);
  };
  const ask = async <I, O>(handler: Handler<I, O>, input: I): Promise<O> => {
    if (!('query' in handler)) throw new Error('no query');
    return handler.query(input, call);
  };
  const idle = async () => {
    while ((await ask(handlers.list, undefined)).job !== null) await new Promise((resolve) => setTimeout(resolve, 10));
  };
  const get = (id: string): Promise<BacktestDetail> => ask(handlers.get, { id }) as Promise<BacktestDetail>;
  const start = (request: Partial<BacktestRequest> = {}, name = 'Essai') =>
    command('run', handlers.run, { name, request: { ...REQUEST, ...request } });
  return { store, service, handlers, command, ask, idle, get, start, dataDir, setCalendar: (to: string) => (version = to) };
}

describe('the desk of backtests', () => {
  it('[BKT7] [BKT8] [BKT9] runs in threads, keeps the result with all that repeats it, and repeats it to the digest', async () => {
    const desk = await aDesk();
    const { id } = await desk.start();
    await desk.idle();
    const run = await desk.get(id);
    expect(run.problem).toBeNull();
    expect(run.state).toBe('done');
    expect(run.simulated).toBe(true);
    const result = run.result;
    expect(result?.instruments.map(({ instrument, candles }) => [instrument, candles])).toEqual([
      ['BTCUSDT', ROWS],
      ['ETHUSDT', ROWS],
    ]);
    expect(result?.lookAhead.verdict).toBe('clean');
    expect(result?.repaint.verdict).toBe('clean');
    const every = await desk.ask(desk.handlers.trades, { id, view: 'every', offset: 0, limit: 500 });
    const published = await desk.ask(desk.handlers.trades, { id, view: 'published', offset: 0, limit: 500 });
    const signals = result?.instruments.reduce((sum, one) => sum + one.signals, 0);
    expect(every.total).toBe(signals);
    expect(signals).toBeGreaterThan(10);
    expect(published.total).toBe(every.rows.filter((row) => row.published).length);
    expect(every.rows.map(({ at }) => at)).toEqual(every.rows.map(({ at }) => at).toSorted((a, b) => a - b));
    expect((await desk.ask(desk.handlers.trades, { id, view: 'every', offset: 3, limit: 2 })).rows).toEqual(
      every.rows.slice(3, 5),
    );

    await desk.command('repeat', desk.handlers.repeat, { id });
    await desk.idle();
    expect((await desk.get(id)).repeats).toMatchObject([
      { outcome: 'same', digest: result?.digest, instruments: [], by: 'owner' },
    ]);
    const facts = desk.store.read.all(
      desk.store.read.db.selectFrom('facts').select(['kind', 'subject']).where('kind', '=', 'backtest.done'),
    );
    expect(facts).toEqual([{ kind: 'backtest.done', subject: id }]);
  });

  it('[BKT7] says that the inputs changed where a candle was repaired since', async () => {
    const desk = await aDesk();
    const { id } = await desk.start({ instruments: ['BTCUSDT'] });
    await desk.idle();
    const stored = desk.store.series.readCandles(SOURCE, 'BTCUSDT', '1m', {
      from: START + 100 * MINUTE,
      to: START + 1500 * MINUTE,
    });
    desk.store.series.appendCandles(SOURCE, 'BTCUSDT', '1m', {
      ...stored,
      high: stored.high.map((value) => value * 1.02),
      quality: stored.ts.map(() => 2),
    });
    await desk.command('repeat', desk.handlers.repeat, { id });
    await desk.idle();
    const [repeat] = (await desk.get(id)).repeats;
    expect(repeat?.outcome).toBe('inputs-changed');
    expect(repeat?.instruments).toEqual(['BTCUSDT']);
  });

  it('[BKT8] ends when it is cancelled, refuses a second one meanwhile, and has no result', async () => {
    const desk = await aDesk();
    const { id } = await desk.start();
    await expect(desk.start()).rejects.toMatchObject({ code: 'BUSY' });
    await desk.command('cancel', desk.handlers.cancel, undefined);
    await desk.idle();
    expect(await desk.get(id)).toMatchObject({ state: 'cancelled', result: null });
    expect((await desk.ask(desk.handlers.trades, { id, view: 'every', offset: 0, limit: 5 })).total).toBe(0);
    await expect(desk.command('cancel', desk.handlers.cancel, undefined)).rejects.toMatchObject({ code: 'NOTHING_RUNS' });
    await expect(desk.command('repeat', desk.handlers.repeat, { id })).rejects.toMatchObject({ code: 'NOT_DONE' });
  });

  it('[BKT8] says of which instrument too little is stored', async () => {
    const desk = await aDesk();
    const { id } = await desk.start({ to: START + 150 * MINUTE });
    await desk.idle();
    const run = await desk.get(id);
    expect(run.state).toBe('failed');
    expect(run.problem).toMatchObject({ word: 'TOO_FEW_CANDLES', candles: 150 });
  });

  it.each<[string, Partial<BacktestRequest>]>([
    ['EMPTY_PERIOD', { to: START }],
    ['UNKNOWN_INSTRUMENT', { instruments: ['NOBODY'] }],
    ['NO_CANDLES', { instruments: ['SOLUSDT'] }],
    ['UNKNOWN_STRATEGY', { strategies: ['trend-pullback@9'] }],
    ['UNKNOWN_RULE_SET', { ruleSet: 'other@1' }],
    ['UNKNOWN_MODEL', { model: 'ab' }],
  ])('[BKT8] refuses before anything is begun: %s', async (code, request) => {
    const desk = await aDesk();
    await expect(desk.start(request)).rejects.toMatchObject({ code });
    expect((await desk.ask(desk.handlers.list, undefined)).rows).toEqual([]);
  });

  it('[BKT8] marks what the end of the console cut off, and renames and removes', async () => {
    const desk = await aDesk();
    const { id } = await desk.start({ instruments: ['BTCUSDT'] });
    await desk.idle();
    desk.store.commands.run({ actor: BACKTESTS_ACTOR, action: 'test', input: null }, (tx) =>
      tx.run(tx.db.updateTable('backtest_runs').set({ state: 'running' }).where('id', '=', id)),
    );
    desk.service.start();
    expect((await desk.get(id)).state).toBe('interrupted');
    await desk.command('rename', desk.handlers.rename, { id, name: 'Autre' });
    expect((await desk.ask(desk.handlers.list, undefined)).rows.map(({ name }) => name)).toEqual(['Autre']);
    await desk.command('remove', desk.handlers.remove, { id });
    expect((await desk.ask(desk.handlers.list, undefined)).rows).toEqual([]);
    await expect(desk.get(id)).rejects.toMatchObject({ code: 'UNKNOWN_RUN' });
  });

  it('[BKT2] [BKT9] another cost moves the results, a changed rule set the name in every decision', async () => {
    const desk = await aDesk();
    const only = { instruments: ['BTCUSDT'] };
    const ids: string[] = [];
    for (const change of [{}, { costBps: 50 }, { overrides: { tp1R: 1 } }]) {
      ids.push((await desk.start({ ...only, ...change })).id);
      await desk.idle();
    }
    const [own, dear, other] = await Promise.all(
      ids.map((id) => desk.ask(desk.handlers.trades, { id, view: 'every', offset: 0, limit: 500 })),
    );
    expect(dear?.rows.map((row) => row.id)).toEqual(own?.rows.map((row) => row.id));
    expect(dear?.rows.some((row, index) => (row.r ?? 0) < (own?.rows[index]?.r ?? 0))).toBe(true);
    expect(other?.rows.some((row) => own?.rows.some((same) => same.id === row.id))).toBe(false);
  });
});
