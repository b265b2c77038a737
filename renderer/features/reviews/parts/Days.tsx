import type { TFunction } from 'i18next';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { SampleDay } from '../../../../shared/features/reviews/contract';
import { type Column, DataTable } from '../../../ui/DataTable';
import { StatusTag, Time } from '../../../ui/values';
import { useDayText } from '../dayText';
import styles from './reviews.module.css';

interface DaysProps {
  readonly days: readonly SampleDay[];
  readonly chosen: string;
  readonly onChoose: (day: string) => void;
}

/** Every drawn day, newest first. */
export function Days({ days, chosen, onChoose }: DaysProps) {
  const { t } = useTranslation('reviews');
  const dayText = useDayText();
  const columns = useMemo(() => columnsOf(t, dayText), [t, dayText]);
  return (
    <div className={styles.days}>
      <DataTable
        label={t('days.label')}
        columns={columns}
        rows={days}
        rowKey={({ day }) => day}
        chosen={chosen}
        onChoose={({ day }) => onChoose(day)}
        rowTone={({ overdue }) => (overdue ? 'warning' : undefined)}
      />
    </div>
  );
}

function columnsOf(t: TFunction<'reviews'>, dayText: (day: string) => string): readonly Column<SampleDay>[] {
  return [
    { id: 'day', header: t('days.day'), width: '136px', cell: ({ day }) => dayText(day) },
    {
      id: 'signals',
      header: t('days.signals'),
      width: '74px',
      align: 'end',
      cell: ({ signals, published, quarantined }) => t('days.of', { signals, all: published + quarantined }),
    },
    { id: 'reviews', header: t('days.reviews'), width: '84px', align: 'end', cell: ({ done, needed }) => `${done} / ${needed}` },
    {
      id: 'state',
      header: t('days.state'),
      width: 'minmax(110px, 1fr)',
      cell: (row) => <State row={row} />,
    },
  ];
}

function State({ row }: { row: SampleDay }) {
  const { t } = useTranslation('reviews');
  if (row.signals === 0) return <>{t('days.nothing')}</>;
  if (row.done >= row.needed) return <StatusTag tone="live">{t('days.done')}</StatusTag>;
  if (row.overdue) return <StatusTag tone="danger">{t('days.late')}</StatusTag>;
  return (
    <span>
      {t('days.due')} <Time at={row.dueAt} style="short" />
    </span>
  );
}
