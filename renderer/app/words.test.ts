import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { withLargePlural } from './plurals';
import { pseudo } from './pseudo';

type Words = { readonly [key: string]: string | Words };
const ROOT = 'resources/locales';
const read = (language: string, file: string): Words => JSON.parse(readFileSync(`${ROOT}/${language}/${file}`, 'utf8')) as Words;

/** Key and text of every word; plural forms count as one word, since languages have different ones. */
function flat(words: Words, path = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(words)) {
    if (typeof value === 'string') found.set(path + key.replace(/_(one|many|other)$/, ''), value);
    else for (const [inner, text] of flat(value, `${path}${key}.`)) found.set(inner, text);
  }
  return found;
}

const placeholdersOf = (text: string) => [...text.matchAll(/\{\{\s*(\w+)/g)].map((match) => match[1]).sort();
const files = readdirSync(`${ROOT}/fr`);

it('both languages have the same files', () => {
  expect(files.length).toBeGreaterThan(3);
  expect(readdirSync(`${ROOT}/en`)).toEqual(files);
});

describe.each(files)('%s', (file) => {
  const french = flat(read('fr', file));
  const english = flat(read('en', file));

  it('says the same words in both languages', () => {
    expect([...english.keys()].sort()).toEqual([...french.keys()].sort());
  });

  it('fills the same values into them', () => {
    // What is stored in both languages comes as `fr` and `en`; each file takes its own.
    const placeholders = (text: string) => placeholdersOf(text.replaceAll(/\{\{(?:fr|en)\}\}/g, '{{text}}'));
    const different = [...french].filter(([key, text]) => `${placeholders(text)}` !== `${placeholders(english.get(key) ?? '')}`);
    expect(different.map(([key]) => key)).toEqual([]);
  });

  it('leaves no word empty', () => {
    expect([...french, ...english].filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it('has a plural wherever it has a singular', () => {
    const keys = [...rawKeys(read('fr', file)), ...rawKeys(read('en', file))];
    const stems = keys.filter((key) => key.endsWith('_one')).map((key) => key.slice(0, -4));
    expect(stems.filter((stem) => !keys.includes(`${stem}_other`))).toEqual([]);
  });
});

function* rawKeys(words: Words, path = ''): Generator<string> {
  for (const [key, value] of Object.entries(words)) {
    if (typeof value === 'string') yield path + key;
    else yield* rawKeys(value, `${path}${key}.`);
  }
}

it('the plural of millions is that of other plurals where it is not spelt out', () => {
  const filled = withLargePlural({ inner: { row_one: 'ligne', row_other: 'lignes' }, day_many: 'de jours', day_other: 'jours' });
  expect(filled).toEqual({
    inner: { row_one: 'ligne', row_other: 'lignes', row_many: 'lignes' },
    day_many: 'de jours',
    day_other: 'jours',
  });
});

it('stretched words are 40 % longer and keep their values', () => {
  const stretched = pseudo({ inner: { text: 'Ligne {{count}} sur {{total}}' } }) as { inner: { text: string } };
  expect(stretched.inner.text).toContain('{{count}}');
  expect(stretched.inner.text).toContain('{{total}}');
  expect(stretched.inner.text.length).toBeGreaterThanOrEqual(Math.ceil('Ligne {{count}} sur {{total}}'.length * 1.4));
});
