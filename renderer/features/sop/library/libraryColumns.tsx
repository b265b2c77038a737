import type { TFunction } from 'i18next';
import type { Text } from '../../../../shared/features/sop/text';
import type { Column } from '../../../ui/DataTable';
import { StatusTag, Time } from '../../../ui/values';
import styles from '../parts/sop.module.css';
import type { Family, LibraryRow } from './libraryRows';

/** The columns of the library; who owns a procedure is told beside it. */
export function libraryColumns(t: TFunction<'sop'>, say: (text: Text) => string, now: number): readonly Column<LibraryRow>[] {
  return [
    {
      id: 'family',
      header: t('library.familyFilter'),
      width: '92px',
      cell: (row) => (row.first ? <strong>{t(`family.${row.family as Family}`, { defaultValue: row.family })}</strong> : null),
    },
    {
      id: 'title',
      header: t('library.column.title'),
      width: 'minmax(200px, 2fr)',
      cell: (row) => (
        <span className={styles.title}>
          <strong>{say(row.title)}</strong>
          <span>{row.id}</span>
        </span>
      ),
    },
    { id: 'state', header: '', width: 'max-content', cell: (row) => <RowMarks row={row} t={t} now={now} /> },
    { id: 'version', header: t('library.column.version'), width: '64px', align: 'end', cell: (row) => `v${row.version}` },
    {
      id: 'next',
      header: t('library.column.next'),
      width: '112px',
      cell: (row) =>
        row.nextDueAt === null ? <span className={styles.faint}>{t('library.onDemand')}</span> : <Time at={row.nextDueAt} />,
    },
  ];
}

function RowMarks({ row, t, now }: { row: LibraryRow; t: TFunction<'sop'>; now: number }) {
  if (row.draft !== null) {
    const review = row.draft.state === 'review';
    return (
      <span title={t('library.draftBy', { name: row.draft.by.name })}>
        <StatusTag tone={review ? 'accent' : 'neutral'}>{t(review ? 'library.inReview' : 'library.draft')}</StatusTag>
      </span>
    );
  }
  return row.reviewDueAt < now ? <StatusTag tone="warning">{t('library.reviewOverdue')}</StatusTag> : null;
}
