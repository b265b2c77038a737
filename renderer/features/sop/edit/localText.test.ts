import { expect, it } from 'vitest';
import { idIn, keepLocal, readLocal } from './localText';

function memory() {
  const held = new Map<string, string>();
  return {
    held,
    getItem: (key: string) => held.get(key) ?? null,
    setItem: (key: string, value: string) => void held.set(key, value),
    removeItem: (key: string) => void held.delete(key),
  };
}

it('a text that was not saved is there again, until it is', () => {
  const keep = memory();
  const local = { yaml: 'id: TECH-001\n', revision: 3, basedOn: 2 };
  keepLocal(keep, 'TECH-001', local);
  expect(readLocal(keep, 'TECH-001')).toEqual(local);
  expect(readLocal(keep, 'TECH-002')).toBeNull();
  keepLocal(keep, 'TECH-001', null);
  expect(keep.held.size).toBe(0);
});

it.each(['{', 'null', '{"yaml":1,"revision":1,"basedOn":1}', '{"yaml":""}'])('a damaged copy is none: %s', (text) => {
  const keep = memory();
  keep.setItem('sirrius.procedure.TECH-001', text);
  expect(readLocal(keep, 'TECH-001')).toBeNull();
});

it.each([
  ['id: TECH-001\nversion: 1\n', 'TECH-001'],
  ['# first\nid: "FIN-002" # ours\n', 'FIN-002'],
  ['steps:\n  - id: TECH-001\n', null],
  ['id: lower\n', null],
])('%j names itself %s', (yaml, id) => {
  expect(idIn(yaml)).toBe(id);
});
