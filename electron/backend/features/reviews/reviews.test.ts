import { describe, expect, it } from 'vitest';
import { decodeColumns } from '../../../../shared/base/columns';
import { HOUR, MINUTE } from '../../../../shared/base/time';
import { CANDLE_COLUMNS } from '../../../../shared/features/market/candle';
import { drawSample, seedText } from '../../../../shared/features/reviews/draw';
import type { Decision } from '../../../../shared/features/signals/signal';
import { anActor } from '../../../../test/builders/actor';
import { candlesOf } from '../../../../test/builders/candles';
import { aSealedSignal, aStore, TEST_START } from '../../../../test/builders/store';
import { knownInstrument } from '../../engine/catalogue';
import { sha256Hex } from '../../kit/hash';
import { Refusal } from '../../store/refusal';
import type { CheckContext } from '../checks';
import type { Call, CommandHandler, QueryHandler } from '../handlers';
import { readPack } from '../market/charts';
import type { MarketCore } from '../market/core';
import { reviewChecks } from './checks';
import { createReviews } from './service';
import { candidatesOf } from './store';

const BTC = knownInstrument('BTCUSDT');
if (BTC === null) throw new Error('BTCUSDT is not in the catalogue');
const DAY = '2026-01-05';
const NEXT_DAY = Date.UTC(2026, 0, 5, 23, 5);
const GOOD = { technical: 'sound', fundamental: 'coherent', note: '', spentMs: 1000 } as const;

async function aDesk(reviewers = 2) {
  const { store, clock } = await aStore();
  const { read, commands, facts, series } = store;
  const errors: unknown[] = [];
  const reviews = createReviews({
    source: 'binance',
    instruments: [BTC as NonNullable<typeof BTC>],
    read,
    commands,
    facts,
    clock,
    marketNow: () => clock.now(),
    candles: (instrument, timeframe, range) =>
      readPack(
        { options: { series, source: 'binance', baseTimeframe: '1m' } } as unknown as MarketCore,
        instrument,
        timeframe,
        range,
      ),
    reviewers: () => reviewers,
    nameOf: (id) => `Name of ${id}`,
    onError: (error) => errors.push(error),
  });
  const callOf = (who: string): Call => ({
    actor: anActor(['quality:read', 'quality:review'], { id: who }),
    host: 'web',
    sessionId: null,
    signal: undefined,
  });
  type Names = keyof typeof reviews.handlers;
  const ask = async <Output>(name: Names, input: unknown, who = 'anna'): Promise<Output> =>
    (reviews.handlers[name] as QueryHandler<unknown, Output>).query(input, callOf(who));
  const record = async (id: string, who: string, given: object = GOOD) => {
    const handler = reviews.handlers.record as unknown as CommandHandler<unknown, { next: { id: string } | null }>;
    const work = await handler.command({ id, ...GOOD, ...given }, callOf(who));
    return commands.run({ actor: who, action: 'reviews.record', input: { id } }, work);
  };
  const sign = (count: number, given: Partial<Decision> = {}) =>
    commands.run({ actor: 'system:test', action: 'test.signals', input: null }, (tx) =>
      Array.from({ length: count }, (_, index) =>
        aSealedSignal(tx, { source: 'binance', ...given, at: (given.at ?? TEST_START) + index * 5 * MINUTE }),
      ),
    );
  const firstId = () => read.all(read.db.selectFrom('review_samples').select(['signal_id', 'needed']).orderBy('position'));
  return { store, clock, reviews, ask, record, sign, firstId, errors };
}

const codeOf = async (promise: Promise<unknown>) => {
  try {
    await promise;
    return 'done';
  } catch (error) {
    if (error instanceof Refusal) return error.code;
    throw error;
  }
};

