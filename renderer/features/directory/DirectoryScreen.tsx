import { Button } from '@mantine/core';
import { IconAddressBook, IconPlus } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DirectoryRow } from '../../../shared/features/directory/contract';
import type { DirectoryEntry } from '../../../shared/features/directory/entry';
import { useCommand, useKeyOf } from '../../app/keys';
import { type Column, DataTable, type TableHandle } from '../../ui/DataTable';
import { Filter, SearchField } from '../../ui/FilterBar';
import { KeyTip } from '../../ui/KeyHint';
import { Screen } from '../../ui/Screen';
import { SplitView } from '../../ui/SplitView';
import { EmptyState, ErrorState, SkeletonRows } from '../../ui/states';
import { StatusTag } from '../../ui/values';
import { matching, reachOf, useLanguage } from './entries';
import styles from './parts/directory.module.css';
import { EntryEditor } from './parts/EntryEditor';
import { EntryInspector } from './parts/EntryInspector';
import { useDirectory } from './queries';

const KINDS = ['contact', 'tool', 'term'] as const;

/** Whom to reach, which tool to open, what a word means. */
export function DirectoryScreen() {
  const { t } = useTranslation('directory');
  const language = useLanguage();
  const query = useDirectory();
  const [search, setSearch] = useState('');
  const [kinds, setKinds] = useState<readonly DirectoryEntry['kind'][]>([]);
  const [picked, setPicked] = useState<string | null>(null);
  const [editing, setEditing] = useState<'new' | 'old' | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const rows = query.data?.rows ?? NO_ROWS;
  const shown = useMemo(() => matching(rows, search, kinds, language), [rows, search, kinds, language]);
  const chosen = rows.find((row) => row.entry.id === picked) ?? null;
  const incomplete = rows.filter((row) => row.incomplete).length;
  const begin = (what: 'new' | 'old') => setEditing(what);

  useCommand('screen.search', () => field.current?.focus());
  useCommand('screen.create', () => begin('new'));
  useCommand('screen.edit', () => begin('old'), chosen !== null);
  return (
    <Screen
      title={t('title')}
      filters={
        <>
          <SearchField ref={field} label={t('search')} value={search} onChange={setSearch} />
          <Filter
            label={t('field.kind')}
            options={KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
            chosen={kinds}
            onChange={setKinds}
          />
          {incomplete > 0 && <StatusTag tone="warning">{t('incompleteCount', { count: incomplete })}</StatusTag>}
        </>
      }
      actions={<NewButton onClick={() => begin('new')} />}
    >
      {query.isPending ? (
        <SkeletonRows rows={14} />
      ) : query.isError && query.data === undefined ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <SplitView
          id="directory"
          panes={[
            {
              id: 'entries',
              label: t('list'),
              share: 60,
              least: 420,
              content: (
                <Entries
                  rows={shown}
                  all={rows.length}
                  chosen={picked}
                  onChoose={(id) => {
                    setPicked(id);
                    setEditing(null);
                  }}
                  onClear={() => {
                    setSearch('');
                    setKinds([]);
                  }}
                />
              ),
            },
            {
              id: 'entry',
              label: t('inspector'),
              share: 40,
              least: 340,
              content:
                editing !== null ? (
                  <EntryEditor
                    key={`${editing} ${picked}`}
                    row={editing === 'new' ? null : chosen}
                    onClose={() => setEditing(null)}
                    onSaved={(id) => {
                      setPicked(id);
                      setEditing(null);
                    }}
                  />
                ) : chosen === null ? (
                  <EmptyState title={t('choose')} text={t('chooseHint')} />
                ) : (
                  <EntryInspector row={chosen} onEdit={() => begin('old')} onRemoved={() => setPicked(null)} />
                ),
            },
          ]}
        />
      )}
    </Screen>
  );
}

const NO_ROWS: readonly DirectoryRow[] = [];

function NewButton({ onClick }: { onClick: () => void }) {
  const { t } = useTranslation('directory');
  return (
    <KeyTip label={t('new')} shortcut={useKeyOf('screen.create')}>
      <Button size="xs" variant="default" leftSection={<IconPlus size={14} aria-hidden />} onClick={onClick}>
        {t('new')}
      </Button>
    </KeyTip>
  );
}

interface EntriesProps {
  readonly rows: readonly DirectoryRow[];
  readonly all: number;
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
  readonly onClear: () => void;
}

function Entries({ rows, all, chosen, onChoose, onClear }: EntriesProps) {
  const { t } = useTranslation('directory');
  const language = useLanguage();
  const table = useRef<TableHandle>(null);
  const columns = useMemo(() => columnsOf(t, language), [t, language]);
  useCommand('list.next', () => table.current?.move(1));
  useCommand('list.previous', () => table.current?.move(-1));
  useCommand('screen.back', () => table.current?.focus());
  if (rows.length === 0) {
    return (
      <EmptyState
        icon={<IconAddressBook size={24} aria-hidden />}
        title={t(all === 0 ? 'empty' : 'noMatch')}
        text={t(all === 0 ? 'emptyHint' : 'noMatchHint')}
        action={
          all > 0 && (
            <Button size="xs" variant="default" onClick={onClear}>
              {t('clear')}
            </Button>
          )
        }
      />
    );
  }
  return (
    <DataTable
      ref={table}
      label={t('list')}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.entry.id}
      chosen={chosen}
      onChoose={(row) => onChoose(row.entry.id)}
      rowTone={(row) => (row.incomplete ? 'warning' : undefined)}
    />
  );
}

function columnsOf(t: TFunction<'directory'>, language: 'fr' | 'en'): readonly Column<DirectoryRow>[] {
  return [
    { id: 'name', header: t('column.name'), width: 'minmax(150px, 1.2fr)', cell: ({ entry }) => nameOf(entry, language) },
    {
      id: 'what',
      header: t('column.what'),
      width: 'minmax(120px, 1fr)',
      cell: ({ entry }) =>
        entry.kind === 'contact' ? (entry.name ?? '–') : entry.kind === 'tool' ? entry.use[language] : entry.title[language],
    },
    {
      id: 'reach',
      header: t('column.reach'),
      width: 'minmax(150px, 1.4fr)',
      cell: ({ entry, incomplete }) =>
        incomplete ? <span className={styles.beside}>{t('incomplete')}</span> : reachOf(entry, language),
    },
  ];
}

function nameOf(entry: DirectoryEntry, language: 'fr' | 'en'): string {
  return entry.kind === 'term' ? entry.term : entry.title[language];
}
