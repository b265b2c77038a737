import type words from '../../../resources/locales/fr/models.json';

declare module 'i18next' {
  interface ResourceNamespaceMap {
    models: typeof words;
  }
}
