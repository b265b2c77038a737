import { useTranslation } from 'react-i18next';

/** The language on screen, as the paper knows it. */
export function useLanguage(): 'fr' | 'en' {
  return useTranslation().i18n.language === 'en' ? 'en' : 'fr';
}
