import { useTranslation } from 'react-i18next';
import type { Overview } from '../../../../shared/features/quality/contract';
import { DRAWDOWN_R, ENOUGH, STOPS, WIN_RATE } from '../../../../shared/features/quality/figures';
import { useSimulated } from '../../../app/frame/hello';
import { useFormat } from '../../../ui/format/FormatProvider';
import { formatNumber, formatPercent } from '../../../ui/format/format';
import { Figure, StatusTag, Time } from '../../../ui/values';
import styles from './quality.module.css';

type Threshold = Overview['thresholds'][number];

/** The four thresholds of QA-001: the figure, what it rests on, its bound, and whether it is up. */
export function Tiles({ overview }: { overview: Overview }) {
  const { t } = useTranslation('quality');
  const simulated = useSimulated();
  return (
    <section className={styles.tiles} aria-label={t('tiles')}>
      {overview.thresholds.map((one) => (
        <div key={one.kind} className={styles.tile} data-up={one.since !== null || undefined}>
          <Figure label={t(`threshold.${one.kind}`)} explain={t(`explain.${one.kind}`)} note={<Notes one={one} />}>
            <Measured one={one} overview={overview} />
          </Figure>
          <div className={styles.tileState}>
            <StateTag one={one} />
            {one.figures.small && one.figures.n > 0 && <StatusTag tone="warning">{t('small', { n: ENOUGH })}</StatusTag>}
            {simulated && <StatusTag tone="simulation">{t('simulated')}</StatusTag>}
          </div>
          {one.since !== null && (
            <small>
              {t('since')} <Time at={one.since} />
            </small>
          )}
        </div>
      ))}
    </section>
  );
}

/** A figure beyond its bound that no close has met yet says so: thresholds are looked at when a signal closes. */
function StateTag({ one }: { one: Threshold }) {
  const { t } = useTranslation('quality');
  if (one.since !== null) return <StatusTag tone="danger">{t('up')}</StatusTag>;
  const { rate, drawdownR } = one.figures;
  const beyond = (rate !== null && rate < WIN_RATE) || (drawdownR !== null && drawdownR > DRAWDOWN_R);
  return <StatusTag tone={beyond ? 'warning' : 'neutral'}>{t(beyond ? 'atNextClose' : 'quiet')}</StatusTag>;
}

function Measured({ one, overview }: { one: Threshold; overview: Overview }) {
  const { t } = useTranslation('quality');
  const format = useFormat();
  const { figures, kind } = one;
  switch (kind) {
    case 'win-rate':
      return figures.rate === null ? t('none') : formatPercent(figures.rate, format, 1);
    case 'stops':
      return t('stops', { count: figures.n, bound: STOPS });
    case 'drawdown':
      return t('inR', { value: formatNumber(overview.drawdown.worst, format, 1) });
    case 'anomaly':
      return one.since === null ? t('noAnomaly') : (figures.name ?? '–');
  }
}

function Notes({ one }: { one: Threshold }) {
  const { t } = useTranslation('quality');
  const format = useFormat();
  const { figures, kind } = one;
  const percent = (value: number | null) => formatPercent(value, format, 0);
  switch (kind) {
    case 'win-rate':
      return (
        <>
          {figures.n === 0
            ? t('noClose')
            : t('rateNote', { n: figures.n, low: percent(figures.low), high: percent(figures.high), bound: percent(WIN_RATE) })}
          {figures.probability !== null && <br />}
          {figures.probability !== null && t('probability', { p: formatPercent(figures.probability, format, 1) })}
        </>
      );
    case 'stops':
      return t('stopsNote', { bound: STOPS });
    case 'drawdown':
      return t('drawdownNote', { n: figures.n, bound: formatNumber(DRAWDOWN_R, format) });
    case 'anomaly':
      return t(one.since === null ? 'anomalyNone' : 'anomalyNote');
  }
}
