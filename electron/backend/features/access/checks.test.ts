import { describe, expect, it } from 'vitest';
import { anOperator } from '../../../../test/builders/operators';
import { aStore } from '../../../../test/builders/store';
import { inactiveOperators, keyAges, rightsListed, twoFactorState } from './checks';
import { operatorsOf } from './directory';

const DAY = 86_400_000;

describe('[ACC17] what a review looks at', () => {
  it('is read from the accounts themselves', async () => {
    const { store, clock } = await aStore();
    await anOperator(store, { id: 'anna', name: 'Anna', level: 3 });
    await anOperator(store, { id: 'ben', name: 'Ben', level: 3, secondFactor: false, team: 'Support' });
    await anOperator(store, { id: 'gone', name: 'Gone', state: 'archived' });
    clock.advance(40 * DAY);
    await anOperator(store, { id: 'new', name: 'New', secondFactor: false });
    const { read } = store;
    expect(twoFactorState(read)).toEqual({ due: 2, missing: [{ id: 'ben', name: 'Ben' }] });
    expect(inactiveOperators(read, clock.now(), 30).map(({ id }) => id)).toEqual(['anna', 'ben']);
    expect(rightsListed(read).map(({ id, level }) => [id, level])).toEqual([
      ['anna', 3],
      ['ben', 3],
      ['new', 2],
    ]);
    expect(keyAges(read, clock.now())).toEqual([
      { id: 'anna', name: 'Anna', passwordDays: 40, secondFactorDays: 40 },
      { id: 'ben', name: 'Ben', passwordDays: 40, secondFactorDays: null },
      { id: 'new', name: 'New', passwordDays: 0, secondFactorDays: null },
    ]);
    expect(operatorsOf(read).byId('ben')).toMatchObject({ name: 'Ben', team: 'Support', roles: ['analyst'] });
    expect(operatorsOf(read).all()).toHaveLength(4);
  });
});
