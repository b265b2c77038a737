import { useTranslation } from 'react-i18next';
import type { Refusal } from './decide';

/** A refusal as a sentence that says what to do next. */
export function useRefusalText(): (refusal: Refusal) => string {
  const { t, i18n } = useTranslation('signals');
  return (refusal) => {
    switch (refusal.word) {
      case 'ALREADY_DECIDED':
        return t('refusal.ALREADY_DECIDED', { state: t(`state.${refusal.state}`) });
      case 'TOO_LATE': {
        const key = `signals:result.${refusal.result}`;
        return t('refusal.TOO_LATE', { result: i18n.exists(key) ? String(i18n.t(key as never)) : refusal.result });
      }
      case 'PAUSED':
        return refusal.scope === '*'
          ? t('refusal.STOPPED', { reason: refusal.reason })
          : t('refusal.PAUSED', { instrument: refusal.scope, reason: refusal.reason });
      case 'fault':
        return t('refusal.fault', { id: refusal.id });
      default:
        return t(`refusal.${refusal.word}`);
    }
  };
}
