import { describe, expect, it, onTestFinished } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../../../shared/base/time';
import type { ModelDetail, ModelRow, TrainingInput } from '../../../../shared/features/models/contract';
import type { Decision } from '../../../../shared/features/signals/signal';
import { walkingBars } from '../../../../test/builders/bars';
import { aTraining, modelsOn, type scorerOfTest, someModels } from '../../../../test/builders/models';
import { aSealedSignal, aStore } from '../../../../test/builders/store';
import type { EngineSignal } from '../../engine/port';
import { ErrandCancelled, ErrandFailed } from '../../kit/worker';
import { recordTrained } from './registry';

const reason = 'reason enough for a test';
type Made = Awaited<ReturnType<typeof someModels>>;

function put({ store }: Pick<Made, 'store'>, trained = aTraining()): string {
  const request = { actor: 'system:models', action: 'models.record', input: {} };
  store.commands.run(request, (tx) => recordTrained(tx, trained, 'anna', { simulated: true }));
  return trained.artifact.id;
}

/** A signal as the desk records it: sealed, stored, and told to the registry in one command. */
function record({ store, models }: Pick<Made, 'store' | 'models'>, given: Partial<Decision>, features = [0, 0]): string {
  return store.commands.run({ actor: 'system:engine', action: 'engine.record', input: {} }, (tx) => {
    const id = aSealedSignal(tx, given);
    const at = given.at ?? tx.at;
    const decision = {
      id,
      instrument: 'BTCUSDT',
      timeframe: '5m',
      strategy: 'trend-pullback@1',
      direction: 'long',
      at,
      ...given,
    };
    const model = models.scorer()?.score({ ...decision, features } as never) ?? null;
    models.scored(tx, { decision, inputs: { model }, features } as unknown as EngineSignal);
    tx.fact('signal.quarantined', id, { notify: false, simulated: true, values: {} });
    return id;
  });
}

function rowsOf<T extends 'model_scores' | 'model_events' | 'notifications'>({ store }: Pick<Made, 'store'>, table: T) {
  return store.read.all(store.read.db.selectFrom(table as 'model_events').selectAll()) as unknown as Record<string, unknown>[];
}
const factsOf = ({ store }: Pick<Made, 'store'>, kind: string) =>
  store.read
    .all(store.read.db.selectFrom('facts').select('data_json').where('kind', '=', kind))
    .map((row) => JSON.parse(row.data_json));

async function inShadow(made: Made, trained = aTraining(), days = 30) {
  const id = put(made, trained);
  await made.call('promote', { id, to: 'shadow', reason, days });
  return id;
}
async function inForce(made: Made, trained = aTraining(), days = 30) {
  const id = await inShadow(made, trained, days);
  await made.call('promote', { id, to: 'active', reason, days });
  return id;
}

