import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Text } from '../../../shared/features/sop/text';

/** What a procedure says in both languages, in the operator's. */
export function useSay(): (text: Text) => string {
  const { i18n } = useTranslation();
  const english = i18n.language === 'en';
  return useCallback((text) => (english ? text.en : text.fr), [english]);
}
