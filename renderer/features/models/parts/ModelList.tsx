import type { TFunction } from 'i18next';
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModelRow } from '../../../../shared/features/models/contract';
import { useListKeys } from '../../../app/useListKeys';
import { type Column, DataTable, type TableHandle } from '../../../ui/DataTable';
import { useFormat } from '../../../ui/format/FormatProvider';
import { type FormatRules, formatNumber, formatPercent } from '../../../ui/format/format';
import { StatusTag, Time, type Tone } from '../../../ui/values';
import { modelName } from '../modelName';

const STATE_TONES: Readonly<Record<ModelRow['state'], Tone>> = {
  candidate: 'neutral',
  shadow: 'accent',
  active: 'live',
  retired: 'neutral',
  quarantined: 'danger',
};

interface ModelListProps {
  readonly rows: readonly ModelRow[];
  readonly chosen: string;
  readonly onChoose: (id: string) => void;
  readonly onOpen: () => void;
}

/** Every model of the present source, newest first. */
export function ModelList({ rows, chosen, onChoose, onOpen }: ModelListProps) {
  const { t } = useTranslation('models');
  const format = useFormat();
  const table = useRef<TableHandle>(null);
  const columns = useMemo(() => columnsOf(t, format), [t, format]);
  useListKeys(table);
  return (
    <DataTable
      ref={table}
      label={t('list')}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.id}
      chosen={chosen}
      onChoose={(row) => onChoose(row.id)}
      onOpen={onOpen}
      rowTone={(row) => (row.state === 'retired' ? 'muted' : row.state === 'quarantined' ? 'warning' : undefined)}
    />
  );
}

function columnsOf(t: TFunction<'models'>, format: FormatRules): readonly Column<ModelRow>[] {
  return [
    { id: 'name', header: t('column.name'), width: '84px', cell: (row) => <code title={row.id}>{modelName(row.id)}</code> },
    { id: 'state', header: t('column.state'), width: '116px', cell: (row) => <StateTag state={row.state} /> },
    {
      id: 'verdict',
      header: t('column.verdict'),
      width: '84px',
      cell: (row) => <VerdictTag verdict={row.verdict} />,
    },
    {
      id: 'rate',
      header: t('column.rate'),
      width: 'minmax(150px, 1fr)',
      align: 'end',
      cell: (row) => (
        <span
          title={t('interval', { low: formatPercent(row.rate.low, format, 1), high: formatPercent(row.rate.high, format, 1) })}
        >
          {formatPercent(row.rate.rate, format, 1)} · {t('n', { n: formatNumber(row.rate.n, format) })}
        </span>
      ),
    },
    {
      id: 'loss',
      header: t('column.loss'),
      width: '92px',
      align: 'end',
      cell: (row) => formatNumber(row.tested.logLoss, format, 4),
    },
    { id: 'created', header: t('column.created'), width: '108px', cell: (row) => <Time at={row.createdAt} /> },
    {
      id: 'expires',
      header: t('column.expires'),
      width: '108px',
      cell: (row) => (row.expiresAt === null ? '–' : <Time at={row.expiresAt} />),
    },
  ];
}

export function StateTag({ state }: { state: ModelRow['state'] }) {
  const { t } = useTranslation('models');
  return <StatusTag tone={STATE_TONES[state]}>{t(`state.${state}`)}</StatusTag>;
}

export function VerdictTag({ verdict }: { verdict: ModelRow['verdict'] }) {
  const { t } = useTranslation('models');
  return <StatusTag tone={verdict === 'accepted' ? 'up' : 'warning'}>{t(`verdict.${verdict}`)}</StatusTag>;
}
