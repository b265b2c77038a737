import { expect, it } from 'vitest';
import { type Keep, keepDrafts, NO_DRAFTS, readDrafts, withField, withNote, withoutFields } from './drafts';

function memory(): Keep & { readonly held: Map<string, string> } {
  const held = new Map<string, string>();
  return {
    held,
    getItem: (key) => held.get(key) ?? null,
    setItem: (key, value) => void held.set(key, value),
    removeItem: (key) => void held.delete(key),
  };
}

it('what was typed is there again for the same run, and for no other', () => {
  const keep = memory();
  const drafts = withField(withNote(NO_DRAFTS, 'kpi', 'À revoir'), 'priority', 'found', '12');
  keepDrafts(keep, 'a', drafts);
  expect(readDrafts(keep, 'a')).toEqual(drafts);
  expect(readDrafts(keep, 'b')).toEqual(NO_DRAFTS);
});

it('what was sent is forgotten, and nothing is left behind', () => {
  const keep = memory();
  const typed = withField(withNote(NO_DRAFTS, 'kpi', 'x'), 'kpi', 'found', '1');
  keepDrafts(keep, 'a', typed);
  keepDrafts(keep, 'a', withoutFields(withNote(typed, 'kpi', ''), 'kpi'));
  expect(keep.held.size).toBe(0);
});

it.each(['{', '[]', 'null', '{"notes":{"a":1},"fields":{}}', '{"notes":{},"fields":{"a":null}}'])(
  'survives a damaged copy: %s',
  (text) => {
    const keep = memory();
    keep.setItem('sirrius.run.a', text);
    expect(readDrafts(keep, 'a')).toEqual(NO_DRAFTS);
  },
);
