import { useTranslation } from 'react-i18next';
import type { Overview } from '../../../../shared/features/quality/contract';
import { DRAWDOWN_R } from '../../../../shared/features/quality/figures';
import { useFormat } from '../../../ui/format/FormatProvider';
import { formatNumber, formatTime } from '../../../ui/format/format';
import { Block, Empty, PlainTable } from '../../../ui/Plain';
import { Time } from '../../../ui/values';
import styles from './quality.module.css';

const WIDTH = 720;
const HEIGHT = 96;
/** Rows of the table that says the same: the last closes and the deepest. */
const ROWS = 12;

/** How far below its peak the cumulated result was over thirty days, with the bound; the same as a table. */
export function DrawdownChart({ overview }: { overview: Overview }) {
  const { t } = useTranslation('quality');
  const format = useFormat();
  const { points, worst, peakAt, troughAt, n } = overview.drawdown;
  const r = (value: number) => t('inR', { value: formatNumber(value, format, 2).replace('-', '−') });
  if (points.length < 2)
    return (
      <Block title={t('drawdown.title')} hint={t('drawdown.hint')}>
        <Empty title={t('drawdown.none')} />
      </Block>
    );
  const at = (moment: number | null) => (moment === null ? t('drawdown.begin') : formatTime(moment, format, 'short'));
  const summary = t('drawdown.summary', { worst: r(worst), n, from: at(peakAt), to: at(troughAt) });
  return (
    <Block title={t('drawdown.title')} hint={t('drawdown.hint')}>
      <figure className={styles.chart}>
        <Picture points={points} worst={worst} label={summary} />
        <figcaption>{worst === 0 ? t('drawdown.nothing') : summary}</figcaption>
      </figure>
      <details className={styles.twin}>
        <summary>{t('drawdown.table')}</summary>
        <PlainTable
          label={t('drawdown.table')}
          columns={[
            { header: t('drawdown.at') },
            { header: t('drawdown.total'), align: 'end' },
            { header: t('drawdown.depth'), align: 'end' },
          ]}
        >
          {points
            .filter((point, i) => i >= points.length - ROWS || point.drawdown === worst)
            .map((point, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: two closes of one moment are told apart by their place alone.
              <tr key={`${point.at} ${i}`}>
                <th scope="row">
                  <Time at={point.at} />
                </th>
                <td data-align="end">{r(point.total)}</td>
                <td data-align="end">{r(point.drawdown)}</td>
              </tr>
            ))}
        </PlainTable>
      </details>
    </Block>
  );
}

function Picture({ points, worst, label }: { points: Overview['drawdown']['points']; worst: number; label: string }) {
  const deepest = Math.max(worst, DRAWDOWN_R) * 1.1;
  const [first, last] = [points[0]?.at ?? 0, points.at(-1)?.at ?? 1];
  const x = (at: number) => ((at - first) / Math.max(1, last - first)) * WIDTH;
  const y = (value: number) => (value / deepest) * HEIGHT;
  const line = points.map(({ at, drawdown }) => `${x(at).toFixed(1)},${y(drawdown).toFixed(1)}`);
  return (
    <svg role="img" aria-label={label} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none">
      <polygon className={styles.depth} points={[`0,0`, ...line, `${WIDTH},0`].join(' ')} />
      <line className={styles.bound} x1={0} x2={WIDTH} y1={y(DRAWDOWN_R)} y2={y(DRAWDOWN_R)} />
    </svg>
  );
}
