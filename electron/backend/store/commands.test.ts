import { expect, it } from 'vitest';
import { aStore } from '../../../test/builders/store';
import { sha256Hex } from '../kit/hash';
import { Fault } from './fault';
import { InvariantError, Refusal } from './refusal';
import type { Store } from './store';
import type { Tx } from './types';

const request = { actor: 'anna', action: 'settings.set', input: { theme: 'dark' } };

const auditOf = (store: Store) => store.read.all(store.read.db.selectFrom('audit').selectAll().orderBy('sequence'));
const settingsOf = (store: Store) => store.read.all(store.read.db.selectFrom('settings').selectAll());
const setTheme = (tx: Tx, value = 'dark') =>
  tx.run(tx.db.insertInto('settings').values({ key: 'theme', value_json: JSON.stringify(value), updated_at: tx.at }));

it('commits the work and its audit row together, at one time', async () => {
  const { store, clock } = await aStore();
  const touched = store.commands.run({ ...request, subject: 'theme' }, (tx) => setTheme(tx));
  expect(touched).toBe(1);
  expect(settingsOf(store)).toEqual([{ key: 'theme', value_json: '"dark"', updated_at: clock.now() }]);
  expect(auditOf(store)).toMatchObject([
    {
      sequence: 1,
      at: clock.now(),
      actor: 'anna',
      action: 'settings.set',
      result: 'done',
      code: null,
      subject: 'theme',
      input_digest: sha256Hex('{"theme":"dark"}'),
    },
  ]);
});

it('rolls a refusal back and audits it on its own', async () => {
  const { store } = await aStore();
  const refuse = (): never =>
    store.commands.run(request, (tx) => {
      setTheme(tx);
      throw new Refusal('TOO_LATE', { result: 'SL' });
    });
  expect(refuse).toThrow(expect.objectContaining({ code: 'TOO_LATE', data: { result: 'SL' } }));
  expect(settingsOf(store), 'nothing of the work stays').toEqual([]);
  expect(auditOf(store)).toMatchObject([{ result: 'refused', code: 'TOO_LATE' }]);
});

it('turns anything else into a fault whose id is in the audit, the log and the error', async () => {
  const { store, logged } = await aStore();
  const cause = new TypeError('no such thing');
  const fail = (): never =>
    store.commands.run(request, (tx) => {
      setTheme(tx);
      throw cause;
    });
  let fault: unknown;
  try {
    fail();
  } catch (error) {
    fault = error;
  }
  expect(fault).toBeInstanceOf(Fault);
  expect((fault as Fault).cause).toBe(cause);
  expect(settingsOf(store)).toEqual([]);
  expect(auditOf(store)).toMatchObject([{ result: 'fault', code: (fault as Fault).id }]);
  expect(logged.join()).toContain((fault as Fault).id);
});

it('refuses work that waits, rolls it back, and its transaction is dead afterwards', async () => {
  const { store, logged } = await aStore();
  let late: unknown;
  const asynchronous = async (tx: Tx): Promise<void> => {
    setTheme(tx);
    await Promise.resolve();
    try {
      setTheme(tx, 'light');
    } catch (error) {
      late = error;
      throw error;
    }
  };
  expect(() => store.commands.run(request, asynchronous)).toThrow(InvariantError);
  await new Promise((resolve) => setImmediate(resolve));
  expect(settingsOf(store), 'neither what came before nor after the await is stored').toEqual([]);
  expect(late).toBeInstanceOf(InvariantError);
  expect(auditOf(store)).toMatchObject([{ result: 'fault' }]);
  expect(logged.join(), 'what the promise failed with is not lost').toContain('went on after its end');
});

it('refuses a command inside a command, and the outer one fails as a whole', async () => {
  const { store } = await aStore();
  const nest = (): number => store.commands.run(request, (tx) => setTheme(tx) + store.commands.run(request, () => 1));
  expect(nest).toThrow(InvariantError);
  expect(settingsOf(store)).toEqual([]);
  expect(auditOf(store)).toMatchObject([{ sequence: 1, result: 'fault' }]);
});

it('audits refusals and faults that were met before any work', async () => {
  const { store } = await aStore();
  store.commands.refused(request, 'FORBIDDEN');
  const id = store.commands.fault(request, new Error('boom'));
  expect(auditOf(store)).toMatchObject([
    { result: 'refused', code: 'FORBIDDEN' },
    { result: 'fault', code: id },
  ]);
});

it('takes the subject from the work where only that knows it', async () => {
  const { store } = await aStore();
  store.commands.run({ ...request, subject: 'asked' }, (tx) => tx.subject('made'));
  expect(auditOf(store)[0]?.subject).toBe('made');
});

it('tells each audit row after its commit, and survives a listener that throws', async () => {
  const { store, logged } = await aStore();
  const heard: number[] = [];
  store.commands.audited(() => {
    throw new Error('deaf');
  });
  const stop = store.commands.audited((sequence) => {
    expect(auditOf(store).at(-1)?.sequence, 'it can be read already').toBe(sequence);
    heard.push(sequence);
  });
  store.commands.run(request, () => 0);
  store.commands.refused(request, 'FORBIDDEN');
  stop();
  store.commands.run(request, () => 0);
  expect(heard).toEqual([1, 2]);
  expect(logged.join()).toContain('deaf');
});

it('runs no write outside a command', async () => {
  const { store } = await aStore();
  let escaped: Tx['db'] | undefined;
  store.commands.run(request, (tx) => {
    escaped = tx.db;
  });
  const insert = escaped?.insertInto('settings').values({ key: 'x', value_json: '1', updated_at: 0 });
  await expect(insert?.execute()).rejects.toThrow(InvariantError);
});

it('cannot write through the reader, whatever SQL is sent', async () => {
  const { store } = await aStore();
  const writer = store.read.db as unknown as Tx['db'];
  const insert = writer.insertInto('settings').values({ key: 'x', value_json: '1', updated_at: 0 });
  await expect(insert.execute()).rejects.toThrow(/readonly|read-only/);
});

it('parses rows with a schema and refuses a bad one by name', async () => {
  const { store } = await aStore();
  store.commands.run(request, (tx) => setTheme(tx));
  const { z } = await import('zod');
  const query = store.read.db.selectFrom('settings').select('value_json');
  expect(store.read.get(query, z.object({ value_json: z.string() }))).toEqual({ value_json: '"dark"' });
  expect(() => store.read.all(query, z.object({ value_json: z.number() }))).toThrow(/value_json/);
});
