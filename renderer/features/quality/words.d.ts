import type words from '../../../resources/locales/fr/quality.json';

declare module 'i18next' {
  interface ResourceNamespaceMap {
    quality: typeof words;
  }
}