describe('the registry', () => {
  it('[MRG1] keeps every decision with who took it, why, and until when it holds', async () => {
    const made = await someModels();
    const id = await inForce(made);
    await made.call('retire', { id, reason: 'another one is better' }, 'bruno');
    const { history, row } = await made.call<ModelDetail>('get', { id });
    expect(history.map(({ kind, actor, state, reason: why }) => [kind, actor, state, why])).toEqual([
      ['trained', 'system:models', 'candidate', null],
      ['shadow', 'anna', 'shadow', reason],
      ['activate', 'anna', 'active', reason],
      ['retire', 'bruno', 'retired', 'another one is better'],
    ]);
    expect(history[1]?.values).toEqual({ days: 30 });
    expect(row.state).toBe('retired');
    await expect(made.call('promote', { id, to: 'shadow', reason, days: 30 })).rejects.toMatchObject({ code: 'WRONG_STATE' });
  });

  it('[MRG2] refuses to put in force what its card refuses', async () => {
    const made = await someModels();
    const id = await inShadow(made, aTraining({}, { verdict: 'refused', refusedFor: ['no-edge'] }));
    await expect(made.call('promote', { id, to: 'active', reason, days: 30 })).rejects.toMatchObject({ code: 'NOT_ACCEPTED' });
    expect(factsOf(made, 'model.refused')).toHaveLength(1);
    expect(made.models.scorer()).toBeNull();
  });

  it('[MRG3] has one in force, and only for its own source', async () => {
    const made = await someModels();
    const first = await inForce(made);
    const second = await inForce(made, aTraining({ seed: 2 }));
    const { rows } = await made.call<{ rows: ModelRow[] }>('list');
    expect(rows.map(({ id, state }) => [id, state]).toSorted()).toEqual(
      [
        [first, 'retired'],
        [second, 'active'],
      ].toSorted(),
    );
    const foreign = put(made, aTraining({ source: 'binance' }));
    await expect(made.call('promote', { id: foreign, to: 'shadow', reason, days: 30 })).rejects.toMatchObject({
      code: 'OTHER_SOURCE',
    });
    expect(rows.map(({ id }) => id)).not.toContain(foreign);
  });

  it('[MRG5] gives no confidence to what the model was not made for', async () => {
    const made = await someModels();
    const id = await inForce(made);
    const candidate = {
      id: 'x',
      instrument: 'BTCUSDT',
      timeframe: '5m',
      strategy: 'trend-pullback@1',
      direction: 'long',
      at: 0,
      features: [0, 0],
    } as const;
    const score = (given: object) => made.models.scorer()?.score({ ...candidate, ...given } as never) ?? null;
    expect(score({})).toMatchObject({ model: id, probability: expect.closeTo(0.668, 3) });
    for (const other of [{ instrument: 'ETHUSDT' }, { timeframe: '1h' }, { strategy: 'trend-pullback@2' }, { features: [] }])
      expect(score(other)).toBeNull();
  });

  it('[MRG4] gives no confidence from its last moment on, and says so once', async () => {
    const made = await someModels();
    await inForce(made, aTraining(), 1);
    made.clock.advance(DAY - 1);
    expect(made.models.scorer()).not.toBeNull();
    made.clock.advance(1);
    expect(made.models.scorer()).toBeNull();
    expect(made.models.inForce(made.clock.now())).toBeNull();
    made.models.start();
    made.clock.advance(2 * HOUR);
    await made.models.stop();
    expect(factsOf(made, 'model.expired')).toHaveLength(1);
    const again = modelsOn(made);
    again.models.start();
    await again.models.stop();
    expect(factsOf(made, 'model.expired')).toHaveLength(1);
  });
});

describe('models in shadow', () => {
  it('[MRG6] keep what they say beside the signal and change nothing about it', async () => {
    const made = await someModels();
    const shadow = await inShadow(made);
    const signal = record(made, { entry: 1 }, [1, 0.5]);
    expect(made.models.scorer()).toBeNull();
    expect(rowsOf(made, 'model_scores')).toEqual([
      {
        ...{ signal_id: signal, model: shadow, role: 'shadow', at: made.clock.now() },
        ...{ probability: expect.closeTo(1 / (1 + Math.exp(-1.7)), 9), features_json: '[1,0.5]' },
      },
    ]);
    const stored = made.store.read.all(made.store.read.db.selectFrom('signals').select(['confidence', 'state']));
    expect(stored).toEqual([{ confidence: 0.66, state: 'quarantined' }]);
    const active = await inForce(made, aTraining({ seed: 2 }));
    record(made, { entry: 2 }, [0, 0]);
    const roles = rowsOf(made, 'model_scores').map(({ model, role }) => [model, role]);
    expect(roles).toContainEqual([active, 'active']);
    expect(roles.filter(([, role]) => role === 'shadow')).toHaveLength(2);
    const { scores } = await made.call<ModelDetail>('get', { id: active });
    expect(scores).toEqual({ shadow: 0, active: 1, closed: 0 });
  });

  it('[MRG6] never keep a signal from being recorded', async () => {
    const failing: typeof scorerOfTest = () => ({
      score: () => {
        throw new Error('broken');
      },
    });
    const made = await someModels({}, { scorerOf: failing });
    await inShadow(made);
    record(made, { entry: 1 });
    expect(rowsOf(made, 'model_scores')).toEqual([]);
    expect(made.store.read.all(made.store.read.db.selectFrom('signals').select('id'))).toHaveLength(1);
  });
});

