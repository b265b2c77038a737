import { IconReportAnalytics } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReportRow } from '../../../shared/features/reports/contract';
import { useListKeys } from '../../app/useListKeys';
import type { TableHandle } from '../../ui/DataTable';
import { Screen } from '../../ui/Screen';
import { SplitView } from '../../ui/SplitView';
import { EmptyState, ErrorState, SkeletonRows } from '../../ui/states';
import { MonthPane } from './parts/MonthPane';
import { Months } from './parts/Months';
import { useMonths } from './queries';

/** The monthly reports: each month with its paper, to be read here and taken away as a file. */
export function ReportsScreen() {
  const { t } = useTranslation('reports');
  const months = useMonths();
  const { data } = months;
  return (
    <Screen title={t('title')}>
      {data === undefined ? (
        months.isError ? (
          <ErrorState error={months.error} onRetry={() => void months.refetch()} />
        ) : (
          <SkeletonRows rows={12} />
        )
      ) : data.months.length === 0 ? (
        <EmptyState icon={<IconReportAnalytics size={24} aria-hidden />} title={t('none.title')} text={t('none.text')} />
      ) : (
        <Desk months={data.months} />
      )}
    </Screen>
  );
}

function Desk({ months }: { months: readonly ReportRow[] }) {
  const { t } = useTranslation('reports');
  const [chosen, setChosen] = useState<string | null>(null);
  const row = months.find(({ month }) => month === chosen) ?? months.find(({ madeAt }) => madeAt !== null) ?? months[0];
  const table = useRef<TableHandle>(null);
  useListKeys(table);
  if (row === undefined) return null;
  return (
    <SplitView
      id="reports"
      panes={[
        {
          id: 'months',
          label: t('months.label'),
          share: 22,
          least: 264,
          content: <Months months={months} chosen={row.month} table={table} onChoose={setChosen} />,
        },
        { id: 'report', label: t('report'), share: 78, least: 480, content: <MonthPane key={row.month} row={row} /> },
      ]}
    />
  );
}
