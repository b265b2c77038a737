import type words from '../../../resources/locales/fr/directory.json';

declare module 'i18next' {
  interface ResourceNamespaceMap {
    directory: typeof words;
  }
}
