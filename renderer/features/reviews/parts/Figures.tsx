import { useTranslation } from 'react-i18next';
import type { AgreementFigures, SampleDay } from '../../../../shared/features/reviews/contract';
import { useSimulated } from '../../../app/frame/hello';
import { useFormat } from '../../../ui/format/FormatProvider';
import { formatNumber, formatPercent } from '../../../ui/format/format';
import { Figure, StatusTag } from '../../../ui/values';
import { AGREEMENT_DAYS, useAgreement } from '../queries';
import styles from './reviews.module.css';

/** What waits, what is late, and how far two reviewers agree. */
export function Figures({ days, mine }: { days: readonly SampleDay[]; mine: number }) {
  const { t } = useTranslation('reviews');
  const format = useFormat();
  const agreement = useAgreement().data;
  const late = days.filter(({ overdue }) => overdue);
  const missing = late.reduce((sum, { needed, done }) => sum + needed - done, 0);
  return (
    <div className={styles.figures}>
      <Figure label={t('figures.mine')} note={t('figures.mineNote')}>
        {formatNumber(mine, format)}
      </Figure>
      <Figure label={t('figures.late')} note={t('figures.lateNote', { count: late.length })}>
        <span data-bad={missing > 0 || undefined}>{formatNumber(missing, format)}</span>
      </Figure>
      <Agreed label={t('figures.technical')} figures={agreement?.technical} />
      <Agreed label={t('figures.fundamental')} figures={agreement?.fundamental} />
      {useSimulated() && <StatusTag tone="simulation">{t('simulated')}</StatusTag>}
    </div>
  );
}

function Agreed({ label, figures }: { label: string; figures: AgreementFigures | undefined }) {
  const { t } = useTranslation('reviews');
  const format = useFormat();
  const percent = (value: number | null) => formatPercent(value, format, 0);
  const { n = 0, agreed = 0, low = null, high = null, kappa = null } = figures ?? {};
  const note =
    n === 0
      ? t('figures.noPairs')
      : t('figures.pairs', { n, low: percent(low), high: percent(high), kappa: formatNumber(kappa, format, 2) });
  return (
    <Figure label={label} note={note} explain={t('figures.explain', { days: AGREEMENT_DAYS })}>
      {percent(n === 0 ? null : agreed / n)}
    </Figure>
  );
}
