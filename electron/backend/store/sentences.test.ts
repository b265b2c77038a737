import { expect, it } from 'vitest';
import en from '../../../resources/locales/en/store.json';
import fr from '../../../resources/locales/fr/store.json';
import { STORE_REFUSALS, StoreRefusal } from './refusal';
import { storeSentence } from './sentences';

const placeholders = (text: string): string[] => [...text.matchAll(/\{\{\w+\}\}/g)].map(([word]) => word).toSorted();

it.each(STORE_REFUSALS)('says %s in both languages, with the same facts', (code) => {
  expect(Object.keys(fr).toSorted()).toEqual([...STORE_REFUSALS].toSorted());
  expect(placeholders(fr[code])).toEqual(placeholders(en[code]));
  expect(en[code].length, 'long enough to say what to do').toBeGreaterThan(60);
});

it('fills in what the refusal knows', () => {
  const refusal = new StoreRefusal('LOCKED', { dataDir: '/data', pid: 42 });
  expect(storeSentence(refusal, 'en')).toContain('/data');
  expect(storeSentence(refusal, 'fr')).toContain('42');
});
