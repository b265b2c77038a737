import { expect, it } from 'vitest';
import { aStore, type StoreForTest } from '../../../test/builders/store';
import { NotSent } from './notSent';
import type { Store } from './store';
import type { Executor, OutboxItem, OutboxOptions } from './types';

const request = { actor: 'anna', action: 'test.send', input: {} };
const ask = (store: Store, key: string, options?: OutboxOptions) =>
  store.commands.run(request, (tx) => tx.outbox('mail', key, { to: 'payload:1' }, options));
const rowOf = (store: Store, id: string) => store.read.get(store.read.db.selectFrom('outbox').selectAll().where('id', '=', id));

interface Vendor extends Executor {
  readonly sent: OutboxItem[];
}

/** Sends by remembering; `behave` may throw before or after that. */
function vendor(
  behave: Partial<Executor> & { before?: (item: OutboxItem) => void; after?: (item: OutboxItem) => void } = {},
): Vendor {
  const sent: OutboxItem[] = [];
  const { before, after, ...rest } = behave;
  return {
    sent,
    dedupesByKey: false,
    async send(item) {
      before?.(item);
      sent.push(item);
      after?.(item);
    },
    ...rest,
  };
}

async function running(mail: Executor, base?: Partial<StoreForTest>): Promise<StoreForTest> {
  const test = await aStore(base);
  test.store.outbox.register('mail', mail);
  test.store.outbox.start();
  await test.clock.advanceAsync(0);
  return test;
}

it('sends once, with the key, after the command has committed', async () => {
  const mail = vendor();
  const { store, clock } = await running(mail);
  const id = ask(store, 'welcome:1');
  expect(mail.sent, 'not within the command').toEqual([]);
  await clock.advanceAsync(0);
  expect(mail.sent).toEqual([{ id, kind: 'mail', key: 'welcome:1', payload: { to: 'payload:1' }, attempt: 1 }]);
  expect(rowOf(store, id)).toMatchObject({ state: 'done', attempts: 1, next_at: null });
  await clock.advanceAsync(3_600_000);
  expect(mail.sent).toHaveLength(1);
});

it('takes the same key for the same effect', async () => {
  const mail = vendor();
  const { store, clock } = await running(mail);
  expect(ask(store, 'k')).toBe(ask(store, 'k'));
  await clock.advanceAsync(0);
  expect(ask(store, 'k'), 'also once it is done').toBe(mail.sent[0]?.id);
  await clock.advanceAsync(0);
  expect(mail.sent).toHaveLength(1);
});

it('waits the seconds in which an act can be undone', async () => {
  const mail = vendor();
  const { store, clock } = await running(mail);
  const undone = ask(store, 'a', { undoMs: 10_000 });
  const kept = ask(store, 'b', { undoMs: 10_000 });
  await clock.advanceAsync(9_999);
  expect(mail.sent).toEqual([]);
  expect(store.commands.run(request, (tx) => store.outbox.cancel(tx, undone))).toBe(true);
  await clock.advanceAsync(1);
  expect(mail.sent.map((item) => item.id)).toEqual([kept]);
  expect(rowOf(store, undone)?.state).toBe('cancelled');
  expect(
    store.commands.run(request, (tx) => store.outbox.cancel(tx, kept)),
    'what is done cannot be undone',
  ).toBe(false);
});

it('tries again with back-off what was certainly not sent, then gives up', async () => {
  const mail = vendor({
    attempts: 3,
    before: () => {
      throw new NotSent('connection refused');
    },
  });
  const { store, clock } = await running(mail);
  const id = ask(store, 'k');
  await clock.advanceAsync(0);
  expect(rowOf(store, id)).toMatchObject({ state: 'waiting', attempts: 1, last_error: 'connection refused' });
  await clock.advanceAsync(3_600_000);
  expect(rowOf(store, id)).toMatchObject({ state: 'failed', attempts: 3, next_at: null });
  expect(mail.sent).toEqual([]);
});

