import type words from '../../../resources/locales/fr/monitoring.json';

declare module 'i18next' {
  interface ResourceNamespaceMap {
    monitoring: typeof words;
  }
}
