import { useTranslation } from 'react-i18next';
import type { ModelCard } from '../../../../shared/features/models/card';
import { useFormat } from '../../../ui/format/FormatProvider';
import { formatNumber, formatPercent, formatTime } from '../../../ui/format/format';
import { signedR } from '../../../ui/format/signedR';
import { useSignedLoss } from '../signedLoss';
import styles from './models.module.css';

/** The verdict in a sentence with the figures it rests on, and what it means for the confidence. */
export function VerdictBand({ card }: { card: ModelCard }) {
  const { t } = useTranslation('models');
  const format = useFormat();
  const loss = useSignedLoss();
  const { rate, low, high, n, noEdge, expectancyR } = card.rates.all;
  const accepted = card.verdict === 'accepted';
  return (
    <div className={styles.verdict} data-verdict={card.verdict}>
      <strong>
        {accepted
          ? t('band.accepted')
          : t('band.refused', { why: card.refusedFor.map((why) => t(`refusedFor.${why}`)).join(t('band.and')) })}
      </strong>
      <p>
        {t('band.against', {
          noEdge: loss(card.againstNoEdge.mean),
          noEdgeLow: loss(card.againstNoEdge.low),
          noEdgeHigh: loss(card.againstNoEdge.high),
          base: loss(card.againstBaseRate.mean),
          baseLow: loss(card.againstBaseRate.low),
          baseHigh: loss(card.againstBaseRate.high),
          n: formatNumber(card.againstNoEdge.n, format),
        })}
      </p>
      <p>
        {rate === null
          ? t('band.noRate')
          : t('band.rate', {
              rate: formatPercent(rate, format, 1),
              low: formatPercent(low, format, 1),
              high: formatPercent(high, format, 1),
              noEdge: formatPercent(noEdge, format, 1),
              r: signedR(expectancyR, format, 3),
              n: formatNumber(n, format),
            })}
      </p>
      <p className={styles.note}>
        {t('band.period', {
          from: formatTime(card.period.from, format, 'day'),
          to: formatTime(card.period.to, format, 'day'),
          candles: formatNumber(card.candles, format),
          n: formatNumber(card.n, format),
          tested: formatNumber(card.tested, format),
          instruments: card.instruments.join(', '),
          timeframes: card.timeframes.join(', '),
        })}
      </p>
      <p className={styles.note}>{t(accepted ? 'band.meaning' : 'band.keeps')}</p>
    </div>
  );
}
