import type { TFunction } from 'i18next';
import { type Ref, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { SampleDay, SampleRow } from '../../../../shared/features/reviews/contract';
import { CopyButton } from '../../../ui/CopyButton';
import { type Column, DataTable, type TableHandle } from '../../../ui/DataTable';
import { StatusTag, Time } from '../../../ui/values';
import { useDayText } from '../dayText';
import styles from './reviews.module.css';

interface SampleProps {
  readonly day: SampleDay;
  readonly rows: readonly SampleRow[];
  readonly chosen: string | null;
  readonly table: Ref<TableHandle>;
  readonly onChoose: (id: string) => void;
}

/** The signals that were drawn for a day, and what anybody needs to draw them again. */
export function Sample({ day, rows, chosen, table, onChoose }: SampleProps) {
  const { t } = useTranslation('reviews');
  const columns = useMemo(() => columnsOf(t), [t]);
  const title = t('sample.label', { day: useDayText()(day.day) });
  return (
    <section className={styles.sample} aria-label={title}>
      <h2 className={styles.sampleTitle}>{title}</h2>
      <div className={styles.sampleRows}>
        <DataTable
          ref={table}
          label={title}
          columns={columns}
          rows={rows}
          rowKey={({ id }) => id}
          chosen={chosen}
          onChoose={({ id }) => onChoose(id)}
          rowTone={({ mine }) => (mine ? undefined : 'muted')}
        />
      </div>
      <p className={styles.seed}>
        {t('sample.seed', { seed: day.seed.slice(0, 12), sequence: day.head.sequence })}
        <CopyButton
          text={`${day.seed} ${day.head.sequence}:${day.head.hash}`}
          label={t('sample.copy')}
          done={t('sample.copied')}
        />
      </p>
    </section>
  );
}

function columnsOf(t: TFunction<'reviews'>): readonly Column<SampleRow>[] {
  return [
    { id: 'at', header: t('sample.at'), width: '64px', cell: ({ at }) => <Time at={at} style="minute" /> },
    {
      id: 'signal',
      header: t('sample.signal'),
      width: 'minmax(118px, 1fr)',
      cell: (row) => `${row.instrument} ${row.timeframe}`,
    },
    { id: 'kind', header: t('sample.kind'), width: '102px', cell: ({ kind }) => t(`kind.${kind}`) },
    { id: 'done', header: t('sample.done'), width: '62px', align: 'end', cell: ({ done, needed }) => `${done} / ${needed}` },
    {
      id: 'state',
      header: t('sample.state'),
      width: '100px',
      cell: ({ mine, done, needed }) =>
        mine ? <StatusTag tone="accent">{t('sample.mine')}</StatusTag> : t(done >= needed ? 'sample.complete' : 'sample.waiting'),
    },
  ];
}