it('lets a person try again what has failed', async () => {
  let down = true;
  const mail = vendor({
    attempts: 1,
    before: () => {
      if (down) throw new NotSent('down');
    },
  });
  const { store, clock } = await running(mail);
  const id = ask(store, 'k');
  await clock.advanceAsync(0);
  expect(rowOf(store, id)?.state).toBe('failed');
  down = false;
  expect(store.commands.run(request, (tx) => store.outbox.retry(tx, id))).toBe(true);
  await clock.advanceAsync(0);
  expect(rowOf(store, id)?.state).toBe('done');
  expect(
    store.commands.run(request, (tx) => store.outbox.retry(tx, id)),
    'done is done',
  ).toBe(false);
});

it.each([
  ['the vendor says it arrived', true, 'done', 1],
  ['the vendor says it did not', false, 'done', 2],
  ['nobody can tell', null, 'failed', 1],
])('after an answer that was lost, when %s', async (_, answer, state, sends) => {
  let lost = true;
  const mail = vendor({
    wasSent: async () => answer,
    after: () => {
      if (!lost) return;
      lost = false;
      throw new Error('timed out');
    },
  });
  const { store, clock } = await running(mail);
  const id = ask(store, 'k');
  await clock.advanceAsync(3_600_000);
  expect(rowOf(store, id)?.state).toBe(state);
  expect(mail.sent).toHaveLength(sends);
  if (state === 'failed') expect(rowOf(store, id)?.last_error).toContain('unknown whether it was sent');
});

it.each([
  ['dedupes by key', { dedupesByKey: true }, 'done', 1],
  ['can say that it arrived', { wasSent: async () => true }, 'done', 0],
  ['can say nothing', {}, 'failed', 0],
])('settles what a crash left as sending, when the vendor %s', async (_, behave, state, sends) => {
  let release: () => void = () => undefined;
  const stuck = vendor({ send: () => new Promise<void>((resolve) => (release = resolve)) });
  const { store, clock, dataDir } = await running(stuck);
  const id = ask(store, 'k');
  await clock.advanceAsync(0);
  expect(rowOf(store, id)?.state).toBe('sending');
  store.close();
  release();

  const mail = vendor(behave);
  const again = await running(mail, { dataDir, clock });
  await clock.advanceAsync(3_600_000);
  expect(rowOf(again.store, id)?.state).toBe(state);
  expect(mail.sent).toHaveLength(sends);
  if (sends > 0) expect(mail.sent[0], 'under the key it had before').toMatchObject({ key: 'k', attempt: 2 });
});

it('leaves kinds without an executor waiting', async () => {
  const { store, clock } = await running(vendor());
  const id = store.commands.run(request, (tx) => tx.outbox('fax', 'k', {}));
  await clock.advanceAsync(60_000);
  expect(rowOf(store, id)?.state).toBe('waiting');
});

it('announces how it ended and audits each step', async () => {
  const { store, clock } = await running(vendor());
  const heard: string[] = [];
  store.facts.subscribe((fact) => heard.push(`${fact.kind} ${fact.subject}`));
  const id = ask(store, 'k');
  await clock.advanceAsync(0);
  expect(heard).toEqual([`outbox.done ${id}`]);
  const steps = store.read.all(store.read.db.selectFrom('audit').select('action').where('actor', '=', 'system:outbox'));
  expect(steps.map((row) => row.action)).toEqual(['outbox.begin', 'outbox.done']);
});

it('ends what is being sent before it stops, and begins nothing new', async () => {
  let release: () => void = () => undefined;
  const slow = vendor({ send: () => new Promise<void>((resolve) => (release = resolve)) });
  const { store, clock } = await running(slow);
  const first = ask(store, 'a');
  const second = ask(store, 'b');
  await clock.advanceAsync(0);
  const stopped = store.outbox.stop();
  release();
  await stopped;
  expect(rowOf(store, first)?.state).toBe('done');
  expect(rowOf(store, second)?.state).toBe('waiting');
});
