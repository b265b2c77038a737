import type words from '../../../resources/locales/fr/notifications.json';

declare module 'i18next' {
  interface ResourceNamespaceMap {
    notifications: typeof words;
  }
}