describe('the daily sample', () => {
  it('[RVW4] draws each day once, five minutes after it ended, and makes up for days it was off', async () => {
    const { clock, reviews, sign, ask, store } = await aDesk();
    sign(24);
    const days = async () => (await ask<{ days: { day: string }[] }>('samples', { limit: 10 })).days.map(({ day }) => day);
    clock.advance(NEXT_DAY - TEST_START - MINUTE);
    reviews.look();
    expect(await days(), 'the day has only just ended').toEqual([]);
    clock.advance(MINUTE);
    reviews.look();
    reviews.look();
    expect(await days()).toEqual([DAY]);
    clock.advance(72 * HOUR);
    reviews.look();
    expect(await days()).toEqual(['2026-01-08', '2026-01-07', '2026-01-06', DAY]);
    const drawn = store.read.all(store.read.db.selectFrom('audit').select('actor').where('action', '=', 'reviews.draw'));
    expect(drawn.map(({ actor }) => actor)).toEqual(Array(4).fill('system:reviews'));
  });

  it('[RVW1] [RVW3] can be drawn again from the chain, also after people released, rejected and the market closed what was drawn', async () => {
    const { clock, reviews, sign, store, firstId } = await aDesk();
    sign(14, { status: 'validated' });
    sign(23, { at: TEST_START + 5 * HOUR, entry: 90 });
    store.commands.run({ actor: 'system:test', action: 'test.more', input: null }, (tx) => {
      for (let index = 0; index < 23; index += 1)
        aSealedSignal(tx, { source: 'binance', at: TEST_START + 6 * HOUR + index, instrument: 'ETHUSDT', entry: 80 });
      aSealedSignal(tx, { source: 'kraken', at: TEST_START + 7 * HOUR, entry: 70 });
    });
    clock.advance(NEXT_DAY - TEST_START);
    reviews.look();
    const sample = firstId().map(({ signal_id }) => signal_id);
    expect(sample).toHaveLength(2 + 5);
    store.commands.run({ actor: 'anna', action: 'test.later', input: null }, (tx) => {
      tx.run(tx.db.updateTable('signals').set({ state: 'released', outcome_result: 'SL', outcome_final: 1, outcome_r: -1 }));
      aSealedSignal(tx, { source: 'binance', at: TEST_START + 8 * HOUR, entry: 60 });
    });
    const draw = store.read.get(store.read.db.selectFrom('review_draws').selectAll());
    if (draw === undefined) throw new Error('nothing was drawn');
    const seed = sha256Hex(seedText('binance', DAY, { sequence: draw.head_sequence, hash: draw.head_hash }));
    expect(seed).toBe(draw.seed);
    const again = drawSample(candidatesOf(store.read, store.read.db, 'binance', DAY, draw.head_sequence), seed, true);
    expect(again.map(({ id }) => id)).toEqual(sample);
  });

  it('[RVW5] answers to the byte the same whatever the market made of the signal, with candles that end at the decision', async () => {
    const answers: string[] = [];
    const packs: ArrayBuffer[] = [];
    for (const fate of [null, 'TP2', 'SL'] as const) {
      const { store, clock, reviews, sign, ask, firstId, record } = await aDesk();
      const at = TEST_START + HOUR;
      sign(1, { at });
      const later = fate === 'SL' ? 50 : 150;
      const rows = Array.from({ length: 240 }, (_, index) => {
        const ts = TEST_START - HOUR + index * MINUTE;
        const price = ts < at || fate === null ? 100 + Math.sin(index) : later;
        return { ts, open: price, high: price + 1, low: price - 1, close: price };
      });
      store.series.appendCandles('binance', 'BTCUSDT', '1m', candlesOf(fate === null ? rows.slice(0, 120) : rows));
      clock.advance(NEXT_DAY - TEST_START);
      reviews.look();
      const id = firstId()[0]?.signal_id ?? '';
      if (fate !== null)
        store.commands.run({ actor: 'system:engine', action: 'test.outcome', input: null }, (tx) => {
          const r = fate === 'SL' ? -1.1 : 1.9;
          tx.run(tx.db.insertInto('outcomes').values({ signal_id: id, result: fate, at: at + HOUR, final: 1, r, r_gross: r }));
          const state = { state: 'released', outcome_result: fate, outcome_final: 1, outcome_at: at + HOUR, outcome_r: r };
          tx.run(tx.db.updateTable('signals').set(state));
        });
      if (fate === 'SL') await record(id, 'bernard', { technical: 'wrong', note: 'no level there' });
      const { pack, ...said } = await ask<{ pack: Blob }>('open', { id });
      answers.push(JSON.stringify(said));
      packs.push(await pack.arrayBuffer());
    }
    expect(new Set(answers).size).toBe(1);
    expect(new Set(packs.map((pack) => sha256Hex(new Uint8Array(pack)))).size).toBe(1);
    const { ts } = decodeColumns(CANDLE_COLUMNS, packs[1] as ArrayBuffer);
    expect(ts.length).toBe(24);
    expect((ts.at(-1) ?? 0) + 5 * MINUTE, 'the last candle is the deciding one').toBe(TEST_START + HOUR);
    expect(answers[0]).not.toMatch(/outcome|state|released|TP2.*result|verdict/i);
  });

  it('[RVW6] [RVW8] takes one verdict a person and no more than are needed, with a reason where it is not good', async () => {
    const { clock, reviews, sign, firstId, record } = await aDesk(1);
    sign(5);
    clock.advance(NEXT_DAY - TEST_START);
    reviews.look();
    const [only] = firstId();
    const id = only?.signal_id ?? '';
    expect(only?.needed).toBe(1);
    expect(await codeOf(record(id, 'anna', { technical: 'doubtful', note: 'hm' }))).toBe('NOTE_REQUIRED');
    expect(await codeOf(record('ab'.repeat(16), 'anna'))).toBe('UNKNOWN_SAMPLE');
    expect(await codeOf(record(id, 'anna'))).toBe('done');
    expect(await codeOf(record(id, 'anna'))).toBe('ALREADY_REVIEWED');
    expect(await codeOf(record(id, 'bernard'))).toBe('COMPLETE');
  });

  it('[RVW7] [RVW10] keeps the first verdict from the second reviewer, then shows both, the outcome and how far they agree', async () => {
    const { clock, reviews, sign, firstId, record, ask, store } = await aDesk();
    sign(40);
    clock.advance(NEXT_DAY - TEST_START);
    reviews.look();
    expect(firstId().filter(({ needed }) => needed === 2)).toHaveLength(2);
    const id = firstId().find(({ needed }) => needed === 2)?.signal_id ?? '';
    const rows = async (who: string) =>
      (await ask<{ rows: { id: string; mine: boolean; verdicts: { name: string }[] }[] }>('sample', { day: DAY }, who)).rows.find(
        (row) => row.id === id,
      );
    const { next } = await record(id, 'anna', { technical: 'doubtful', note: 'stop inside the noise' });
    expect(next?.id).toBe(firstId().find(({ signal_id }) => signal_id !== id)?.signal_id);
    expect(await rows('bernard')).toMatchObject({ mine: true, verdicts: [] });
    expect(await rows('anna')).toMatchObject({ mine: false, verdicts: [{ name: 'Name of anna' }] });
    expect(await codeOf(ask('reveal', { id }, 'bernard'))).toBe('STILL_BLIND');
    store.commands.run({ actor: 'system:engine', action: 'test.outcome', input: null }, (tx) =>
      tx.run(
        tx.db
          .updateTable('signals')
          .set({ outcome_result: 'SL', outcome_final: 1, outcome_at: 1, outcome_r: -1.1, outcome_r_gross: -1 })
          .where('id', '=', id),
      ),
    );
    await record(id, 'bernard');
    expect(await ask('reveal', { id }, 'bernard')).toMatchObject({
      outcome: { result: 'SL', r: -1.1 },
      verdicts: [{ technical: 'doubtful' }, { technical: 'sound' }],
    });
    expect(await ask('agreement', { days: 30 })).toMatchObject({
      technical: { n: 1, agreed: 0 },
      fundamental: { n: 1, agreed: 1, kappa: null },
      reviewed: 1,
    });
  });

  it('[RVW9] tells once that a sample is late, also after a restart, and none that is done', async () => {
    const { clock, reviews, sign, store, firstId, record, ask } = await aDesk(1);
    sign(3);
    clock.advance(NEXT_DAY - TEST_START);
    reviews.look();
    const told = () =>
      store.read.all(
        store.read.db.selectFrom('facts').select(['subject', 'data_json']).where('kind', '=', 'quality.review-overdue'),
      );
    clock.advance(Date.UTC(2026, 0, 6, 17) - NEXT_DAY - 1);
    reviews.look();
    expect(told()).toEqual([]);
    clock.advance(1);
    reviews.look();
    reviews.look();
    expect(told().map(({ subject }) => subject)).toEqual([DAY]);
    expect(JSON.parse(told()[0]?.data_json ?? '')).toMatchObject({ notify: true, values: { missing: 1, day: DAY } });
    expect((await ask<{ days: { overdue: boolean }[] }>('samples', { limit: 1 })).days[0]?.overdue).toBe(true);
    await record(firstId()[0]?.signal_id ?? '', 'anna');
    expect((await ask<{ days: { overdue: boolean }[] }>('samples', { limit: 1 })).days[0]?.overdue).toBe(false);
  });

  it('[RVW11] proves to a procedure that the sample was reviewed and documented, and says when there is none', async () => {
    const { clock, reviews, sign, store, firstId, record } = await aDesk(1);
    const checks = reviewChecks({ source: 'binance', read: store.read });
    const check = async (name: keyof typeof checks) => checks[name]?.({} as CheckContext);
    expect((await check('signals.samples-reviewed'))?.verdict).toBe('cannot-run');
    sign(12);
    clock.advance(NEXT_DAY - TEST_START);
    reviews.look();
    for (const name of ['signals.samples-reviewed', 'reviews.technical', 'reviews.fundamental', 'reviews.documented'] as const)
      expect((await check(name))?.verdict, name).toBe('fail');
    for (const { signal_id } of firstId()) await record(signal_id, 'anna', { technical: 'wrong', note: 'stop too near' });
    for (const name of ['signals.samples-reviewed', 'reviews.technical', 'reviews.fundamental', 'reviews.documented'] as const)
      expect((await check(name))?.verdict, name).toBe('pass');
    expect((await check('reviews.documented'))?.figures.map(({ value }) => value)).toContain('stop too near');
  });
});
