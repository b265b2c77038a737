import type { TFunction } from 'i18next';
import type { RunRow } from '../../../../shared/features/sop/run';
import type { Text } from '../../../../shared/features/sop/text';
import type { Column } from '../../../ui/DataTable';
import { type FormatRules, formatDuration, NO_VALUE } from '../../../ui/format/format';
import { Time } from '../../../ui/values';
import { PersonName, ProgressBar, RunTag } from '../parts/marks';
import styles from '../parts/sop.module.css';

export function historyColumns(t: TFunction<'sop'>, say: (text: Text) => string, format: FormatRules): readonly Column<RunRow>[] {
  const time = (at: number | null) =>
    at === null ? <span className={styles.faint}>{NO_VALUE}</span> : <Time at={at} style="short" />;
  return [
    { id: 'started', header: t('history.column.started'), width: '112px', cell: (row) => time(row.startedAt ?? row.dueAt) },
    {
      id: 'procedure',
      header: t('history.column.procedure'),
      width: 'minmax(220px, 2fr)',
      cell: (row) => (
        <span className={styles.title}>
          <strong>{say(row.title)}</strong>
          <span>
            {row.procedure} v{row.version}
          </span>
        </span>
      ),
    },
    { id: 'subject', header: t('history.column.subject'), width: 'minmax(90px, 1fr)', cell: (row) => row.subject ?? NO_VALUE },
    { id: 'state', header: t('history.column.state'), width: '128px', cell: (row) => <RunTag state={row.state} /> },
    {
      id: 'onTime',
      header: t('history.column.onTime'),
      width: '84px',
      cell: (row) =>
        row.onTime === null ? (
          NO_VALUE
        ) : row.onTime ? (
          t('history.onTime')
        ) : (
          <span className={styles.late}>{t('history.late')}</span>
        ),
    },
    {
      id: 'steps',
      header: t('history.column.steps'),
      width: '120px',
      cell: (row) => (row.total === 0 ? NO_VALUE : <ProgressBar done={row.done} total={row.total} />),
    },
    {
      id: 'duration',
      header: t('history.column.duration'),
      width: '84px',
      align: 'end',
      cell: (row) => formatDuration(row.startedAt === null || row.endedAt === null ? null : row.endedAt - row.startedAt, format),
    },
    {
      id: 'lead',
      header: t('history.column.lead'),
      width: 'minmax(100px, 1fr)',
      cell: (row) => <PersonName person={row.lead} />,
    },
    { id: 'reason', header: t('history.column.reason'), width: 'minmax(100px, 1.2fr)', cell: (row) => row.reason ?? NO_VALUE },
  ];
}
