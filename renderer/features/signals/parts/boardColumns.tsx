import type { TFunction } from 'i18next';
import type { Instrument } from '../../../../shared/features/market/instrument';
import type { SignalRow } from '../../../../shared/features/signals/signal';
import type { Column } from '../../../ui/DataTable';
import type { FormatRules } from '../../../ui/format/format';
import { formatNumber, formatPercent } from '../../../ui/format/format';
import { Age, Change, Price, Time } from '../../../ui/values';
import { decimalsOf } from '../decimals';
import { planOf } from '../plan';
import type { SortKey } from '../sortRows';
import { Countdown, DirectionMark, SourceTag, Standing, StateTag } from './marks';
import styles from './signals.module.css';

type Words = TFunction<'signals'>;
type BoardColumn = Column<SignalRow> & { readonly id: SortKey | 'entry' | 'tp1' | 'tp2' | 'sl' | 'age' };

/** Columns of the board: what tells signals apart first, the plan after it. */
export function boardColumns(
  t: Words,
  format: FormatRules,
  instruments: ReadonlyMap<string, Instrument>,
  strategyName: (strategy: string) => string,
): readonly BoardColumn[] {
  const price = (row: SignalRow, value: number) => (
    <Price value={value} decimals={decimalsOf(instruments.get(row.instrument), [row.entry, row.sl])} />
  );
  return [
    { id: 'at', header: t('column.at'), width: '116px', sortable: true, cell: (row) => <Time at={row.at} /> },
    {
      id: 'instrument',
      header: t('column.instrument'),
      width: '156px',
      sortable: true,
      cell: (row) => <InstrumentCell row={row} />,
    },
    { id: 'timeframe', header: t('column.timeframe'), width: '48px', sortable: true, cell: (row) => row.timeframe },
    {
      id: 'direction',
      header: t('column.direction'),
      width: '76px',
      sortable: true,
      cell: (row) => <DirectionMark direction={row.direction} />,
    },
    { id: 'state', header: t('column.state'), width: '120px', sortable: true, cell: (row) => <StateTag state={row.state} /> },
    {
      id: 'outcome',
      header: t('column.outcome'),
      width: '188px',
      sortable: true,
      cell: (row) => <Standing row={row} />,
    },
    {
      id: 'confidence',
      header: t('column.confidence'),
      width: '132px',
      align: 'end',
      sortable: true,
      cell: (row) => <Confidence row={row} format={format} t={t} />,
    },
    {
      id: 'edge',
      header: t('column.edgePoints'),
      width: '104px',
      align: 'end',
      sortable: true,
      cell: (row) => <Change value={row.confidence - row.noEdge} decimals={1} points />,
    },
    {
      id: 'rr',
      header: t('column.rr'),
      width: '60px',
      align: 'end',
      sortable: true,
      cell: (row) => formatNumber(planOf(row, 0).riskReward, format, 2),
    },
    { id: 'entry', header: t('column.entry'), width: '96px', align: 'end', cell: (row) => price(row, row.entry) },
    { id: 'tp1', header: t('column.tp1'), width: '96px', align: 'end', cell: (row) => price(row, row.tp1) },
    { id: 'tp2', header: t('column.tp2'), width: '96px', align: 'end', cell: (row) => price(row, row.tp2) },
    { id: 'sl', header: t('column.sl'), width: '96px', align: 'end', cell: (row) => price(row, row.sl) },
    {
      id: 'expiresAt',
      header: t('column.expiresAt'),
      width: '84px',
      align: 'end',
      sortable: true,
      cell: (row) => <Countdown row={row} />,
    },
    { id: 'age', header: t('column.age'), width: '84px', align: 'end', cell: (row) => <Age at={row.at} /> },
    {
      id: 'strategy',
      header: t('column.strategy'),
      width: 'minmax(140px, 1fr)',
      sortable: true,
      cell: (row) => strategyName(row.strategy),
    },
  ];
}

function InstrumentCell({ row }: { row: SignalRow }) {
  return (
    <span className={styles.instrument}>
      <strong>{row.instrument}</strong>
      <SourceTag source={row.source} />
    </span>
  );
}

/** A confidence never stands alone: what no edge would give is beside it. */
function Confidence({ row, format, t }: { row: SignalRow; format: FormatRules; t: Words }) {
  const confidence = formatPercent(row.confidence, format, 1);
  const noEdge = formatPercent(row.noEdge, format, 1);
  return (
    <span title={t('confidenceHint', { confidence, noEdge })}>
      {confidence}
      <span className={styles.beside}> / {noEdge}</span>
    </span>
  );
}
