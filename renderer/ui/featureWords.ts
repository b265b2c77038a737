import { useTranslation } from 'react-i18next';

export interface FeatureWords {
  readonly name: string;
  /** What it measures, in a sentence; null for a feature of an older set that has no words any more. */
  readonly text: string | null;
}

/** What a feature of a model is called, and what it measures. */
export function useFeatureWords(): (feature: string) => FeatureWords {
  const { i18n } = useTranslation('features');
  const word = (key: string) => (i18n.exists(key) ? String(i18n.t(key as never)) : null);
  return (feature) => ({
    name: word(`features:${feature}.name`) ?? feature,
    text: word(`features:${feature}.text`),
  });
}
