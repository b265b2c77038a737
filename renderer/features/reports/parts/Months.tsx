import type { TFunction } from 'i18next';
import { type Ref, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReportRow } from '../../../../shared/features/reports/contract';
import { monthName } from '../../../../shared/features/reports/pen';
import { type Column, DataTable, type TableHandle } from '../../../ui/DataTable';
import { StatusTag } from '../../../ui/values';
import { useLanguage } from '../language';

interface MonthsProps {
  readonly months: readonly ReportRow[];
  readonly chosen: string;
  readonly table: Ref<TableHandle>;
  readonly onChoose: (month: string) => void;
}

/** Every month with closed signals, newest first. */
export function Months({ months, chosen, table, onChoose }: MonthsProps) {
  const { t } = useTranslation('reports');
  const language = useLanguage();
  const columns = useMemo(() => columnsOf(t, language), [t, language]);
  return (
    <DataTable
      ref={table}
      label={t('months.label')}
      columns={columns}
      rows={months}
      rowKey={({ month }) => month}
      chosen={chosen}
      onChoose={({ month }) => onChoose(month)}
    />
  );
}

function columnsOf(t: TFunction<'reports'>, language: 'fr' | 'en'): readonly Column<ReportRow>[] {
  return [
    { id: 'month', header: t('months.month'), width: 'minmax(120px, 1fr)', cell: ({ month }) => monthName(month, language) },
    { id: 'closed', header: t('months.closed'), width: '72px', align: 'end', cell: ({ closed }) => closed },
    {
      id: 'state',
      header: t('months.state'),
      width: '104px',
      cell: ({ madeAt, partial }) =>
        madeAt === null ? (
          t('months.missing')
        ) : (
          <StatusTag tone={partial ? 'warning' : 'live'}>{t(partial ? 'months.partial' : 'months.made')}</StatusTag>
        ),
    },
  ];
}
