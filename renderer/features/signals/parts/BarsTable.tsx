import { useTranslation } from 'react-i18next';
import { timeframeMs } from '../../../../shared/base/time';
import type { SignalRow } from '../../../../shared/features/signals/signal';
import { useFormat } from '../../../ui/format/FormatProvider';
import { formatCompact } from '../../../ui/format/format';
import { Price, Time } from '../../../ui/values';
import type { Bar } from '../bars';
import styles from './bars.module.css';

const PRICES = ['open', 'high', 'low', 'close'] as const;

/** The chart's figures for who cannot see it, newest first; the deciding candle is marked. */
export function BarsTable({ bars, row, decimals }: { bars: readonly Bar[]; row: SignalRow; decimals: number }) {
  const { t } = useTranslation('signals');
  const format = useFormat();
  const deciding = row.at - timeframeMs(row.timeframe);
  const head = `${styles.cell} ${styles.head}`;
  const label = t('chart.label', { instrument: row.instrument, timeframe: row.timeframe });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard to be scrolled.
    <section className={styles.table} aria-label={label} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col" className={head}>
              {t('chart.time')}
            </th>
            {PRICES.map((name) => (
              <th key={name} scope="col" className={head}>
                {t(`chart.${name}`)}
              </th>
            ))}
            <th scope="col" className={head}>
              {t('chart.volume')}
            </th>
            <th scope="col" className={head}>
              {t('chart.quality')}
            </th>
          </tr>
        </thead>
        <tbody>
          {bars.toReversed().map((bar) => (
            <tr key={bar.ts} className={bar.ts === deciding ? styles.deciding : undefined}>
              <td className={styles.cell}>
                <Time at={bar.ts} />
              </td>
              {PRICES.map((name) => (
                <td key={name} className={styles.cell}>
                  <Price value={bar[name]} decimals={decimals} />
                </td>
              ))}
              <td className={styles.cell}>{formatCompact(bar.volume, format)}</td>
              <td className={styles.cell}>
                {bar.ts === deciding && `${t('chart.decision')} · `}
                {t(`chart.quality_${bar.quality}`)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
