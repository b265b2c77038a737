import { SegmentedControl } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SignalRow } from '../../../../shared/features/signals/signal';
import { useNow } from '../../../ui/format/FormatProvider';
import { ErrorState, SkeletonRows } from '../../../ui/states';
import { useBars } from '../useBars';
import { BarsTable } from './BarsTable';
import styles from './signals.module.css';

const MomentCanvas = lazy(async () => ({ default: (await import('./MomentCanvas')).MomentCanvas }));

/** The market as it was when the signal was decided, and what became of it: a chart, or the same figures as a table. */
export function MomentChart({ row, decimals }: { row: SignalRow; decimals: number }) {
  const { t } = useTranslation('signals');
  const [form, setForm] = useState<'chart' | 'table'>('chart');
  const bars = useBars(row, useNow());
  if (bars.isPending) return <SkeletonRows rows={6} />;
  if (bars.isError) return <ErrorState error={bars.error} onRetry={() => void bars.refetch()} />;
  if (bars.data.length === 0) return <p className={styles.faint}>{t('chart.none')}</p>;
  return (
    <>
      <div className={styles.chartHead}>
        <SegmentedControl
          size="xs"
          aria-label={t('inspector.chart')}
          value={form}
          onChange={(value) => setForm(value === 'table' ? 'table' : 'chart')}
          data={[
            { value: 'chart', label: t('chart.asChart') },
            { value: 'table', label: t('chart.asTable') },
          ]}
        />
      </div>
      {form === 'table' ? (
        <BarsTable bars={bars.data} row={row} decimals={decimals} />
      ) : (
        <Suspense fallback={<SkeletonRows rows={6} />}>
          <MomentCanvas bars={bars.data} row={row} decimals={decimals} />
        </Suspense>
      )}
    </>
  );
}
