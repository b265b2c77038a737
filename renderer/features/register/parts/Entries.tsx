import { Button } from '@mantine/core';
import { IconBook2 } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { RegisterFilter, RegisterRow } from '../../../../shared/features/register/contract';
import { useListKeys } from '../../../app/useListKeys';
import { type Column, DataTable, type TableHandle } from '../../../ui/DataTable';
import { useFormat } from '../../../ui/format/FormatProvider';
import { signedR, signOf } from '../../../ui/format/signedR';
import { EmptyState, ErrorState, SkeletonRows } from '../../../ui/states';
import { Time } from '../../../ui/values';
import { useEntries } from '../queries';
import styles from './register.module.css';

interface EntriesProps {
  readonly filter: RegisterFilter;
  readonly chosen: number | null;
  readonly onChoose: (sequence: number) => void;
  readonly onClear: () => void;
}

/** Every entry under the filter, newest first. */
export function Entries({ filter, chosen, onChoose, onClear }: EntriesProps) {
  const { t } = useTranslation('register');
  const entries = useEntries(filter);
  const table = useRef<TableHandle>(null);
  const columns = useMemo(() => columnsOf(t), [t]);
  useListKeys(table);
  if (entries.pending) return <SkeletonRows rows={14} />;
  if (entries.error !== null) return <ErrorState error={entries.error} onRetry={entries.retry} />;
  if (entries.rows.length === 0 && !entries.outdated) {
    return (
      <EmptyState
        icon={<IconBook2 size={24} aria-hidden />}
        title={t('empty')}
        text={t('emptyHint')}
        action={
          <Button size="xs" variant="default" onClick={onClear}>
            {t('filter.clear')}
          </Button>
        }
      />
    );
  }
  return (
    <DataTable
      ref={table}
      label={t('list')}
      columns={columns}
      rows={entries.rows}
      rowKey={(row) => String(row.sequence)}
      chosen={chosen === null ? null : String(chosen)}
      onChoose={(row) => onChoose(row.sequence)}
      onOpen={(row) => onChoose(row.sequence)}
      reloading={entries.outdated}
      total={entries.total}
      onEnd={entries.more}
    />
  );
}

/** What an entry says, in a word. */
export function entryWord(t: TFunction<'register'>, { kind, word }: RegisterRow): string {
  if (kind === 'act') return t(word === 'rejected' || word === 'cancelled' ? `act.${word}` : 'act.released');
  return t(`kind.${kind}`);
}

function columnsOf(t: TFunction<'register'>): readonly Column<RegisterRow>[] {
  return [
    { id: 'sequence', header: t('column.sequence'), width: '56px', align: 'end', cell: (row) => row.sequence },
    { id: 'at', header: t('column.at'), width: '164px', cell: (row) => <Time at={row.at} style="full" /> },
    { id: 'kind', header: t('column.kind'), width: 'minmax(72px, 1fr)', cell: (row) => entryWord(t, row) },
    { id: 'instrument', header: t('column.instrument'), width: 'minmax(80px, 1fr)', cell: (row) => row.instrument },
    { id: 'timeframe', header: t('column.timeframe'), width: '56px', cell: (row) => row.timeframe },
    { id: 'direction', header: t('column.direction'), width: '60px', cell: (row) => t(`direction.${row.direction}`) },
    { id: 'result', header: t('column.result'), width: 'minmax(116px, 1.4fr)', cell: (row) => outcomeOf(t, row) },
    { id: 'r', header: t('column.r'), width: '60px', align: 'end', cell: (row) => <Gain r={row.r} /> },
  ];
}

function outcomeOf(t: TFunction<'register'>, { result }: RegisterRow): string {
  return result === null || result === 'TP1' ? t('outcome.open') : t(`outcome.${result}`);
}

function Gain({ r }: { r: number | null }) {
  const format = useFormat();
  return (
    <span className={styles.gain} data-sign={signOf(r)}>
      {signedR(r, format)}
    </span>
  );
}
