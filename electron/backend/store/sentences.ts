import en from '../../../resources/locales/en/store.json';
import fr from '../../../resources/locales/fr/store.json';
import type { StoreRefusal, StoreRefusalCode } from './refusal';

const SENTENCES: Readonly<Record<'fr' | 'en', Readonly<Record<StoreRefusalCode, string>>>> = { fr, en };

/** What happened and what to do next, in one language: for the terminal and for the shell before any screen is up. */
export function storeSentence(refusal: Pick<StoreRefusal, 'code' | 'data'>, language: 'fr' | 'en'): string {
  return SENTENCES[language][refusal.code].replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => String(refusal.data[name] ?? '?'));
}
