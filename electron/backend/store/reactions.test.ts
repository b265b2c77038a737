import { expect, it } from 'vitest';
import { aStore } from '../../../test/builders/store';
import { InvariantError } from './refusal';
import type { Store } from './store';

const request = { actor: 'anna', action: 'test.do', input: {} };
const announce = (store: Store, kind: string, subject = 's') => store.commands.run(request, (tx) => tx.fact(kind, subject));
const notes = (store: Store) =>
  store.read.all(store.read.db.selectFrom('settings').select('key').orderBy('key')).map((row) => row.key);

/** A reaction that leaves one row a fact, so that doing it twice would fail. */
function noteEach(store: Store, kinds: readonly string[], seen: number[] = []): void {
  store.reactions.register('notes', kinds, (tx, fact) => {
    seen.push(fact.sequence);
    tx.run(tx.db.insertInto('settings').values({ key: `fact ${fact.sequence}`, value_json: '1', updated_at: tx.at }));
  });
}

it('reacts to its kinds only, in order, each in an audited command of its own', async () => {
  const { store, clock } = await aStore();
  noteEach(store, ['a', 'c']);
  store.reactions.start();
  for (const kind of ['a', 'b', 'c']) announce(store, kind);
  expect(notes(store), 'the caller’s work comes first').toEqual([]);
  clock.advance(0);
  expect(notes(store)).toEqual(['fact 1', 'fact 3']);
  const audit = store.read.all(store.read.db.selectFrom('audit').select(['actor', 'action']).where('actor', '=', 'system:notes'));
  expect(audit.map((row) => row.action)).toEqual(['reaction.register', 'reaction.notes', 'reaction.notes']);
});

it('resumes after a restart at the first fact it has not committed', async () => {
  const { store, clock, dataDir } = await aStore();
  noteEach(store, ['a']);
  store.reactions.start();
  announce(store, 'a');
  clock.advance(0);
  announce(store, 'a');
  store.close();

  const again = await aStore({ dataDir, clock });
  const seen: number[] = [];
  noteEach(again.store, ['a'], seen);
  again.store.reactions.start();
  clock.advance(0);
  expect(seen, 'the first is not repeated, the second not lost').toEqual([2]);
  expect(notes(again.store)).toEqual(['fact 1', 'fact 2']);
});

it('tries a failing reaction again with back-off, in order, without holding up the others', async () => {
  const { store, clock, logged } = await aStore();
  let broken = true;
  const tried: number[] = [];
  const others: number[] = [];
  store.reactions.register('fragile', ['a'], (_, fact) => {
    tried.push(fact.sequence);
    if (broken) throw new Error('not now');
  });
  store.reactions.register('sturdy', ['a'], (_, fact) => void others.push(fact.sequence));
  store.reactions.start();
  announce(store, 'a');
  announce(store, 'a');
  clock.advance(0);
  expect(tried).toEqual([1]);
  expect(others).toEqual([1, 2]);
  clock.advance(999);
  expect(tried, 'not before its time').toEqual([1]);
  clock.advance(1);
  expect(tried).toEqual([1, 1]);
  broken = false;
  clock.advance(2_000);
  expect(tried).toEqual([1, 1, 1, 2]);
  expect(logged.join()).toContain('fragile');
});

it('keeps nothing of a reaction that fails half way', async () => {
  const { store, clock } = await aStore();
  store.reactions.register('half', ['a'], (tx, fact) => {
    tx.run(tx.db.insertInto('settings').values({ key: 'half', value_json: '1', updated_at: tx.at }));
    tx.fact('b', fact.subject);
    throw new Error('no');
  });
  store.reactions.start();
  announce(store, 'a');
  clock.advance(0);
  expect(notes(store)).toEqual([]);
  expect(store.facts.head()).toBe(1);
});

it('starts a new reaction at the first fact, or from now on where it says so', async () => {
  const { store, clock } = await aStore();
  announce(store, 'a');
  const all: number[] = [];
  const fresh: number[] = [];
  store.reactions.register('all', ['a'], (_, fact) => void all.push(fact.sequence));
  store.reactions.register('fresh', ['a'], (_, fact) => void fresh.push(fact.sequence), 'now');
  store.reactions.start();
  announce(store, 'a');
  clock.advance(0);
  expect(all).toEqual([1, 2]);
  expect(fresh).toEqual([2]);
});

it('works off a long list in slices and then rests', async () => {
  const { store, clock } = await aStore();
  store.commands.run(request, (tx) => {
    for (let index = 0; index < 55; index += 1) tx.fact('a', String(index));
  });
  const seen: number[] = [];
  store.reactions.register('many', ['a'], (_, fact) => void seen.push(fact.sequence));
  store.reactions.start();
  clock.advance(0);
  expect(seen).toHaveLength(55);
  expect(clock.pending(), 'no timer runs when there is nothing to do').toBe(0);
});

it('refuses two reactions of one name', async () => {
  const { store } = await aStore();
  store.reactions.register('one', ['a'], () => undefined);
  expect(() => store.reactions.register('one', ['b'], () => undefined)).toThrow(InvariantError);
});
