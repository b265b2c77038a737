import { IconUserPlus } from '@tabler/icons-react';
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseRow } from '../../../../shared/features/people/contract';
import { useListKeys } from '../../../app/useListKeys';
import { DataTable, type TableHandle } from '../../../ui/DataTable';
import { SplitView } from '../../../ui/SplitView';
import { EmptyState, ErrorState, SkeletonRows } from '../../../ui/states';
import type { PeopleSearch } from '../peopleSearch';
import { useCases } from '../queries';
import { CaseInspector } from './CaseInspector';
import { caseColumns } from './caseColumns';
import styles from './people.module.css';

interface CasesProps {
  readonly search: PeopleSearch;
  readonly mayManage: boolean;
  readonly onChoose: (id: string) => void;
}

/** Comings and goings by their day, late ones marked, and the lines of the chosen one. */
export function Cases({ search: { state = 'open', id }, mayManage, onChoose }: CasesProps) {
  const { t } = useTranslation('people');
  const { data, error, isPending, refetch } = useCases(state);
  const pane = useRef<HTMLElement>(null);
  if (isPending) return <SkeletonRows rows={8} />;
  if (data === undefined) return <ErrorState error={error} onRetry={() => void refetch()} />;
  const chosen = id ?? data.rows[0]?.id;
  if (chosen === undefined)
    return <EmptyState icon={<IconUserPlus size={24} aria-hidden />} title={t(`empty.${state}`)} text={t('emptyHint')} />;
  return (
    <SplitView
      id="people"
      panes={[
        {
          id: 'list',
          label: t('list'),
          share: 54,
          least: 400,
          content: <List rows={data.rows} chosen={chosen} onChoose={onChoose} onOpen={() => pane.current?.focus()} />,
        },
        {
          id: 'case',
          label: t('inspector'),
          share: 46,
          least: 380,
          content: (
            <section ref={pane} className={styles.pane} tabIndex={-1} aria-label={t('inspector')}>
              <CaseInspector key={chosen} id={chosen} mayManage={mayManage} />
            </section>
          ),
        },
      ]}
    />
  );
}

interface ListProps {
  readonly rows: readonly CaseRow[];
  readonly chosen: string;
  readonly onChoose: (id: string) => void;
  readonly onOpen: () => void;
}

function List({ rows, chosen, onChoose, onOpen }: ListProps) {
  const { t } = useTranslation('people');
  const table = useRef<TableHandle>(null);
  const columns = useMemo(() => caseColumns(t), [t]);
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
      rowTone={(row) => (row.state !== 'open' ? 'muted' : row.overdue > 0 ? 'warning' : undefined)}
    />
  );
}
