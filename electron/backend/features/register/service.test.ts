import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../../../shared/base/time';
import type { ProofDay, RegisterState } from '../../../../shared/features/register/contract';
import { ruleSetFor } from '../../../../shared/features/signals/ruleSet';
import { aProvenDesk, aRegister, candlesOfDays, cutCandles, PROOF_DAY } from '../../../../test/builders/register';
import { aFolder, aLog, aStore, type StoreForTest } from '../../../../test/builders/store';
import { metronome } from '../../../../test/builders/strategies';
import { startHook } from '../../../../test/fakes/webhook/webhook';
import { manualClock } from '../../kit/clock';
import { systemIds } from '../../kit/ids';
import { httpPost } from '../../kit/net';
import { readAnchors } from '../../store/anchor';
import { Refusal } from '../../store/refusal';
import type { Store } from '../../store/store';
import type { Tx } from '../../store/types';
import { ANCHOR_FILE } from './anchoring';
import { createRegister, type RegisterOptions } from './service';

function aService({ store, clock, dataDir }: StoreForTest, changed: Partial<RegisterOptions> = {}) {
  const { read, commands, facts, reactions, outbox, series } = store;
  const service = createRegister({
    ...{ dataDir, read, commands, facts, reactions, outbox, series, clock, ids: systemIds(clock), log: aLog().log },
    source: 'binance',
    instruments: [],
    baseTimeframe: '1m',
    timeframes: ['5m'],
    strategies: [metronome(15, 0.002)],
    ruleSetFor: (one) => ruleSetFor(one),
    scorerFor: () => null,
    evaluatedTo: () => null,
    stopPublication: () => undefined,
    resumePublication: () => undefined,
    simulated: true,
    post: httpPost,
    home: '/home/anna',
    ...changed,
  });
  const { handlers } = service;
  type Name = keyof typeof handlers;
  const ask = <O>(name: Name, input: unknown): O => {
    const { query } = handlers[name] as unknown as { query: (input: unknown, context: object) => O };
    return query(input, {});
  };
  const run = <O>(name: Name, input: unknown): O => {
    const { command } = handlers[name] as unknown as { command: (input: unknown, context: object) => (tx: Tx) => O };
    return commands.run({ actor: 'anna', action: 'register.test', input: {} }, command(input, {}));
  };
  const state = () => ask<RegisterState>('state', undefined);
  return { ...service, ask, run, state };
}

function noticesOf({ store }: StoreForTest, kind: string): string[] {
  return store.read
    .all(store.read.db.selectFrom('facts').select('data_json').where('kind', '=', kind))
    .map((row) => row.data_json);
}

