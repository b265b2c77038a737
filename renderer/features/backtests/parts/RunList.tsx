import type { TFunction } from 'i18next';
import { type Ref, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { BacktestRow } from '../../../../shared/features/backtests/contract';
import { type Column, DataTable, type TableHandle } from '../../../ui/DataTable';
import { useFormat } from '../../../ui/format/FormatProvider';
import { type FormatRules, formatNumber, formatTime } from '../../../ui/format/format';
import { signedR, signOf } from '../../../ui/format/signedR';
import { StatusTag, type Tone } from '../../../ui/values';
import { intervalText } from '../figureText';
import styles from './backtests.module.css';

const TONES: Readonly<Record<BacktestRow['state'], Tone>> = {
  running: 'accent',
  done: 'neutral',
  failed: 'danger',
  cancelled: 'neutral',
  interrupted: 'warning',
};

interface RunListProps {
  readonly rows: readonly BacktestRow[];
  readonly chosen: string | null;
  readonly onChoose: (row: BacktestRow) => void;
  readonly onOpen: (row: BacktestRow) => void;
  readonly ref: Ref<TableHandle>;
}

/** Every run, newest first. */
export function RunList({ rows, chosen, onChoose, onOpen, ref }: RunListProps) {
  const { t } = useTranslation('backtests');
  const format = useFormat();
  const columns = useMemo(() => columnsOf(t, format), [t, format]);
  return (
    <DataTable
      ref={ref}
      label={t('list.label')}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.id}
      chosen={chosen}
      onChoose={onChoose}
      onOpen={onOpen}
      rowTone={(row) => (row.state === 'done' || row.state === 'running' ? undefined : 'muted')}
    />
  );
}

function columnsOf(t: TFunction<'backtests'>, format: FormatRules): readonly Column<BacktestRow>[] {
  return [
    { id: 'name', header: t('list.name'), width: 'minmax(96px, 1fr)', cell: (row) => <span title={row.name}>{row.name}</span> },
    { id: 'period', header: t('list.period'), width: '128px', cell: (row) => periodText(row, format) },
    {
      id: 'n',
      header: t('n'),
      width: '52px',
      align: 'end',
      cell: (row) => (row.summary === null ? '–' : formatNumber(row.summary.published.n, format)),
    },
    {
      id: 'expectancy',
      header: t('list.expectancy'),
      width: '74px',
      align: 'end',
      cell: (row) => <Expectancy row={row} />,
    },
    { id: 'state', header: t('list.state'), width: '104px', cell: (row) => <State row={row} /> },
  ];
}

function periodText({ request }: BacktestRow, format: FormatRules): string {
  return `${formatTime(request.from, format, 'dayMonth')} – ${formatTime(request.to - 1, format, 'dayMonth')}`;
}

function Expectancy({ row }: { row: BacktestRow }) {
  const { t } = useTranslation('backtests');
  const format = useFormat();
  const said = row.summary?.published ?? null;
  if (said === null || said.mean === null) return '–';
  const interval = intervalText(said, format);
  return (
    <span className={styles.r} data-sign={signOf(said.mean)} title={interval === null ? undefined : t('interval', { interval })}>
      {signedR(said.mean, format)}
    </span>
  );
}

function State({ row }: { row: BacktestRow }) {
  const { t } = useTranslation('backtests');
  const doubted = row.summary !== null && (row.summary.lookAhead === 'differs' || row.summary.repaint === 'differs');
  if (doubted) return <StatusTag tone="danger">{t('list.doubted')}</StatusTag>;
  return <StatusTag tone={TONES[row.state]}>{t(`state.${row.state}`)}</StatusTag>;
}
