import { useTranslation } from 'react-i18next';
import type { DirectoryRow } from '../../../shared/features/directory/contract';
import type { DirectoryEntry } from '../../../shared/features/directory/entry';

export function useLanguage(): 'fr' | 'en' {
  return useTranslation('directory').i18n.language.startsWith('en') ? 'en' : 'fr';
}

/** How to reach it, in a line. */
export function reachOf(entry: DirectoryEntry, language: 'fr' | 'en'): string {
  if (entry.kind === 'contact') return [entry.phone, entry.email].filter((part) => part !== null).join(' · ');
  return entry.kind === 'tool' ? (entry.address ?? '–') : entry.meaning[language];
}

/** Entries of the kinds (all where none is chosen) in which every word of the search occurs; accents do not matter. */
export function matching(
  rows: readonly DirectoryRow[],
  search: string,
  kinds: readonly DirectoryEntry['kind'][],
  language: 'fr' | 'en',
): readonly DirectoryRow[] {
  const words = plain(search)
    .split(/\s+/)
    .filter((word) => word !== '');
  return rows.filter(({ entry }) => {
    if (kinds.length > 0 && !kinds.includes(entry.kind)) return false;
    const own = entry.kind === 'contact' ? (entry.name ?? '') : entry.kind === 'tool' ? entry.use[language] : entry.term;
    const text = plain(`${entry.id} ${entry.title[language]} ${own} ${reachOf(entry, language)}`);
    return words.every((word) => text.includes(word));
  });
}

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{Mn}/gu, '')
    .toLowerCase();
}