/** Candidates every hour of the market, of which the first feature lies far from the training's. */
function drifting(made: Made, count: number, value = 5) {
  for (let index = 0; index < count; index += 1) record(made, { at: index * HOUR, entry: index + 1 }, [value, 0]);
}

describe('the watch', () => {
  it('[MRG8] quarantines what has drifted: at once, once, told with its figures, also after a restart', async () => {
    const made = await someModels();
    const id = await inForce(made);
    made.models.start();
    onTestFinished(() => made.models.stop());
    drifting(made, 99);
    made.clock.advance(HOUR);
    expect(made.models.scorer()).not.toBeNull();
    record(made, { at: 99 * HOUR, entry: 100 }, [5, 0]);
    made.clock.advance(1_000);
    expect(made.models.scorer()).toBeNull();
    const told = { notify: true, simulated: true, values: { measure: 'psi', threshold: 0.25, n: 100 } };
    expect(factsOf(made, 'model.quarantined')).toMatchObject([told]);
    expect(factsOf(made, 'quality.anomaly')).toMatchObject([told]);
    const { history, drift } = await made.call<ModelDetail>('get', { id });
    expect(history.at(-1)).toMatchObject({ kind: 'quarantine', actor: 'system:models', values: { measure: 'psi', n: 100 } });
    expect(drift).toBeNull();
    made.clock.advance(DAY);
    const again = modelsOn(made);
    again.models.start();
    made.clock.advance(HOUR);
    await again.models.stop();
    expect(factsOf(made, 'model.quarantined')).toHaveLength(1);
  });

  it('[MRG8] does not hold against it again what led to a quarantine that was lifted', async () => {
    const made = await someModels();
    const id = await inShadow(made);
    made.models.start();
    onTestFinished(() => made.models.stop());
    drifting(made, 100);
    made.clock.advance(MINUTE);
    expect((await made.call<ModelDetail>('get', { id })).row.state).toBe('quarantined');
    await made.call('unquarantine', { id, reason });
    await made.call('promote', { id, to: 'shadow', reason, days: 30 });
    made.clock.advance(HOUR);
    const detail = await made.call<ModelDetail>('get', { id });
    expect(detail.row.state).toBe('shadow');
    expect(detail.drift?.figures.map(({ n, state }) => [n, state])).toEqual([
      [0, 'waiting'],
      [0, 'waiting'],
      [0, 'waiting'],
    ]);
  });

  it('[MRG7] counts closed signals, cancelled ones aside', async () => {
    const made = await someModels();
    const id = await inShadow(made);
    const signals = [1, 2, 3].map((entry) => record(made, { entry }));
    const close = (signal: string | undefined, result: string) =>
      made.store.commands.run({ actor: 'system:engine', action: 'engine.record', input: {} }, (tx) => {
        const outcome = { outcome_at: 1, outcome_result: result, outcome_final: 1, outcome_r: 0, outcome_r_gross: 0 };
        tx.run(
          tx.db
            .updateTable('signals')
            .set(outcome)
            .where('id', '=', signal ?? ''),
        );
      });
    close(signals[0], 'SL');
    close(signals[1], 'CANCELLED');
    const { drift, scores } = await made.call<ModelDetail>('get', { id });
    expect(drift?.figures[1]).toMatchObject({ measure: 'calibration', n: 1, value: expect.closeTo(0.668, 3), state: 'waiting' });
    expect(scores.closed).toBe(2);
  });
});

const INPUT: TrainingInput = { instruments: ['BTCUSDT'], from: 0, to: 40_000 * MINUTE, timeframes: ['5m'], seed: 1 };

