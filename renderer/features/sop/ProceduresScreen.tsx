import { Button } from '@mantine/core';
import { IconBook2, IconFileImport } from '@tabler/icons-react';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { orpc, queryClient } from '../../app/client';
import { useCommand } from '../../app/keys';
import { DataTable, type TableHandle } from '../../ui/DataTable';
import { Filter, SearchField } from '../../ui/FilterBar';
import { Screen } from '../../ui/Screen';
import { SplitView } from '../../ui/SplitView';
import { EmptyState, ErrorState, SkeletonRows } from '../../ui/states';
import { EditPane } from './edit/EditPane';
import { useImport } from './edit/useImport';
import { libraryColumns } from './library/libraryColumns';
import { FAMILIES, type Family, type LibraryRow, libraryRows } from './library/libraryRows';
import { ProcedurePane } from './library/ProcedurePane';
import styles from './parts/sop.module.css';
import type { ProcedureSearch } from './procedureSearch';
import { useLibrary, useMay, useSopChanges } from './queries';
import { useSay } from './say';

/** The library: every procedure with its version, and the chosen one to be read, changed and started. */
export function ProceduresScreen() {
  const { t } = useTranslation('sop');
  const { id } = useParams({ from: '/procedures/{-$id}' });
  const search = useSearch({ from: '/procedures/{-$id}' });
  const navigate = useNavigate();
  const library = useLibrary();
  const filter = useLibraryFilter(library.data?.rows ?? NO_ROWS);
  const mayEdit = useMay('sop:edit');
  const open = (procedure: string, next: ProcedureSearch = {}) =>
    void navigate({
      to: '/procedures/{-$id}',
      params: { id: procedure },
      search: ({ window }) => ({ ...next, ...(window === undefined ? {} : { window }) }),
      replace: true,
    });
  const importing = useImport((procedure) => open(procedure, { edit: 1 }));
  useSopChanges('library', () => {
    void queryClient.invalidateQueries({ queryKey: orpc.sop.procedures.key() });
    void queryClient.invalidateQueries({ queryKey: orpc.sop.procedure.key() });
  });
  useCommand('procedures.import', importing.pick, mayEdit);
  if (search.edit === 1 && id !== undefined && mayEdit) return <EditPane key={id} id={id} onLeave={() => open(id)} />;
  return (
    <Screen
      title={t('title.procedures')}
      filters={filter.controls}
      actions={
        mayEdit && (
          <Button size="xs" variant="default" leftSection={<IconFileImport size={14} aria-hidden />} onClick={importing.pick}>
            {t('library.importFile')}
          </Button>
        )
      }
    >
      {library.isPending ? (
        <SkeletonRows rows={14} />
      ) : library.isError ? (
        <ErrorState error={library.error} onRetry={() => void library.refetch()} />
      ) : (
        <SplitView
          id="procedures"
          panes={[
            {
              id: 'list',
              label: t('library.list'),
              share: 50,
              least: 380,
              content: <LibraryList filter={filter} chosen={id ?? null} onChoose={(row) => open(row)} />,
            },
            {
              id: 'procedure',
              label: t('library.tabs'),
              share: 50,
              least: 380,
              content:
                id === undefined ? (
                  <EmptyState
                    icon={<IconBook2 size={24} aria-hidden />}
                    title={t('library.choose')}
                    text={t('library.chooseHint')}
                  />
                ) : (
                  <ProcedurePane key={id} id={id} search={search} onSearch={(next) => open(id, next)} />
                ),
            },
          ]}
        />
      )}
    </Screen>
  );
}

type Rows = NonNullable<ReturnType<typeof useLibrary>['data']>['rows'];
const NO_ROWS: Rows = [];

function useLibraryFilter(rows: Rows) {
  const { t } = useTranslation('sop');
  const say = useSay();
  const [text, setText] = useState('');
  const [families, setFamilies] = useState<readonly Family[]>([]);
  const field = useRef<HTMLInputElement>(null);
  const shown = useMemo(() => libraryRows(rows, { text, families }, say), [rows, text, families, say]);
  useCommand('screen.search', () => field.current?.focus());
  return {
    shown,
    any: rows.length > 0,
    clear: () => {
      setText('');
      setFamilies([]);
    },
    controls: (
      <>
        <SearchField ref={field} label={t('library.search')} value={text} onChange={setText} />
        <Filter
          label={t('library.familyFilter')}
          options={FAMILIES.map((value) => ({ value, label: t(`family.${value}`) }))}
          chosen={families}
          onChange={setFamilies}
        />
        <span className={styles.beside}>{t('library.count', { count: shown.length })}</span>
      </>
    ),
  };
}

interface LibraryListProps {
  readonly filter: ReturnType<typeof useLibraryFilter>;
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
}

function LibraryList({ filter, chosen, onChoose }: LibraryListProps) {
  const { t } = useTranslation('sop');
  const say = useSay();
  const table = useRef<TableHandle>(null);
  const columns = useMemo(() => libraryColumns(t, say, Date.now()), [t, say]);
  useCommand('list.next', () => table.current?.move(1));
  useCommand('list.previous', () => table.current?.move(-1));
  useCommand('screen.back', () => table.current?.focus());
  if (filter.shown.length === 0) {
    return (
      <EmptyState
        icon={<IconBook2 size={24} aria-hidden />}
        title={t(filter.any ? 'library.noMatch' : 'library.empty')}
        text={t(filter.any ? 'library.noMatchHint' : 'library.emptyHint')}
        action={
          filter.any && (
            <Button size="xs" variant="default" onClick={filter.clear}>
              {t('library.clear')}
            </Button>
          )
        }
      />
    );
  }
  return (
    <DataTable
      ref={table}
      label={t('library.list')}
      columns={columns}
      rows={filter.shown}
      rowKey={(row: LibraryRow) => row.id}
      chosen={chosen}
      onChoose={(row) => onChoose(row.id)}
    />
  );
}
