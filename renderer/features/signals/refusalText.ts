import { useTranslation } from 'react-i18next';
import { resultName } from '../../../shared/features/signals/signal';
import type { Refusal } from './decide';

/** A refusal as a sentence that says what to do next. */
export function useRefusalText(): (refusal: Refusal) => string {
  const { t } = useTranslation('signals');
  return (refusal) => {
    switch (refusal.word) {
      case 'ALREADY_DECIDED':
        return t('refusal.ALREADY_DECIDED', { state: t(`state.${refusal.state}`) });
      case 'TOO_LATE': {
        const known = resultName.safeParse(refusal.result);
        return t('refusal.TOO_LATE', { result: known.success ? t(`result.${known.data}`) : refusal.result });
      }
      case 'fault':
        return t('refusal.fault', { id: refusal.id });
      default:
        return t(`refusal.${refusal.word}`);
    }
  };
}
