import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Rate } from '../../../../shared/features/signals/contract';
import { useFormat } from '../../../ui/format/FormatProvider';
import { formatPercent, formatPoints } from '../../../ui/format/format';
import { Figure, StatusTag, type Tone } from '../../../ui/values';
import { type EdgeVerdict, edgeVerdict, hidesALosingPlan, SUFFICIENT } from '../rateFigures';
import { signedR } from '../signedR';
import { SimulationTag } from './marks';
import styles from './signals.module.css';

const VERDICT_TONE: Readonly<Record<EdgeVerdict, Tone>> = {
  none: 'neutral',
  insufficient: 'warning',
  unproven: 'warning',
  proven: 'up',
  negative: 'danger',
};

/** A rate beside all that keeps it honest: its n and interval, the no-edge rate, the edge with its interval, the mean net result. */
export function RateGroup({ title, hint, rate, simulated, onOpen }: RateGroupProps) {
  const { t } = useTranslation('signals');
  const format = useFormat();
  const percent = (value: number | null) => formatPercent(value, format, 1);
  const points = (value: number | null) => formatPoints(value, format);
  const verdict = edgeVerdict(rate);
  return (
    <section className={styles.rateGroup} title={hint}>
      <h2>
        {title}
        {simulated && <SimulationTag />}
        {verdict !== 'none' && <StatusTag tone={VERDICT_TONE[verdict]}>{t(`rate.${verdict}`, { n: SUFFICIENT })}</StatusTag>}
        {hidesALosingPlan(rate) && (
          <span className={styles.warn}>
            <IconAlertTriangle size={14} aria-hidden />
            {t('rate.hidesLoss')}
          </span>
        )}
      </h2>
      <div className={styles.rateFigures}>
        <Figure
          label={t('rate.hitRate')}
          note={
            rate.n === 0
              ? t('rate.none')
              : `${t('rate.n', { count: rate.n })} · ${t('rate.interval', { low: percent(rate.low), high: percent(rate.high) })}`
          }
          {...(rate.n === 0 ? {} : { onOpen })}
        >
          {percent(rate.rate)}
        </Figure>
        <Figure
          label={t('rate.edge')}
          note={
            rate.n === 0
              ? t('rate.nothing')
              : `${t('rate.noEdge', { rate: percent(rate.noEdge) })} · ${t('rate.edgeRange', { low: points(rate.edgeLow), high: points(rate.edgeHigh) })}`
          }
        >
          {rate.edge === null ? '–' : t('points', { points: points(rate.edge) })}
        </Figure>
        <Figure label={t('rate.expectancy')} explain={t('rate.expectancyHint')} note={t('rate.net')}>
          {rate.expectancyR === null ? '–' : t('r', { r: signedR(rate.expectancyR, format) })}
        </Figure>
      </div>
    </section>
  );
}

interface RateGroupProps {
  readonly title: string;
  readonly hint?: string;
  readonly rate: Rate;
  readonly simulated: boolean;
  /** Shows the records behind the figure. */
  readonly onOpen: () => void;
}

const VERDICT_SENTENCE = {
  none: 'strategyNone',
  insufficient: 'strategyInsufficient',
  unproven: 'strategyUnproven',
  proven: 'strategyProven',
  negative: 'strategyNegative',
} as const;

/** What may honestly be said of a strategy, in a sentence. */
export function EdgeSentence({ rate }: { rate: Rate }) {
  const { t } = useTranslation('signals');
  return <p className={styles.note}>{t(`rate.${VERDICT_SENTENCE[edgeVerdict(rate)]}`, { n: rate.n, needed: SUFFICIENT })}</p>;
}
