import { expect, it } from 'vitest';
import { rowAfter } from './nextRow';

const rows = ['a', 'b', 'c'].map((id) => ({ id }));

it.each([
  ['a', 'b'],
  ['b', 'c'],
  ['c', 'b'],
  ['gone', 'a'],
])('after %s comes %s', (done, next) => {
  expect(rowAfter(rows, done)).toBe(next);
});

it('has nothing after the last one', () => {
  expect(rowAfter([{ id: 'a' }], 'a')).toBeNull();
});
