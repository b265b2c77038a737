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
import { loadWordFile, NAMESPACES } from './wordFiles';

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

/** A name of a file of words. */
export type Namespace = keyof ResourceNamespaceMap;

/** What the frame around every screen says. */
const FRAME: readonly Namespace[] = ['app', 'ui'];

let spoken: Language = 'fr';
let stretched = false;
/** What was asked for so far: a change of language brings these again. */
const wanted = new Set<string>();
const loaded = new Map<string, Promise<void>>();

function load(namespace: string): Promise<void> {
  const [language, stretch] = [spoken, stretched];
  const key = `${language}:${namespace}:${stretch}`;
  const found = loaded.get(key);
  if (found !== undefined) return found;
  const loading = loadWordFile(language, namespace).then((words) => {
    i18next.addResourceBundle(language, namespace, withLargePlural(stretch ? pseudo(words) : words), true, true);
  });
  loaded.set(key, loading);
  // What could not be fetched is asked for again the next time.
  loading.catch(() => loaded.delete(key));
  return loading;
}

/** Fetches the words of these namespaces, or of all of them; what was fetched before is not fetched again. */
export async function loadWords(namespaces: readonly Namespace[] | 'all' = 'all'): Promise<void> {
  const names = namespaces === 'all' ? NAMESPACES : namespaces;
  for (const name of names) wanted.add(name);
  await Promise.all(names.map(load));
}

/** A part of the screen that comes with its words: for `lazy()`, where it may be shown before all words are there. */
export async function withWords<Part>(part: Promise<Part>, namespaces: readonly Namespace[] | 'all' = 'all'): Promise<Part> {
  const [found] = await Promise.all([part, loadWords(namespaces)]);
  return found;
}

function missing(language: readonly string[], namespace: string, key: string): never {
  throw new Error(`the word ${namespace}:${key} is missing in ${language.join()}`);
}

/** Brings what was asked for so far in another language and speaks it. `stretch` makes every word 40 % longer, to find what does not fit. */
export async function speak(language: Language, stretch = false): Promise<void> {
  [spoken, stretched] = [language, stretch];
  await Promise.all([...wanted].map(load));
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

export async function startWords(language: Language, stretch: boolean): Promise<void> {
  [spoken, stretched] = [language, stretch];
  for (const name of FRAME) wanted.add(name);
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
