import { SegmentedControl } from '@mantine/core';
import type { TFunction } from 'i18next';
import { type Ref, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { CAUSES, type CauseName } from '../../../../shared/features/quality/causes';
import type { Loser } from '../../../../shared/features/quality/contract';
import { type Column, DataTable, type TableHandle } from '../../../ui/DataTable';
import { Filter } from '../../../ui/FilterBar';
import { useFormat } from '../../../ui/format/FormatProvider';
import { formatNumber } from '../../../ui/format/format';
import { Block, Empty } from '../../../ui/Plain';
import { ErrorState, SkeletonRows } from '../../../ui/states';
import { Time } from '../../../ui/values';
import { useStrategyName } from '../qualityWords';
import type { useLosers } from '../queries';
import styles from './quality.module.css';

type Wanted = CauseName | 'unknown' | null;

interface LosersProps {
  readonly losers: ReturnType<typeof useLosers>;
  readonly days: number;
  readonly cause: Wanted;
  readonly chosen: string | null;
  readonly onDays: (days: number) => void;
  readonly onCause: (cause: Wanted) => void;
  readonly onChoose: (loser: Loser) => void;
  readonly ref: Ref<TableHandle>;
}

const SPANS = [7, 30, 90] as const;

/** Published signals that went to their stop, each with what may have caused it. */
export function Losers({ losers, days, cause, chosen, onDays, onCause, onChoose, ref }: LosersProps) {
  const { t } = useTranslation('quality');
  const columns = useMemo(() => columnsOf(t), [t]);
  const { data } = losers;
  const options = [...CAUSES, 'unknown' as const].map((value) => ({ value, label: t(`cause.${value}`) }));
  return (
    <Block title={t('losers.title')} hint={t('losers.hint')}>
      <div className={styles.controls}>
        <SegmentedControl
          size="xs"
          aria-label={t('losers.span')}
          data={SPANS.map((span) => ({ value: String(span), label: t('rates.days', { count: span }) }))}
          value={String(days)}
          onChange={(value) => onDays(Number(value))}
        />
        <Filter
          label={t('losers.cause')}
          options={options}
          chosen={cause === null ? [] : [cause]}
          onChange={(wanted) => onCause(wanted.find((one) => one !== cause) ?? null)}
        />
        {data !== undefined && (
          <span className={styles.beside}>
            {t('losers.count', { count: data.total })}
            {data.waiting > 0 && ` · ${t('losers.waiting', { count: data.waiting })}`}
          </span>
        )}
      </div>
      {data === undefined ? (
        losers.isError ? (
          <ErrorState error={losers.error} onRetry={() => void losers.refetch()} />
        ) : (
          <SkeletonRows rows={5} />
        )
      ) : data.rows.length === 0 ? (
        <Empty title={t('losers.none')} text={t('losers.noneHint')} />
      ) : (
        <div className={styles.list}>
          <DataTable
            ref={ref}
            label={t('losers.title')}
            columns={columns}
            rows={data.rows}
            rowKey={(row) => row.id}
            chosen={chosen}
            onChoose={onChoose}
            onOpen={onChoose}
            total={data.total}
          />
        </div>
      )}
    </Block>
  );
}

function columnsOf(t: TFunction<'quality'>): readonly Column<Loser>[] {
  return [
    { id: 'closed', header: t('losers.closed'), width: '110px', cell: (row) => <Time at={row.closedAt} /> },
    { id: 'instrument', header: t('losers.instrument'), width: '96px', cell: (row) => row.instrument },
    { id: 'timeframe', header: t('losers.timeframe'), width: '52px', cell: (row) => row.timeframe },
    {
      id: 'strategy',
      header: t('losers.strategy'),
      width: 'minmax(120px, 0.6fr)',
      cell: (row) => <Strategy name={row.strategy} />,
    },
    { id: 'r', header: t('losers.r'), width: '78px', align: 'end', cell: (row) => <Result r={row.r} /> },
    { id: 'causes', header: t('losers.causes'), width: 'minmax(160px, 1fr)', cell: (row) => causesText(t, row) },
  ];
}

function Strategy({ name }: { name: string }) {
  return useStrategyName()(name);
}

export function Result({ r }: { r: number }) {
  const { t } = useTranslation('quality');
  return t('inR', { value: formatNumber(r, useFormat(), 2).replace('-', '−') });
}

export function causesText(t: TFunction<'quality'>, { causes, complete }: Loser): string {
  if (causes === null) return t('losers.pending');
  const named = causes.length === 0 ? t('cause.unknown') : causes.map(({ cause }) => t(`cause.${cause}`)).join(' · ');
  return complete ? named : `${named} (${t('losers.provisional')})`;
}
