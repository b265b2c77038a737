import { type Ref, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { SignalRow } from '../../../../shared/features/signals/signal';
import { DataTable, type TableHandle } from '../../../ui/DataTable';
import { useFormat } from '../../../ui/format/FormatProvider';
import { formatNumber } from '../../../ui/format/format';
import { type Board as BoardData, useInstruments } from '../queries';
import { isSortKey, type Sort, sortRows } from '../sortRows';
import { useStrategyName } from '../strategyNames';
import { boardColumns } from './boardColumns';
import styles from './signals.module.css';

interface BoardProps {
  readonly board: BoardData;
  readonly sort: Sort;
  readonly onSort: (sort: Sort) => void;
  readonly chosen: string | null;
  readonly onChoose: (row: SignalRow) => void;
  readonly onOpen: (row: SignalRow) => void;
  readonly ref: Ref<TableHandle>;
}

/** The signals, one a row. What is sorted other than by time is sorted over what is loaded, and says so until all is. */
export function Board({ board, sort, onSort, chosen, onChoose, onOpen, ref }: BoardProps) {
  const { t } = useTranslation('signals');
  const format = useFormat();
  const instruments = useInstruments();
  const strategyName = useStrategyName();
  // biome-ignore lint/correctness/useExhaustiveDependencies: names change with the words, which `t` stands for.
  const columns = useMemo(() => boardColumns(t, format, instruments, strategyName), [t, format, instruments]);
  const rows = useMemo(() => sortRows(board.rows, sort), [board.rows, sort]);
  const count = (value: number) => formatNumber(value, format);
  const figures = { loaded: count(rows.length), total: count(board.total) };
  const partly = rows.length < board.total;
  return (
    <div className={styles.board}>
      <div className={styles.rows}>
        <DataTable
          ref={ref}
          label={t('board.label')}
          columns={columns}
          rows={rows}
          rowKey={(row) => row.id}
          chosen={chosen}
          onChoose={onChoose}
          onOpen={onOpen}
          sort={{ column: sort.key, descending: sort.descending }}
          onSort={({ column, descending }) => isSortKey(column) && onSort({ key: column, descending })}
          reloading={board.outdated}
          total={board.total}
          onEnd={board.more}
          rowTone={(row) =>
            row.state === 'quarantined' && !row.outcome?.final ? 'warning' : row.state === 'rejected' ? 'muted' : undefined
          }
        />
      </div>
      <div className={styles.foot} role="status">
        {partly && sort.key !== 'at'
          ? t('board.sortedOnLoaded', figures)
          : partly
            ? t('board.loaded', figures)
            : t('count', { count: board.total })}
        {board.loadingMore && <span>{t('board.loadingMore')}</span>}
      </div>
    </div>
  );
}
