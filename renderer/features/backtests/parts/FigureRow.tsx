import { useTranslation } from 'react-i18next';
import type { Figures } from '../../../../shared/features/backtests/contract';
import { useFormat } from '../../../ui/format/FormatProvider';
import { formatDuration, formatNumber, formatPercent, formatPoints } from '../../../ui/format/format';
import { signedR } from '../../../ui/format/signedR';
import { Figure, StatusTag } from '../../../ui/values';
import { intervalText } from '../figureText';
import styles from './backtests.module.css';

/** Under this many closed signals a rate says little. */
const SUFFICIENT = 20;

/** Every figure beside what keeps it honest: n, interval, no-edge rate. */
export function FigureRow({ figures }: { figures: Figures }) {
  const { t } = useTranslation('backtests');
  const format = useFormat();
  const { rate, expectancy } = figures;
  const percent = (value: number | null) => formatPercent(value, format, 1);
  const points = (value: number | null) => formatPoints(value, format);
  const inR = (value: number | null) => (value === null ? '–' : t('r', { r: signedR(value, format) }));
  const interval = intervalText(expectancy, format);
  const few = rate.n > 0 && rate.n < SUFFICIENT;
  const losing = (rate.rate ?? 0) > 0.5 && (expectancy.mean ?? 0) < 0;
  const unproven = rate.n >= SUFFICIENT && (rate.edgeLow ?? 0) <= 0;
  return (
    <section className={styles.block} aria-label={t('figures.label')}>
      <div className={styles.chips}>
        <StatusTag tone="simulation">{t('simulation')}</StatusTag>
        {rate.n === 0 && <StatusTag tone="warning">{t('figures.none')}</StatusTag>}
        {few && <StatusTag tone="warning">{t('figures.few', { n: SUFFICIENT })}</StatusTag>}
        {unproven && <StatusTag tone="warning">{t('figures.unproven')}</StatusTag>}
        {losing && <StatusTag tone="danger">{t('figures.hidesLoss')}</StatusTag>}
      </div>
      <div className={styles.figures}>
        <Figure
          label={t('figures.rate')}
          explain={t('figures.rateHint')}
          note={
            rate.n === 0
              ? t('figures.noRate')
              : `${t('count', { n: formatNumber(rate.n, format) })} · ${percent(rate.low)} – ${percent(rate.high)}`
          }
        >
          {percent(rate.rate)}
        </Figure>
        <Figure
          label={t('figures.edge')}
          explain={t('figures.edgeHint')}
          note={
            rate.n === 0
              ? '–'
              : `${t('figures.noEdge', { rate: percent(rate.noEdge) })} · ${points(rate.edgeLow)} … ${points(rate.edgeHigh)}`
          }
        >
          {rate.edge === null ? '–' : t('figures.points', { points: points(rate.edge) })}
        </Figure>
        <Figure
          label={t('figures.expectancy')}
          explain={t('figures.expectancyHint')}
          note={interval === null ? t('figures.noInterval') : t('interval', { interval })}
        >
          {inR(expectancy.mean)}
        </Figure>
        <Figure label={t('figures.total')} note={t('figures.gross', { r: signedR(figures.totalGrossR, format) })}>
          {inR(figures.totalR)}
        </Figure>
        <Figure
          label={t('figures.drawdown')}
          explain={t('figures.drawdownHint')}
          note={t('figures.atOnePercent', { share: formatPercent(figures.maxDrawdownR / 100, format, 1) })}
        >
          {inR(figures.maxDrawdownR === 0 ? 0 : -figures.maxDrawdownR)}
        </Figure>
        <Figure label={t('figures.profitFactor')} note={t('figures.profitFactorNote')}>
          {formatNumber(figures.profitFactor, format, 2)}
        </Figure>
        <Figure label={t('figures.losing')} note={t('figures.losingNote')}>
          {formatNumber(figures.longestLosing, format)}
        </Figure>
        <Figure label={t('figures.holding')} note={t('figures.exposure', { share: percent(figures.exposure) })}>
          {formatDuration(figures.holdingMs, format)}
        </Figure>
        <Figure label={t('figures.open')} note={t('figures.openNote')}>
          {formatNumber(figures.open, format)}
        </Figure>
      </div>
    </section>
  );
}
