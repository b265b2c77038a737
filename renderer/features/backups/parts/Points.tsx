import { Button } from '@mantine/core';
import { IconDatabase } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Point } from '../../../../shared/features/backups/contract';
import { useCommand } from '../../../app/keys';
import { type Column, DataTable, type TableHandle } from '../../../ui/DataTable';
import { useFormat } from '../../../ui/format/FormatProvider';
import { formatNumber } from '../../../ui/format/format';
import { EmptyState, ErrorState, SkeletonRows } from '../../../ui/states';
import { StatusTag, Time } from '../../../ui/values';
import { problemText } from '../problemWords';
import { usePoints } from '../queries';
import styles from './backups.module.css';

const TONES = { verified: 'live', failed: 'danger', unverified: 'neutral' } as const;

interface PointsProps {
  readonly chosen: string | null;
  readonly onChoose: (point: Point) => void;
  readonly onOpen: (point: Point) => void;
  readonly onCreate: () => void;
}

/** Every recoverable point, newest first. */
export function Points({ chosen, onChoose, onOpen, onCreate }: PointsProps) {
  const { t } = useTranslation('backups');
  const points = usePoints();
  const table = useRef<TableHandle>(null);
  const columns = useMemo(() => columnsOf(t), [t]);
  useCommand('list.next', () => table.current?.move(1));
  useCommand('list.previous', () => table.current?.move(-1));
  useCommand('list.open', () => table.current?.open());
  if (points.data === undefined) {
    if (points.isError) return <ErrorState error={points.error} onRetry={() => void points.refetch()} />;
    return <SkeletonRows rows={8} />;
  }
  const { rows, total } = points.data;
  if (rows.length === 0) {
    return (
      <EmptyState
        icon={<IconDatabase size={24} aria-hidden />}
        title={t('points.none')}
        text={t('points.noneHint')}
        action={
          <Button size="xs" variant="default" onClick={onCreate}>
            {t('create')}
          </Button>
        }
      />
    );
  }
  return (
    <div className={styles.list}>
      <DataTable
        ref={table}
        label={t('points.label')}
        columns={columns}
        rows={rows}
        rowKey={(row) => row.id}
        chosen={chosen}
        onChoose={onChoose}
        onOpen={onOpen}
        total={total}
        rowTone={(row) => (row.state === 'failed' ? 'warning' : undefined)}
      />
    </div>
  );
}

function columnsOf(t: TFunction<'backups'>): readonly Column<Point>[] {
  return [
    { id: 'taken', header: t('points.taken'), width: '190px', cell: (row) => <Time at={row.takenAt} style="full" /> },
    { id: 'database', header: t('points.database'), width: '90px', cell: (row) => t(`database.${row.database}`) },
    { id: 'kind', header: t('points.kind'), width: '110px', cell: (row) => t(`kind.${row.kind}`) },
    {
      id: 'state',
      header: t('points.state'),
      width: '110px',
      cell: (row) => (
        <span title={row.problem === null ? undefined : problemText(t, row.problem)}>
          <StatusTag tone={TONES[row.state]}>{t(`state.${row.state}`)}</StatusTag>
        </span>
      ),
    },
    { id: 'bytes', header: t('points.bytes'), width: '90px', align: 'end', cell: (row) => <Size bytes={row.bytes} /> },
    { id: 'place', header: t('points.place'), width: '1fr', cell: (row) => <span title={row.file}>{placeOf(t, row)}</span> },
  ];
}

function placeOf(t: TFunction<'backups'>, row: Point): string {
  return row.encrypted ? `${t(`target.${row.target}`)} · ${t('encrypted')}` : t(`target.${row.target}`);
}

const MEGABYTE = 1_000_000;

export function Size({ bytes }: { bytes: number }) {
  const { t } = useTranslation('backups');
  const format = useFormat();
  return bytes < MEGABYTE
    ? t('kilobytes', { value: formatNumber(Math.max(1, bytes / 1_000), format) })
    : t('megabytes', { value: formatNumber(bytes / MEGABYTE, format, 1) });
}
