import type words from '../../../resources/locales/fr/audit.json';

declare module 'i18next' {
  interface ResourceNamespaceMap {
    audit: typeof words;
  }
}
