import { Button } from '@mantine/core';
import { IconDownload, IconLink, IconNotebook } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { TFunction } from 'i18next';
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditRow } from '../../../shared/features/audit/contract';
import { useCommand, useKeyOf } from '../../app/keys';
import { useListKeys } from '../../app/useListKeys';
import { type Column, DataTable, type TableHandle } from '../../ui/DataTable';
import { KeyTip } from '../../ui/KeyHint';
import { Screen } from '../../ui/Screen';
import { SplitView } from '../../ui/SplitView';
import { EmptyState, ErrorState, SkeletonRows } from '../../ui/states';
import { Time } from '../../ui/values';
import { type AuditSearch, auditFilterOf, isAuditFiltered } from './auditSearch';
import { AuditFilters } from './parts/AuditFilters';
import styles from './parts/audit.module.css';
import { ExportBand, VerifyBand } from './parts/Bands';
import { EntryInspector } from './parts/EntryInspector';
import { ResultTag } from './parts/ResultTag';
import { useEntry, useJournal } from './queries';
import { useExport } from './useExport';
import { useVerify } from './useVerify';

/** Everything that was asked of the console and how it ended; read, searched, proved whole and taken away as a file. */
export function AuditScreen() {
  const { t } = useTranslation('audit');
  const search = useSearch({ from: '/audit' });
  const navigate = useNavigate({ from: '/audit' });
  const { entry: _entry, ...filterPart } = search;
  const filterKey = JSON.stringify(auditFilterOf(filterPart));
  // biome-ignore lint/correctness/useExhaustiveDependencies: the filter is its text; the same text keeps the same object.
  const filter = useMemo(() => auditFilterOf(filterPart), [filterKey]);
  const journal = useJournal(filter);
  const verify = useVerify();
  const exporting = useExport(filter);
  const pane = useRef<HTMLElement>(null);
  const setSearch = (next: AuditSearch) =>
    void navigate({ search: ({ window }) => ({ ...next, ...(window === undefined ? {} : { window }) }), replace: true });
  const chosen = useEntry(search.entry, journal.rows);

  useCommand('audit.verify', verify.start);
  useCommand('audit.export', exporting.start);
  useCommand('audit.new', journal.readAgain, journal.arrivals > 0);
  return (
    <Screen
      title={t('title')}
      filters={<AuditFilters search={search} onChange={setSearch} actors={journal.actors} actions={journal.actions} />}
      actions={<Acts onVerify={verify.start} onExport={exporting.start} />}
    >
      <div className={styles.screen}>
        {verify.verification !== null && (
          <VerifyBand verification={verify.verification} onStop={verify.stop} onShow={(entry) => setSearch({ entry })} />
        )}
        {exporting.progress !== null && <ExportBand {...exporting.progress} onStop={exporting.stop} />}
        <div className={styles.list}>
          <SplitView
            id="audit"
            panes={[
              {
                id: 'entries',
                label: t('list'),
                share: 66,
                least: 420,
                content: (
                  <Entries
                    journal={journal}
                    filtered={isAuditFiltered(search)}
                    chosen={search.entry}
                    onChoose={(entry) => setSearch({ ...search, entry })}
                    onOpen={() => pane.current?.focus()}
                    onClear={() => setSearch({})}
                  />
                ),
              },
              {
                id: 'entry',
                label: t('inspector.label'),
                share: 34,
                least: 320,
                content: (
                  <section ref={pane} className={styles.pane} tabIndex={-1} aria-label={t('inspector.label')}>
                    {chosen === undefined ? (
                      <EmptyState title={t('inspector.choose')} text={t('inspector.chooseHint')} />
                    ) : (
                      <EntryInspector row={chosen} onFilter={setSearch} />
                    )}
                  </section>
                ),
              },
            ]}
          />
        </div>
      </div>
    </Screen>
  );
}

