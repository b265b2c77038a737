import type words from '../../../resources/locales/fr/approvals.json';

declare module 'i18next' {
  interface ResourceNamespaceMap {
    approvals: typeof words;
  }
}
