import type words from '../../../resources/locales/fr/register.json';

declare module 'i18next' {
  interface ResourceNamespaceMap {
    register: typeof words;
  }
}
