import type { ResourceNamespaceMap } from 'i18next';
import i18next from 'i18next';
import { useCallback } from 'react';
import { initReactI18next, useTranslation } from 'react-i18next';
import type appWords from '../../resources/locales/fr/app.json';
import type marketWords from '../../resources/locales/fr/market.json';
import type settingsWords from '../../resources/locales/fr/settings.json';
import type uiWords from '../../resources/locales/fr/ui.json';
import { withLargePlural } from './plurals';
import { pseudo } from './pseudo';

export type Language = 'fr' | 'en';

/** Each namespace is typed by its French file; a feature adds its own in the same way (see renderer/README.md). */
declare module 'i18next' {
  interface ResourceNamespaceMap {
    app: typeof appWords;
    ui: typeof uiWords;
    market: typeof marketWords;
    settings: typeof settingsWords;
  }
  interface CustomTypeOptions {
    defaultNS: 'app';
    returnNull: false;
  }
}

type Dotted<Tree> = { [Key in keyof Tree & string]: Tree[Key] extends string ? Key : `${Key}.${Dotted<Tree[Key]>}` }[keyof Tree &
  string];

/** A key of any namespace, with its namespace: `market:watchlist`. */
export type WordKey = {
  [Name in keyof ResourceNamespaceMap]: `${Name}:${Dotted<ResourceNamespaceMap[Name]>}`;
}[keyof ResourceNamespaceMap];

/** Says a word known by its full key, as tables of screens and commands hold it. */
export function useWord(): (key: WordKey) => string {
  const { i18n } = useTranslation();
  // The key's type is exact already; i18next's own would expand every namespace at each use.
  return useCallback((key) => String(i18n.t(key as never)), [i18n]);
}

type Words = Record<string, unknown>;
const loaders: Record<Language, () => Promise<{ words: Record<string, Words> }>> = {
  fr: () => import('./words/fr'),
  en: () => import('./words/en'),
};

function missing(language: readonly string[], namespace: string, key: string): never {
  throw new Error(`the word ${namespace}:${key} is missing in ${language.join()}`);
}

/** Loads one language's words and speaks it. `stretch` makes every word 40 % longer, to find what does not fit. */
export async function speak(language: Language, stretch = false): Promise<void> {
  const { words } = await loaders[language]();
  for (const [namespace, content] of Object.entries(words)) {
    i18next.addResourceBundle(language, namespace, withLargePlural(stretch ? pseudo(content) : content), true, true);
  }
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

export async function startWords(language: Language, stretch: boolean): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    defaultNS: 'app',
    ns: [],
    resources: {},
    interpolation: { escapeValue: false },
    saveMissing: import.meta.env.DEV,
    missingKeyHandler: missing,
    react: { useSuspense: false },
  });
  await speak(language, stretch);
}
