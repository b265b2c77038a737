import { expect, it } from 'vitest';
import { aStore } from '../../../test/builders/store';

const request = { actor: 'anna', action: 'test.do', input: {} };

it('tells facts after the commit, in order, with what listeners cause told last', async () => {
  const { store } = await aStore();
  const first: string[] = [];
  const second: string[] = [];
  store.facts.subscribe((fact) => {
    first.push(fact.kind);
    if (fact.kind === 'a') store.commands.run(request, (tx) => tx.fact('caused', 's'));
  });
  store.facts.subscribe((fact) => second.push(fact.kind));
  store.commands.run(request, (tx) => {
    tx.fact('a', 's', { id: 'x' });
    tx.fact('b', 's');
    expect(first, 'not before the commit').toEqual([]);
  });
  expect(first).toEqual(['a', 'b', 'caused']);
  expect(second, 'every listener hears the same order').toEqual(['a', 'b', 'caused']);
  expect(store.facts.head()).toBe(3);
});

it('tells nothing of a command that is rolled back', async () => {
  const { store } = await aStore();
  const heard: string[] = [];
  store.facts.subscribe((fact) => heard.push(fact.kind));
  const fail = (): never =>
    store.commands.run(request, (tx) => {
      tx.fact('a', 's');
      throw new Error('no');
    });
  expect(fail).toThrow();
  expect(heard).toEqual([]);
  expect(store.read.all(store.read.db.selectFrom('facts').selectAll())).toEqual([]);
});

it('goes on when a listener throws, and stops telling after unsubscription', async () => {
  const { store, logged } = await aStore();
  const heard: number[] = [];
  store.facts.subscribe(() => {
    throw new Error('deaf');
  });
  const stop = store.facts.subscribe((fact) => heard.push(fact.sequence));
  store.commands.run(request, (tx) => tx.fact('a', 's'));
  stop();
  store.commands.run(request, (tx) => tx.fact('a', 's'));
  expect(heard).toEqual([1]);
  expect(logged.join()).toContain('deaf');
});