describe('anchors outside', () => {
  it('[RGS6] are written once a day and at the end, to a file that verify takes', async () => {
    const test = await aRegister();
    const service = aService(test);
    const folder = join(aFolder(), 'elsewhere');
    service.start();
    expect(service.state().anchors.folder).toEqual({ good: null, last: null });
    service.run('configureAnchors', { folder, webhook: null });
    const written = () => readAnchors(join(folder, ANCHOR_FILE));
    test.clock.advance(2 * MINUTE);
    test.clock.advance(5 * MINUTE);
    expect(written()).toHaveLength(1);
    test.clock.advance(DAY);
    expect(written()).toHaveLength(2);
    await service.stop();
    expect(written()).toHaveLength(3);
    expect(written().at(-1)?.register?.[0]).toBe(16);
    expect(service.state().anchors.folder.good?.sequence).toBe(16);
  });

  it('[RGS6] say once a day that they cannot be written, and are tried again after an hour', async () => {
    const test = await aRegister();
    const service = aService(test);
    const folder = join(aFolder(), 'disk');
    service.run('configureAnchors', { folder, webhook: null });
    rmSync(folder, { recursive: true });
    service.start();
    test.clock.advance(3 * HOUR);
    expect(service.state().anchors.folder.last?.problem).toContain('ENOENT');
    expect(noticesOf(test, 'register.anchor-failed')).toHaveLength(1);
    mkdirSync(folder);
    test.clock.advance(HOUR);
    expect(readAnchors(join(folder, ANCHOR_FILE))).toHaveLength(1);
    await service.stop();
  });

  it('[RGS6] are refused a folder inside the data directory, and one that is a file', async () => {
    const test = await aRegister();
    const { run } = aService(test);
    const inside = () => run('configureAnchors', { folder: join(test.dataDir, 'anchors'), webhook: null });
    expect(inside).toThrow(new Refusal('INSIDE_DATA_DIR'));
    const file = join(aFolder(), 'file');
    writeFileSync(file, '');
    expect(() => run('configureAnchors', { folder: file, webhook: null })).toThrow(new Refusal('FOLDER_UNUSABLE'));
    expect(() => run('anchor', undefined)).toThrow(new Refusal('NO_PLACE'));
  });

  it('[RGS6] go on in the file elsewhere after a restore, which says so there', async () => {
    const test = await aRegister();
    const service = aService(test);
    const folder = aFolder();
    service.run('configureAnchors', { folder, webhook: null });
    service.start();
    test.clock.advance(2 * MINUTE);
    const restored = { at: test.clock.now() + 1, restored: { audit: [2, 'x'], seals: [1, 'y'], register: [1, 'z'] } };
    writeFileSync(join(test.dataDir, 'anchors.ndjson'), `${JSON.stringify(restored)}\n`, { flag: 'a' });
    test.clock.advance(DAY);
    await service.stop();
    const lines = readFileSync(join(folder, ANCHOR_FILE), 'utf8').trim().split('\n');
    expect(lines.filter((line) => line.includes('restored'))).toEqual([JSON.stringify(restored)]);
    expect(readAnchors(join(folder, ANCHOR_FILE)).every(({ at }) => at >= restored.at)).toBe(true);
  });

  it.each(['refusing', 'cutting', 'elsewhere', 'forgetful'] as const)(
    '[RGS6] reach a webhook that is %s once it is well again, and the failure is told',
    async (mood) => {
      const hook = await startHook();
      onTestFinished(() => hook.close());
      const test = await aRegister();
      const service = aService(test);
      service.run('configureAnchors', { folder: null, webhook: hook.url });
      hook.mood = mood;
      test.store.reactions.start();
      test.store.outbox.start();
      service.start();
      const waitFor = async (done: () => boolean) => {
        for (let round = 0; round < 400 && !done(); round += 1) {
          await test.clock.advanceAsync(MINUTE);
          await new Promise((resolve) => setTimeout(resolve, 2));
        }
        expect(done()).toBe(true);
      };
      await waitFor(() => service.state().anchors.webhook.last?.problem != null);
      expect(noticesOf(test, 'register.anchor-failed').length).toBeGreaterThan(0);
      hook.mood = 'well';
      const before = hook.taken.length;
      await waitFor(() => service.state().anchors.webhook.good !== null);
      expect(hook.taken.length).toBeGreaterThan(before);
      expect(hook.taken.at(-1)?.body).toMatchObject({
        register: [16, expect.any(String)],
        audit: [expect.any(Number), expect.any(String)],
      });
      await service.stop();
      await test.store.outbox.stop();
    },
  );
});

