import { useTranslation } from 'react-i18next';
import type { Instrument } from '../../../../shared/features/market/instrument';
import type { SignalRow } from '../../../../shared/features/signals/signal';
import { useFormat } from '../../../ui/format/FormatProvider';
import { formatNumber, formatPercent } from '../../../ui/format/format';
import { Figure, Price, Time } from '../../../ui/values';
import { decimalsOf } from '../decimals';
import { planOf } from '../plan';
import { signedR } from '../signedR';
import styles from './signals.module.css';

const LEVELS = ['tp2', 'tp1', 'entry', 'sl'] as const;

/** The plan's levels in price and in R, and what it truly pays at best: half at TP1, half at TP2, less what it costs. */
export function PlanTable({ row, instrument }: { row: SignalRow; instrument: Instrument | undefined }) {
  const { t } = useTranslation('signals');
  const format = useFormat();
  const plan = planOf(row, instrument?.costBps ?? 0);
  const side = row.direction === 'long' ? 1 : -1;
  const decimals = decimalsOf(instrument, [row.entry, row.sl]);
  // A long plan reads from the highest price down, a short one the other way round, as on the chart.
  const levels = row.direction === 'long' ? LEVELS : [...LEVELS].reverse();
  return (
    <>
      <table className={styles.plan}>
        <thead>
          <tr>
            <th scope="col" className={styles.planHead}>
              {t('plan.level')}
            </th>
            <th scope="col" className={styles.planHead}>
              {t('plan.price')}
            </th>
            <th scope="col" className={styles.planHead}>
              {t('plan.distance')}
            </th>
            <th scope="col" className={styles.planHead}>
              {t('plan.inR')}
            </th>
          </tr>
        </thead>
        <tbody>
          {levels.map((level) => {
            const away = row[level] - row.entry;
            return (
              <tr key={level} data-level={level}>
                <th scope="row">{t(`column.${level}`)}</th>
                <td>
                  <Price value={row[level]} decimals={decimals} />
                </td>
                <td>{level === 'entry' ? '–' : formatPercent(away / row.entry, format, 2, true)}</td>
                <td>{level === 'entry' ? '–' : t('r', { r: signedR((side * away) / plan.risk, format) })}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p className={styles.note}>{t(row.direction === 'long' ? 'plan.rule' : 'plan.ruleShort')}</p>
      <div className={styles.planFigures}>
        <Figure label={t('plan.best')} note={t('plan.bestHint')}>
          {t('r', { r: signedR(plan.bestR, format) })}
        </Figure>
        <Figure label={t('plan.riskReward')} note={t('plan.riskRewardHint')}>
          {formatNumber(plan.riskReward, format, 2)}
        </Figure>
        {instrument !== undefined && (
          <Figure
            label={t('plan.bestNet')}
            note={t('plan.costsText', { r: signedR(-plan.costR, format), bps: formatNumber(instrument.costBps, format, 1) })}
          >
            {t('r', { r: signedR(plan.bestR - plan.costR, format) })}
          </Figure>
        )}
        <Figure label={t('plan.expiry')} note={t('plan.expiryHint')}>
          <Time at={row.expiresAt} />
        </Figure>
      </div>
    </>
  );
}
