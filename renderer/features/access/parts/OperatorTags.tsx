import { useTranslation } from 'react-i18next';
import type { Operator } from '../../../../shared/features/access/operator';
import { StatusTag, type Tone } from '../../../ui/values';

const STATE_TONES: Record<Operator['state'], Tone> = {
  active: 'live',
  invited: 'accent',
  disabled: 'warning',
  archived: 'neutral',
};

export function StateTag({ state }: { state: Operator['state'] }) {
  const { t } = useTranslation('access');
  return <StatusTag tone={STATE_TONES[state]}>{t(`state.${state}`)}</StatusTag>;
}

/** In force, missing although demanded, or not asked for. */
export function SecondFactorTag({ operator }: { operator: Pick<Operator, 'secondFactor' | 'secondFactorDue'> }) {
  const { t } = useTranslation('access');
  if (operator.secondFactor) return <StatusTag tone="live">{t('factor.on')}</StatusTag>;
  if (operator.secondFactorDue) return <StatusTag tone="warning">{t('factor.due')}</StatusTag>;
  return <StatusTag>{t('factor.off')}</StatusTag>;
}
