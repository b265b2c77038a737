import { useTranslation } from 'react-i18next';
import type { BlindSignal } from '../../../../shared/features/reviews/contract';
import type { Check, RuleName } from '../../../../shared/features/signals/signal';
import { useFormat } from '../../../ui/format/FormatProvider';
import { formatNumber, formatPercent } from '../../../ui/format/format';
import { Block, PlainTable } from '../../../ui/Plain';
import { Price, Time } from '../../../ui/values';
import styles from './reviews.module.css';

const LEVELS = ['tp2', 'tp1', 'entry', 'sl'] as const;

/** The plan in price, in per cent and in R. */
export function Plan({ signal, decimals }: { signal: BlindSignal; decimals: number }) {
  const { t } = useTranslation('reviews');
  const { t: words } = useTranslation('signals');
  const format = useFormat();
  const risk = Math.abs(signal.entry - signal.sl);
  const side = signal.direction === 'long' ? 1 : -1;
  return (
    <Block title={t('work.plan')}>
      <PlainTable
        label={t('work.plan')}
        columns={[
          { header: words('plan.level') },
          { header: words('plan.price'), align: 'end' },
          { header: words('plan.distance'), align: 'end' },
          { header: words('plan.inR'), align: 'end' },
        ]}
      >
        {(side > 0 ? LEVELS : LEVELS.toReversed()).map((level) => {
          const away = signal[level] - signal.entry;
          return (
            <tr key={level}>
              <th scope="row">{words(`column.${level}`)}</th>
              <td data-align="end">
                <Price value={signal[level]} decimals={decimals} />
              </td>
              <td data-align="end">{level === 'entry' ? '–' : formatPercent(away / signal.entry, format, 2, true)}</td>
              <td data-align="end">{level === 'entry' ? '–' : `${formatNumber((side * away) / risk, format, 2)} R`}</td>
            </tr>
          );
        })}
      </PlainTable>
    </Block>
  );
}

/** Why the strategy fired, in its own sentences; an unknown one as it stands. */
export function Reasons({ signal }: { signal: BlindSignal }) {
  const { t, i18n } = useTranslation('reviews');
  const sentence = (key: string, values: Readonly<Record<string, number>>) =>
    i18n.exists(`strategies:${key}`)
      ? String(i18n.t(`strategies:${key}` as never, values as never))
      : [key, ...Object.entries(values).map(([name, value]) => `${name} ${value}`)].join(' · ');
  return (
    <Block title={t('work.reasons')}>
      <ul className={styles.sentences}>
        {signal.reasons.map(({ key, values }) => (
          <li key={key}>{sentence(key, values)}</li>
        ))}
        {signal.reasons.length === 0 && <li className={styles.faint}>{t('work.noReasons')}</li>}
      </ul>
    </Block>
  );
}

const UNIT: Readonly<Record<RuleName, 'basis-points' | 'r' | 'ratio' | 'minutes' | 'percent' | 'fraction' | 'count'>> = {
  price: 'basis-points',
  risk_reward: 'r',
  stop_distance: 'percent',
  confidence: 'fraction',
  opposite: 'count',
  volume: 'ratio',
  calendar: 'minutes',
};

/** The seven rules with what was measured at the decision. */
export function Checks({ checks }: { checks: readonly Check[] }) {
  const { t } = useTranslation('reviews');
  const { t: words } = useTranslation('signals');
  const format = useFormat();
  const figure = (rule: RuleName, value: number | null): string => {
    const unit = UNIT[rule];
    if (value === null) return '–';
    if (unit === 'percent' || unit === 'fraction') return formatPercent(unit === 'percent' ? value / 100 : value, format, 2);
    if (unit === 'count') return formatNumber(value, format);
    return words(`check.unit.${unit}`, { n: formatNumber(value, format, 2) });
  };
  return (
    <Block title={t('work.checks')}>
      <PlainTable
        label={t('work.checks')}
        columns={[
          { header: t('work.rule') },
          { header: t('work.verdict') },
          { header: t('work.measured'), align: 'end' },
          { header: t('work.threshold'), align: 'end' },
        ]}
      >
        {checks.map(({ rule, verdict, measured, threshold }) => (
          <tr key={rule}>
            <th scope="row">{words(`check.rule.${rule}`)}</th>
            <td data-verdict={verdict} className={styles.verdictWord}>
              {words(`check.verdict.${verdict}`)}
            </td>
            <td data-align="end">{figure(rule, measured)}</td>
            <td data-align="end">{figure(rule, threshold)}</td>
          </tr>
        ))}
      </PlainTable>
    </Block>
  );
}

/** Announcements that were expected around the decision, as the calendar stood then. */
export function Announcements({ signal }: { signal: BlindSignal }) {
  const { t } = useTranslation('reviews');
  const { announcements } = signal;
  return (
    <Block title={t('work.announcements')} hint={t('work.announcementsHint')}>
      {announcements === null || announcements.length === 0 ? (
        <p className={styles.faint}>{t(announcements === null ? 'work.noCalendar' : 'work.noAnnouncements')}</p>
      ) : (
        <PlainTable
          label={t('work.announcements')}
          columns={[
            { header: t('work.time') },
            { header: t('work.currency') },
            { header: t('work.impact') },
            { header: t('work.event') },
          ]}
        >
          {announcements.map(({ id, at, currency, impact, title }) => (
            <tr key={id}>
              <td>
                <Time at={at} />
              </td>
              <td>{currency}</td>
              <td>{t(`impact.${impact}`)}</td>
              <td>{title}</td>
            </tr>
          ))}
        </PlainTable>
      )}
    </Block>
  );
}