function Acts({ onVerify, onExport }: { onVerify: () => void; onExport: () => void }) {
  const { t } = useTranslation('audit');
  const keys = { verify: useKeyOf('audit.verify'), export: useKeyOf('audit.export') };
  return (
    <>
      <KeyTip label={t('verify.start')} shortcut={keys.verify}>
        <Button size="xs" variant="default" leftSection={<IconLink size={14} aria-hidden />} onClick={onVerify}>
          {t('verify.start')}
        </Button>
      </KeyTip>
      <KeyTip label={t('export.start')} shortcut={keys.export}>
        <Button size="xs" variant="default" leftSection={<IconDownload size={14} aria-hidden />} onClick={onExport}>
          {t('export.start')}
        </Button>
      </KeyTip>
    </>
  );
}

interface EntriesProps {
  readonly journal: ReturnType<typeof useJournal>;
  readonly filtered: boolean;
  readonly chosen: number | undefined;
  readonly onChoose: (sequence: number) => void;
  readonly onOpen: () => void;
  readonly onClear: () => void;
}

function Entries({ journal, filtered, chosen, onChoose, onOpen, onClear }: EntriesProps) {
  const { t } = useTranslation('audit');
  const table = useRef<TableHandle>(null);
  const columns = useMemo(() => entryColumns(t), [t]);
  useListKeys(table);
  if (journal.pending) return <SkeletonRows rows={14} />;
  if (journal.error !== null) return <ErrorState error={journal.error} kept={t('failedHint')} onRetry={journal.readAgain} />;
  if (journal.rows.length === 0 && !journal.outdated) {
    return (
      <EmptyState
        icon={<IconNotebook size={24} aria-hidden />}
        title={t(filtered ? 'noMatch' : 'empty')}
        text={t(filtered ? 'noMatchHint' : 'emptyHint')}
        action={
          filtered && (
            <Button size="xs" variant="default" onClick={onClear}>
              {t('filter.clear')}
            </Button>
          )
        }
      />
    );
  }
  return (
    <div className={styles.screen}>
      {journal.arrivals > 0 && (
        <div className={styles.band} role="status">
          {t('newEntries', { count: journal.arrivals })}
          <Button size="compact-xs" variant="default" onClick={journal.readAgain}>
            {t('showNew')}
          </Button>
        </div>
      )}
      <div className={styles.list}>
        <DataTable
          ref={table}
          label={t('list')}
          columns={columns}
          rows={journal.rows}
          rowKey={(row) => String(row.sequence)}
          chosen={chosen === undefined ? null : String(chosen)}
          onChoose={(row) => onChoose(row.sequence)}
          onOpen={onOpen}
          reloading={journal.outdated}
          total={journal.total}
          onEnd={journal.more}
          rowTone={(row) => (row.result === 'fault' ? 'warning' : undefined)}
        />
      </div>
      <div className={styles.foot} role="status">
        {t('count', { count: journal.total })}
        {journal.loadingMore && <span>{t('loadingMore')}</span>}
      </div>
    </div>
  );
}

function entryColumns(t: TFunction<'audit'>): readonly Column<AuditRow>[] {
  return [
    { id: 'sequence', header: t('column.sequence'), width: '80px', align: 'end', cell: (row) => row.sequence },
    { id: 'at', header: t('column.at'), width: '188px', cell: (row) => <Time at={row.at} style="full" /> },
    { id: 'actor', header: t('column.actor'), width: 'minmax(104px, 1fr)', cell: (row) => row.actor },
    { id: 'action', header: t('column.action'), width: 'minmax(150px, 1.4fr)', cell: (row) => row.action },
    { id: 'subject', header: t('column.subject'), width: 'minmax(140px, 1.4fr)', cell: (row) => row.subject ?? '–' },
    { id: 'result', header: t('column.result'), width: '100px', cell: (row) => <ResultTag result={row.result} /> },
    { id: 'code', header: t('column.code'), width: 'minmax(100px, 1fr)', cell: (row) => row.code ?? '–' },
  ];
}
