import { SegmentedControl } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Overview } from '../../../../shared/features/quality/contract';
import { useFormat } from '../../../ui/format/FormatProvider';
import { formatNumber, formatPercent, formatPoints, formatTime } from '../../../ui/format/format';
import { Block, PlainTable } from '../../../ui/Plain';
import { StatusTag } from '../../../ui/values';
import { useStrategyName } from '../qualityWords';
import styles from './quality.module.css';

type Group = Overview['windows'][number]['groups'][number];

/** Rates over a rolling window or by calendar week: of everything, by instrument, timeframe and strategy. */
export function Rates({ overview }: { overview: Overview }) {
  const { t } = useTranslation('quality');
  const [view, setView] = useState('7');
  const views = [
    ...overview.windows.map(({ days }) => ({ value: String(days), label: t('rates.days', { count: days }) })),
    { value: 'weeks', label: t('rates.weeks') },
  ];
  const groups = overview.windows.find(({ days }) => String(days) === view)?.groups;
  return (
    <Block title={t('rates.title')} hint={t('rates.hint')}>
      <div className={styles.controls}>
        <SegmentedControl size="xs" aria-label={t('rates.window')} data={views} value={view} onChange={setView} />
      </div>
      {groups === undefined ? (
        <Weeks overview={overview} />
      ) : (
        <Table label={t('rates.title')} first={t('rates.group')}>
          {groups.map((group) => (
            <Row key={`${group.by} ${group.key}`} name={<GroupName group={group} />} group={group} />
          ))}
        </Table>
      )}
    </Block>
  );
}

function Weeks({ overview }: { overview: Overview }) {
  const { t } = useTranslation('quality');
  const format = useFormat();
  const day = (at: number) => formatTime(at, { ...format, timeZone: 'Europe/Paris' }, 'dayMonth');
  return (
    <Table label={t('rates.weeks')} first={t('rates.week')}>
      {overview.weeks.flatMap(({ from, to, groups }) =>
        groups
          .filter(({ by }) => by !== 'strategy')
          .map((group) => (
            <Row
              key={`${from} ${group.by} ${group.key}`}
              name={group.by === 'all' ? `${day(from)} – ${day(to - 1)}` : <GroupName group={group} />}
              group={group}
            />
          )),
      )}
    </Table>
  );
}

function Table({ label, first, children }: { label: string; first: string; children: ReactNode }) {
  const { t } = useTranslation('quality');
  return (
    <PlainTable
      label={label}
      columns={[
        { header: first },
        { header: t('rates.n'), align: 'end' },
        { header: t('rates.rate'), align: 'end' },
        { header: t('rates.interval'), align: 'end' },
        { header: t('rates.noEdge'), align: 'end' },
        { header: t('rates.edge'), align: 'end' },
        { header: t('rates.expectancy'), align: 'end' },
        { header: t('rates.sample') },
      ]}
    >
      {children}
    </PlainTable>
  );
}

function GroupName({ group }: { group: Group }) {
  const { t } = useTranslation('quality');
  const strategyName = useStrategyName();
  if (group.by === 'all') return t('rates.all');
  return <span className={styles.inner}>{group.by === 'strategy' ? strategyName(group.key) : group.key}</span>;
}

function Row({ name, group }: { name: ReactNode; group: Group }) {
  const { t } = useTranslation('quality');
  const format = useFormat();
  const { rate, small } = group;
  const percent = (value: number | null) => formatPercent(value, format, 1);
  const points = (value: number | null) => formatPoints(value, format);
  return (
    <tr data-all={group.by === 'all' || undefined}>
      <th scope="row">{name}</th>
      <td data-align="end">{formatNumber(rate.n, format)}</td>
      <td data-align="end">{percent(rate.rate)}</td>
      <td data-align="end">{rate.n === 0 ? '–' : t('range', { low: percent(rate.low), high: percent(rate.high) })}</td>
      <td data-align="end">{percent(rate.noEdge)}</td>
      <td data-align="end">
        {rate.n === 0 ? '–' : t('edge', { edge: points(rate.edge), low: points(rate.edgeLow), high: points(rate.edgeHigh) })}
      </td>
      <td data-align="end">
        {rate.expectancyR === null ? '–' : t('inR', { value: formatNumber(rate.expectancyR, format, 2).replace('-', '−') })}
      </td>
      <td>{small && rate.n > 0 && <StatusTag tone="warning">{t('smallShort')}</StatusTag>}</td>
    </tr>
  );
}
