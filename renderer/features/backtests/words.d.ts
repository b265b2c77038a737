import type words from '../../../resources/locales/fr/backtests.json';

declare module 'i18next' {
  interface ResourceNamespaceMap {
    backtests: typeof words;
  }
}
