import { describe, expect, it } from 'vitest';
import type { DirectoryEntry } from '../../../shared/features/directory/entry';
import { entryOf, formOf } from './entryForm';

const term: DirectoryEntry = {
  id: 'waf',
  kind: 'term',
  covers: ['ANNEX-C.06'],
  title: { fr: 'Pare-feu applicatif', en: 'Web Application Firewall' },
  term: 'WAF',
  meaning: { fr: 'Filtre', en: 'Filter' },
};

describe('the form of an entry', () => {
  it('gives back what it was opened with', () => expect(entryOf(formOf(term), term)).toEqual(term));

  it('is no entry without both languages or with a wrong identifier', () => {
    expect(entryOf({ ...formOf(term), titleEn: ' ' }, term)).toBeNull();
    expect(entryOf({ ...formOf(null), id: 'Not A Slug', titleFr: 'a', titleEn: 'b' }, null)).toBeNull();
  });

  it('takes an empty field of a contact for nothing', () => {
    const entry = entryOf({ ...formOf(null), id: 'ceo', titleFr: 'PDG', titleEn: 'CEO', phone: ' ' }, null);
    expect(entry).toMatchObject({ kind: 'contact', phone: null, email: null });
  });
});
