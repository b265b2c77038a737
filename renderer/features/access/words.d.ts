import type words from '../../../resources/locales/fr/access.json';

declare module 'i18next' {
  interface ResourceNamespaceMap {
    access: typeof words;
  }
}