async function withCandles(count: number, more: Parameters<typeof modelsOn>[1] = {}) {
  const opened = await aStore();
  const nothing = new Float64Array(count);
  const columns = { ...walkingBars(count, 1), quality: nothing, bid: nothing, ask: nothing };
  opened.store.series.appendCandles('simulation', 'BTCUSDT', '1m', columns);
  return modelsOn(opened, more);
}
const jobOf = (made: Awaited<ReturnType<typeof withCandles>>) =>
  made.call<{ job: unknown; lastEnd: { model: string | null; problem: string | null } | null }>('list');
async function ended(made: Awaited<ReturnType<typeof withCandles>>) {
  for (;;) {
    const { job, lastEnd } = await jobOf(made);
    if (job === null) return lastEnd;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

describe('training', () => {
  it('[MRG9] hands over all candles of the span and puts the result on record once', async () => {
    const lengths: number[] = [];
    const trained = aTraining();
    const made = await withCandles(23_456, {
      train: ({ instruments, previous }) => {
        expect(previous).toBeNull();
        lengths.push(...instruments.map(({ candles }) => candles.close.length));
        return { answer: Promise.resolve(trained), cancel: () => undefined };
      },
    });
    await made.call('train', INPUT);
    expect(await ended(made)).toMatchObject({ model: trained.artifact.id, problem: null });
    expect(lengths).toEqual([23_456]);
    expect(factsOf(made, 'model.trained')).toMatchObject([{ notify: true, values: { name: trained.artifact.id.slice(0, 8) } }]);
    await made.call('train', INPUT);
    expect(await ended(made)).toMatchObject({ model: trained.artifact.id, problem: 'KNOWN' });
    const { row } = await made.call<ModelDetail>('get', { id: trained.artifact.id });
    expect(row).toMatchObject({ state: 'candidate', createdBy: 'anna', expiresAt: null });
  });

  it('[MRG9] can be called off', async () => {
    let fail: (error: Error) => void = () => undefined;
    const answer = new Promise<never>((_, reject) => {
      fail = reject;
    });
    const made = await withCandles(6_000, { train: () => ({ answer, cancel: () => fail(new ErrandCancelled('cancelled')) }) });
    await made.call('train', INPUT);
    await expect(made.call('train', INPUT)).rejects.toMatchObject({ code: 'BUSY' });
    await made.call('cancel');
    expect(await ended(made)).toMatchObject({ model: null, problem: 'CANCELLED' });
    await expect(made.call('cancel')).rejects.toMatchObject({ code: 'NOTHING_RUNS' });
  });

  it.each(['TOO_FEW', 'LEAK'] as const)('[MRG9] says why the thread has refused: %s', async (code) => {
    const train = () => ({ answer: Promise.reject(new ErrandFailed(code, 'tomorrow')), cancel: () => undefined });
    const made = await withCandles(6_000, { train });
    await made.call('train', INPUT);
    expect(await ended(made)).toMatchObject({ model: null, problem: code });
  });

  it('[MRG10] is refused where there is nothing to learn from', async () => {
    const made = await withCandles(4_999);
    await expect(made.call('train', INPUT)).rejects.toMatchObject({ code: 'TOO_FEW', data: { found: 4_999, needed: 5_000 } });
    await expect(made.call('train', { ...INPUT, instruments: ['NONE'] })).rejects.toMatchObject({ code: 'UNKNOWN_INSTRUMENT' });
    await expect(made.call('train', { ...INPUT, timeframes: ['1d'] })).rejects.toMatchObject({ code: 'NO_TIMEFRAME' });
    expect((await jobOf(made)).job).toBeNull();
  });

  it('[MRG9] exports the card and the model as they were stored', async () => {
    const made = await withCandles(10);
    const trained = aTraining();
    const id = put(made, trained);
    const file = await made.call<{ name: string; text: string }>('export', { id, part: 'artifact' });
    expect(JSON.parse(file.text)).toEqual(trained.artifact);
    const card = await made.call<{ name: string; text: string }>('export', { id, part: 'card' });
    expect(card.name).toBe(`sirrius-card-${id.slice(0, 8)}.json`);
    expect(JSON.parse(card.text)).toEqual(trained.card);
  });
});
