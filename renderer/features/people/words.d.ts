import type words from '../../../resources/locales/fr/people.json';

declare module 'i18next' {
  interface ResourceNamespaceMap {
    people: typeof words;
  }
}
