import type words from '../../../resources/locales/fr/backups.json';

declare module 'i18next' {
  interface ResourceNamespaceMap {
    backups: typeof words;
  }
}
