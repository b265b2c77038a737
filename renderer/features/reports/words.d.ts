import type words from '../../../resources/locales/fr/reports.json';

declare module 'i18next' {
  interface ResourceNamespaceMap {
    reports: typeof words;
  }
}
