import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import type { BacktestView, Keyed } from '../../../../shared/features/backtests/contract';
import { useFormat } from '../../../ui/format/FormatProvider';
import { formatNumber, formatPercent, formatPoints } from '../../../ui/format/format';
import { signedR, signOf } from '../../../ui/format/signedR';
import { Block, Empty, PlainTable } from '../../../ui/Plain';
import { intervalText } from '../figureText';
import { useStrategyName } from '../strategyName';
import styles from './backtests.module.css';

/** The same figures by instrument, timeframe and strategy. */
export function Groups({ view }: { view: BacktestView }) {
  const { t } = useTranslation('backtests');
  const strategyName = useStrategyName();
  const parts = [
    ...view.by.instrument.map((row) => ({ kind: 'instrument' as const, name: row.key, row })),
    ...view.by.timeframe.map((row) => ({ kind: 'timeframe' as const, name: t(`timeframe.${row.key as '1m'}`), row })),
    ...view.by.strategy.map((row) => ({ kind: 'strategy' as const, name: strategyName(row.key), row })),
  ];
  if (parts.length === 0) return null;
  return (
    <Block title={t('groups.title')}>
      <PlainTable
        label={t('groups.title')}
        columns={[
          { header: t('groups.kind') },
          { header: t('groups.name') },
          { header: t('n'), align: 'end' },
          { header: t('figures.rate'), align: 'end' },
          { header: t('figures.edge'), align: 'end' },
          { header: t('figures.expectancy'), align: 'end' },
          { header: t('figures.total'), align: 'end' },
        ]}
      >
        {parts.map(({ kind, name, row }) => (
          <GroupRow key={`${kind} ${row.key}`} kind={t(`groups.${kind}`)} name={name} row={row} />
        ))}
      </PlainTable>
    </Block>
  );
}

function GroupRow({ kind, name, row }: { kind: string; name: string; row: Keyed }) {
  const { t } = useTranslation('backtests');
  const format = useFormat();
  const { rate, expectancy } = row;
  const interval = intervalText(expectancy, format);
  const percent = (value: number | null) => formatPercent(value, format, 0);
  return (
    <tr>
      <td className={styles.faint}>{kind}</td>
      <th scope="row">{name}</th>
      <td data-align="end">{formatNumber(rate.n, format)}</td>
      <td data-align="end">
        {formatPercent(rate.rate, format, 1)} <small>{`${percent(rate.low)} – ${percent(rate.high)}`}</small>
      </td>
      <td data-align="end">{rate.edge === null ? '–' : t('figures.points', { points: formatPoints(rate.edge, format) })}</td>
      <td data-align="end">
        <span className={styles.r} data-sign={signOf(expectancy.mean)}>
          {signedR(expectancy.mean, format)}
        </span>{' '}
        <small>{interval ?? ''}</small>
      </td>
      <td data-align="end">{signedR(row.totalR, format)}</td>
    </tr>
  );
}

const MONTHS = ['01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12'] as const;

/** Net R by month of closing: the colour repeats what the sign says, its strength the size. */
export function Months({ months }: { months: BacktestView['months'] }) {
  const { t } = useTranslation('backtests');
  const format = useFormat();
  const years = [...new Set(months.map(({ month }) => month.slice(0, 4)))];
  const most = Math.max(1e-9, ...months.map(({ r }) => Math.abs(r)));
  const monthName = (month: string) =>
    new Intl.DateTimeFormat(format.locale, { month: 'short', timeZone: 'UTC' }).format(Date.UTC(2026, Number(month) - 1, 1));
  return (
    <Block title={t('months.title')} hint={t('months.hint')}>
      {months.length === 0 ? (
        <Empty title={t('equity.none')} />
      ) : (
        <PlainTable
          label={t('months.title')}
          columns={[
            { header: t('months.year') },
            ...MONTHS.map((month) => ({ header: monthName(month), align: 'end' as const })),
          ]}
        >
          {years.map((year) => (
            <tr key={year}>
              <th scope="row">{year}</th>
              {MONTHS.map((month) => {
                const cell = months.find((one) => one.month === `${year}-${month}`);
                return <MonthCell key={month} cell={cell} most={most} />;
              })}
            </tr>
          ))}
        </PlainTable>
      )}
    </Block>
  );
}

function MonthCell({ cell, most }: { cell: BacktestView['months'][number] | undefined; most: number }) {
  const { t } = useTranslation('backtests');
  const format = useFormat();
  if (cell === undefined) return <td data-align="end">–</td>;
  const strength = { '--strength': `${Math.round((Math.abs(cell.r) / most) * 32)}%` } as CSSProperties;
  return (
    <td data-align="end" className={styles.month} data-sign={signOf(cell.r)} style={strength}>
      {signedR(cell.r, format, 1)}
      <small>{t('count', { n: formatNumber(cell.n, format) })}</small>
    </td>
  );
}

/** How the closed signals are spread over their results, in quarters of an R. */
export function Distribution({ bins }: { bins: BacktestView['histogram'] }) {
  const { t } = useTranslation('backtests');
  const format = useFormat();
  const all = bins.reduce((sum, { n }) => sum + n, 0);
  const most = Math.max(1, ...bins.map(({ n }) => n));
  return (
    <Block title={t('distribution.title')} hint={t('distribution.hint')}>
      {all === 0 ? (
        <Empty title={t('equity.none')} />
      ) : (
        <table className={styles.bars} aria-label={t('distribution.title')}>
          <thead>
            <tr>
              <th scope="col">{t('distribution.range')}</th>
              <th scope="col">{t('n')}</th>
              <th scope="col">{t('distribution.share')}</th>
            </tr>
          </thead>
          <tbody>
            {bins.map((bin) => (
              <tr key={bin.from}>
                <th scope="row">{`${signedR(bin.from, format)} … ${signedR(bin.to, format)}`}</th>
                <td>{formatNumber(bin.n, format)}</td>
                <td>
                  <span className={styles.bar} data-sign={bin.to <= 0 ? -1 : 1} style={{ width: `${(bin.n / most) * 70}%` }} />
                  {formatPercent(bin.n / all, format, 1)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Block>
  );
}
