import type featureWords from '../../../resources/locales/fr/features.json';
import type words from '../../../resources/locales/fr/models.json';

declare module 'i18next' {
  interface ResourceNamespaceMap {
    models: typeof words;
    /** What models look at; said beside signals too. */
    features: typeof featureWords;
  }
}
