import type words from '../../../resources/locales/fr/sop.json';

declare module 'i18next' {
  interface ResourceNamespaceMap {
    sop: typeof words;
  }
}
