import type words from '../../../resources/locales/fr/signals.json';
import type strategyWords from '../../../resources/locales/fr/strategies.json';

declare module 'i18next' {
  interface ResourceNamespaceMap {
    signals: typeof words;
    strategies: typeof strategyWords;
  }
}
