import type words from '../../../resources/locales/fr/reviews.json';

declare module 'i18next' {
  interface ResourceNamespaceMap {
    reviews: typeof words;
  }
}