describe('proofs by night', () => {
  async function aNight() {
    const clock = manualClock(Date.parse(`${PROOF_DAY}T00:00:00Z`) + DAY + 10 * MINUTE);
    const test = await aStore({ clock });
    const proven = await aProvenDesk(test.store);
    for (let minute = 0; minute < 2 * 1440 + 5; minute += 90) proven.feed(minute, Math.min(minute + 90, 2 * 1440 + 5));
    let caughtUp = false;
    const catchUp = () => {
      caughtUp = true;
    };
    const stopped: string[] = [];
    const resumed: string[] = [];
    const service = aService(test, {
      instruments: proven.instruments,
      evaluatedTo: (instrument) => (caughtUp ? proven.desk.evaluatedTo(instrument) : null),
      stopPublication: (_, reason) => void stopped.push(reason),
      resumePublication: (_, reason) => void resumed.push(reason),
    });
    onTestFinished(() => service.stop());
    const days = () => service.ask<{ days: ProofDay[] }>('proofs', { limit: 10 }).days;
    const settle = async () => {
      for (let round = 0; round < 500 && service.state().proving !== null; round += 1)
        await new Promise((resolve) => setTimeout(resolve, 2));
      expect(service.state().proving).toBeNull();
    };
    return { ...test, service, days, settle, stopped, resumed, catchUp };
  }

  it('[RGS12] run at half past midnight UTC, once, when every kernel has caught up', async () => {
    const { service, clock, days, settle, catchUp } = await aNight();
    service.start();
    clock.advance(19 * MINUTE);
    await settle();
    expect(days(), 'it is not time yet').toEqual([]);
    clock.advance(5 * MINUTE);
    expect(days(), 'the kernels are behind').toEqual([]);
    catchUp();
    clock.advance(MINUTE);
    await settle();
    expect(days()).toMatchObject([{ day: PROOF_DAY, state: 'equal' }]);
    const first = days();
    clock.advance(HOUR);
    await settle();
    expect(days()).toEqual(first);
  });

  it('[RGS12] ask for no day from before the console kept a record', async () => {
    const { service, store, clock, days, settle, catchUp } = await aNight();
    catchUp();
    const began = (to: number) => {
      const db = new Database(join(store.dataDir, 'console.db'));
      db.exec('DROP TRIGGER IF EXISTS facts_no_update');
      db.prepare("UPDATE facts SET data_json = json_set(data_json, '$.at', ?) WHERE kind = 'engine.began'").run(to);
      db.close();
    };
    const midnight = Date.parse(`${PROOF_DAY}T00:00:00Z`) + DAY;
    began(midnight);
    clock.advance(30 * MINUTE);
    service.start();
    await settle();
    expect(days(), 'all of yesterday lies before').toEqual([]);
    began(midnight - 1);
    clock.advance(MINUTE);
    await settle();
    expect(days()).toMatchObject([{ day: PROOF_DAY }]);
  });

  it('[RGS12] make up for the days that were slept through, a week at most', async () => {
    const { service, clock, days, settle, catchUp } = await aNight();
    catchUp();
    clock.advance(30 * MINUTE);
    service.start();
    await settle();
    clock.advance(20 * DAY - 10 * MINUTE);
    for (let round = 0; round < 12; round += 1) {
      clock.advance(MINUTE);
      await settle();
    }
    const known = days().map(({ day }) => day);
    expect(known[0]).toBe('2026-01-26');
    expect(new Set(known).size).toBe(known.length);
    expect(known.length).toBeLessThanOrEqual(21);
  });

  it('[RGS9] stop publication where they differ, until a person closes the incident', async () => {
    const { service, store, dataDir, clock, days, settle, stopped, resumed, catchUp } = await aNight();
    catchUp();
    breakSealAfter(store, dataDir, '06');
    clock.advance(30 * MINUTE);
    service.start();
    await settle();
    expect(days()[0]?.state).toBe('different');
    expect(stopped).toEqual([expect.stringContaining('BTCUSDT')]);
    expect(resumed).toEqual([]);
    const notices = noticesOf({ store } as StoreForTest, 'register.proof-differs');
    expect(notices).toEqual([expect.stringContaining('BTCUSDT')]);
    service.run('prove', { day: PROOF_DAY });
    await settle();
    expect(service.state().incidents, 'proven again it is the same incident').toHaveLength(1);
    service.run('closeIncident', {
      id: service.state().incidents[0]?.id ?? '',
      reason: 'a test changed the file',
    });
    expect(resumed).toEqual(['a test changed the file']);
    expect(() => service.run('closeIncident', { id: 'none', reason: 'there is none' })).toThrow(new Refusal('UNKNOWN_INCIDENT'));
  });

  it('[RGS9] [RGS10] open the incident of a broken seal behind any number of differences that a repaired candle explains', async () => {
    const { service, store, dataDir, clock, days, settle, stopped, catchUp } = await aNight();
    catchUp();
    const repaired = cutCandles(candlesOfDays(3), 1440 + 30, 1440 + 31);
    repaired.close[0] = (repaired.close[0] as number) * 1.001;
    repaired.high[0] = (repaired.high[0] as number) * 1.002;
    store.series.appendCandles('binance', 'BTCUSDT', '1m', repaired);
    const broken = breakSealAfter(store, dataDir, '22');
    clock.advance(30 * MINUTE);
    service.start();
    await settle();
    const findings = days()[0]?.rows[0]?.findings ?? [];
    expect(findings.filter(({ inputsChanged, kind }) => inputsChanged && kind !== 'seal').length).toBeGreaterThan(15);
    expect(service.state().incidents).toMatchObject([{ signalId: broken }]);
    expect(stopped).toHaveLength(1);
  });
});

/** Changes the first seal behind that hour of the proven day, as somebody would who has the file. */
function breakSealAfter(store: Store, dataDir: string, hour: string): string {
  const seals = store.read.db.selectFrom('seals').innerJoin('signals', 'signals.id', 'seals.signal_id');
  const after = seals.select('seals.signal_id as id').where('signals.at', '>', Date.parse(`${PROOF_DAY}T${hour}:00:00Z`));
  const id = store.read.get(after.orderBy('signals.at').limit(1))?.id ?? '';
  const db = new Database(join(dataDir, 'console.db'));
  db.exec('DROP TRIGGER seals_no_update');
  db.prepare(`UPDATE seals SET body = replace(body, '"sl":', '"sl":9') WHERE signal_id = ?`).run(id);
  db.close();
  return id;
}

describe('corrections', () => {
  it('[RGS1] add an entry and leave the one that they speak of as it is', async () => {
    const test = await aRegister(3);
    const service = aService(test, { source: 'simulation' });
    type Detail = { entry: unknown; linked: { sequence: number; refersTo: number | null }[] };
    const before = service.ask<Detail>('entry', { sequence: 2 });
    const { sequence } = service.run<{ sequence: number }>('correct', { sequence: 2, reason: 'wrong price published' });
    const after = service.ask<Detail>('entry', { sequence: 2 });
    expect(after.entry).toEqual(before.entry);
    expect(after.linked.at(-1)).toMatchObject({ sequence, refersTo: 2, kind: 'correction' });
    expect(() => service.run('correct', { sequence: 999, reason: 'no such entry' })).toThrow(new Refusal('UNKNOWN_ENTRY'));
  });
});
