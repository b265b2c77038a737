import { expect, it } from 'vitest';
import { parseRunSearch, runFilterOf, withSearch } from './runSearch';

it('an address is read into a filter, and what it does not know is dropped', () => {
  const search = parseRunSearch({ q: ' stripe ', procedure: 'TECH-002,nope', state: 'done,eaten', from: '12', to: {}, x: 1 });
  expect(search).toEqual({ q: 'stripe', procedure: 'TECH-002', state: 'done', from: 12 });
  expect(runFilterOf(search)).toEqual({ text: 'stripe', procedures: ['TECH-002'], states: ['done'], from: 12 });
});

it.each([{}, { q: '' }, { q: null, state: ['done'] }, { from: -1, to: 'soon' }])('nothing usable is no filter: %j', (raw) => {
  expect(runFilterOf(parseRunSearch(raw))).toEqual({});
});

it('a part that is taken away leaves the address', () => {
  expect(withSearch({ q: 'a', state: 'done' }, { q: undefined })).toEqual({ state: 'done' });
});
