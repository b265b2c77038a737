import type { TFunction } from 'i18next';
import type { DueRow } from '../../../../shared/features/sop/run';
import type { Text } from '../../../../shared/features/sop/text';
import type { Column } from '../../../ui/DataTable';
import { Time } from '../../../ui/values';
import { Countdown, DueTag, PersonName, ProgressBar } from '../parts/marks';
import styles from '../parts/sop.module.css';

/** The columns of the day. `dayOf` names the civil day of an instant, to tell tomorrow's times from today's. */
export function todayColumns(
  t: TFunction<'sop'>,
  say: (text: Text) => string,
  dayOf: (at: number) => string,
  today: string,
): readonly Column<DueRow>[] {
  return [
    {
      id: 'time',
      header: t('today.column.time'),
      width: '92px',
      cell: (row) => <Time at={row.dueAt} style={dayOf(row.dueAt) === today ? 'minute' : 'short'} />,
    },
    {
      id: 'title',
      header: t('today.column.title'),
      width: 'minmax(220px, 3fr)',
      cell: (row) => (
        <span className={styles.title}>
          <strong>{say(row.title)}</strong>
          {say(row.scheduleTitle) !== say(row.title) && <span>{say(row.scheduleTitle)}</span>}
        </span>
      ),
    },
    { id: 'state', header: t('today.column.state'), width: '92px', cell: (row) => <DueTag state={row.state} /> },
    {
      id: 'progress',
      header: t('today.column.progress'),
      width: '100px',
      cell: (row) =>
        row.run === null ? <span className={styles.faint}>–</span> : <ProgressBar done={row.done} total={row.total} />,
    },
    { id: 'lead', header: t('today.column.lead'), width: 'minmax(84px, 0.8fr)', cell: (row) => <PersonName person={row.lead} /> },
    {
      id: 'deadline',
      header: t('today.column.deadline'),
      width: '136px',
      align: 'end',
      cell: (row) => <Deadline row={row} />,
    },
  ];
}

/** What runs counts to the end of its phase, what waits to its due time; what is over counts no more. */
function Deadline({ row }: { row: DueRow }) {
  if (row.state === 'upcoming' || row.state === 'due' || row.state === 'overdue') return <Countdown at={row.dueAt} />;
  if ((row.state === 'running' || row.state === 'paused') && row.nextDueAt !== null)
    return <Countdown at={row.nextDueAt} words="remains" />;
  return <span className={styles.faint}>–</span>;
}

/** Late ones stand out, and what is over steps back. */
export function rowTone(row: DueRow): 'muted' | 'warning' | undefined {
  if (row.state === 'overdue' || (row.state === 'missed' && row.reason === null)) return 'warning';
  return row.state === 'done' || row.state === 'aborted' || row.state === 'rolled-back' || row.state === 'missed'
    ? 'muted'
    : undefined;
}
