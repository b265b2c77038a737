import { Button } from '@mantine/core';
import { IconDownload, IconHistory } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client, orpc, queryClient } from '../../app/client';
import { useCommand, useKeyOf } from '../../app/keys';
import { useGoTo } from '../../app/navigation';
import { shell } from '../../app/shell';
import { useListKeys } from '../../app/useListKeys';
import { DataTable, type TableHandle } from '../../ui/DataTable';
import { useFormat } from '../../ui/format/FormatProvider';
import { KeyTip } from '../../ui/KeyHint';
import { Screen } from '../../ui/Screen';
import { EmptyState, ErrorState, SkeletonRows } from '../../ui/states';
import { tell } from '../../ui/toasts';
import { historyColumns } from './history/historyColumns';
import { RunFilters } from './history/RunFilters';
import { type RunSearch, runFilterOf } from './history/runSearch';
import styles from './parts/sop.module.css';
import { useRuns, useSopChanges } from './queries';
import { useRefusalText } from './refusal';
import { useSay } from './say';

/** Every run there was, found by procedure, person, outcome and day; each opens as it was left. */
export function HistoryScreen() {
  const { t } = useTranslation('sop');
  const search = useSearch({ from: '/runs' });
  const navigate = useNavigate({ from: '/runs' });
  const filterKey = JSON.stringify(runFilterOf(search));
  // biome-ignore lint/correctness/useExhaustiveDependencies: the filter is its text; the same text keeps the same object.
  const filter = useMemo(() => runFilterOf(search), [filterKey]);
  const runs = useRuns(filter);
  const exportKey = useKeyOf('runs.export');
  const exportRuns = useExport(filter);
  const setSearch = (next: RunSearch) =>
    void navigate({ search: ({ window }) => ({ ...next, ...(window === undefined ? {} : { window }) }), replace: true });
  useSopChanges('history', () => void queryClient.invalidateQueries({ queryKey: orpc.sop.runs.key() }));
  useCommand('runs.export', exportRuns);
  return (
    <Screen
      title={t('title.runs')}
      filters={<RunFilters search={search} onChange={setSearch} />}
      actions={
        <KeyTip label={t('history.export')} shortcut={exportKey}>
          <Button size="xs" variant="default" leftSection={<IconDownload size={14} aria-hidden />} onClick={exportRuns}>
            {t('history.export')}
          </Button>
        </KeyTip>
      }
    >
      {runs.pending ? (
        <SkeletonRows rows={14} />
      ) : runs.error !== null ? (
        <ErrorState error={runs.error} kept={t('today.failedHint')} onRetry={runs.retry} />
      ) : runs.rows.length === 0 && !runs.outdated ? (
        <Nothing filtered={filterKey !== '{}'} onClear={() => setSearch({})} />
      ) : (
        <Runs runs={runs} />
      )}
    </Screen>
  );
}

function useExport(filter: ReturnType<typeof runFilterOf>): () => void {
  const { t } = useTranslation('sop');
  const refusalText = useRefusalText();
  const run = async () => {
    try {
      const { name, csv } = await client.sop.exportRuns({ filter });
      const bytes = await new Blob([csv]).arrayBuffer();
      const saved = await shell.saveFile({ name, mime: 'text/csv', bytes });
      tell(saved ? t('history.exported', { name }) : t('history.cancelled'));
    } catch (error) {
      tell(refusalText(error));
    }
  };
  return () => void run();
}

function Runs({ runs }: { runs: ReturnType<typeof useRuns> }) {
  const { t } = useTranslation('sop');
  const say = useSay();
  const format = useFormat();
  const goTo = useGoTo();
  const table = useRef<TableHandle>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const columns = useMemo(() => historyColumns(t, say, format), [t, say, format]);
  useListKeys(table);
  return (
    <div className={styles.screen}>
      <div className={styles.fill}>
        <DataTable
          ref={table}
          label={t('history.list')}
          columns={columns}
          rows={runs.rows}
          rowKey={(row) => row.id}
          chosen={chosen ?? runs.rows[0]?.id ?? null}
          onChoose={(row) => setChosen(row.id)}
          onOpen={(row) => goTo(`/runs/${row.id}`)}
          reloading={runs.outdated}
          total={runs.total}
          onEnd={runs.more}
          rowTone={(row) => (row.state === 'missed' && row.reason === null ? 'warning' : undefined)}
        />
      </div>
      <div className={styles.foot} role="status">
        {t('history.count', { count: runs.total })}
      </div>
    </div>
  );
}

function Nothing({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  const { t } = useTranslation('sop');
  const goTo = useGoTo();
  return (
    <EmptyState
      icon={<IconHistory size={24} aria-hidden />}
      title={t(filtered ? 'history.noMatch' : 'history.empty')}
      text={t(filtered ? 'history.noMatchHint' : 'history.emptyHint')}
      action={
        <Button size="xs" variant="default" onClick={filtered ? onClear : () => goTo('/today')}>
          {t(filtered ? 'history.clear' : 'history.emptyAction')}
        </Button>
      }
    />
  );
}
