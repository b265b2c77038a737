import { Button } from '@mantine/core';
import { IconPlus, IconTestPipe } from '@tabler/icons-react';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BacktestJob, BacktestRow } from '../../../shared/features/backtests/contract';
import { client } from '../../app/client';
import { useCommand, useKeyOf } from '../../app/keys';
import { useListKeys } from '../../app/useListKeys';
import type { TableHandle } from '../../ui/DataTable';
import { KeyTip } from '../../ui/KeyHint';
import { Screen } from '../../ui/Screen';
import { SplitView } from '../../ui/SplitView';
import { EmptyState, ErrorState, Progress, SkeletonRows } from '../../ui/states';
import { useSaidCall } from '../../ui/useSaidCall';
import type { BacktestsSearch } from './backtestsSearch';
import styles from './parts/backtests.module.css';
import { RunForm } from './parts/RunForm';
import { RunList } from './parts/RunList';
import { RunPane } from './parts/RunPane';
import { readBacktests, useMayRun, useRuns } from './queries';
import { refusalText } from './refusalText';

/** Runs over stored candles with the code that decides live: what they made, whether they may be believed, two side by side. */
export function BacktestsScreen() {
  const { t } = useTranslation('backtests');
  const search = useSearch({ from: '/backtests/{-$id}' });
  const { id = null } = useParams({ from: '/backtests/{-$id}' });
  const navigate = useNavigate({ from: '/backtests/{-$id}' });
  const runs = useRuns();
  const mayRun = useMayRun();
  const [asking, setAsking] = useState(false);
  const choose = (chosen: string | undefined) => void navigate({ params: { id: chosen }, search: (now) => now, replace: true });
  const setSearch = (next: BacktestsSearch) =>
    void navigate({ search: ({ window }) => ({ ...next, ...(window === undefined ? {} : { window }) }), replace: true });
  const job = runs.data?.job ?? null;
  const open = () => setAsking(true);
  useCommand('screen.create', open, mayRun && job === null);
  return (
    <Screen title={t('title')} actions={mayRun && <NewRun busy={job !== null} onOpen={open} />}>
      <div className={styles.screen}>
        {job !== null && <JobBand job={job} rows={runs.data?.rows ?? []} mayRun={mayRun} />}
        <div className={styles.fill}>
          {runs.data === undefined ? (
            runs.isError ? (
              <ErrorState error={runs.error} onRetry={() => void runs.refetch()} />
            ) : (
              <SkeletonRows rows={12} />
            )
          ) : runs.data.rows.length === 0 ? (
            <Nothing mayRun={mayRun} onOpen={open} />
          ) : (
            <Runs rows={runs.data.rows} id={id} search={search} onChoose={choose} onSearch={setSearch} />
          )}
        </div>
      </div>
      {asking && (
        <RunForm
          onClose={() => setAsking(false)}
          onStarted={(started) => {
            setAsking(false);
            choose(started);
          }}
        />
      )}
    </Screen>
  );
}

function NewRun({ busy, onOpen }: { busy: boolean; onOpen: () => void }) {
  const { t } = useTranslation('backtests');
  return (
    <KeyTip label={t('form.title')} shortcut={useKeyOf('screen.create')}>
      <Button size="xs" disabled={busy} leftSection={<IconPlus size={14} aria-hidden />} onClick={onOpen}>
        {t('form.open')}
      </Button>
    </KeyTip>
  );
}

function Nothing({ mayRun, onOpen }: { mayRun: boolean; onOpen: () => void }) {
  const { t } = useTranslation('backtests');
  return (
    <EmptyState
      icon={<IconTestPipe size={24} aria-hidden />}
      title={t('empty.title')}
      text={t(mayRun ? 'empty.text' : 'empty.readOnly')}
      {...(mayRun
        ? {
            action: (
              <Button size="xs" variant="default" onClick={onOpen}>
                {t('form.open')}
              </Button>
            ),
          }
        : {})}
    />
  );
}

interface RunsProps {
  readonly rows: readonly BacktestRow[];
  readonly id: string | null;
  readonly search: BacktestsSearch;
  readonly onChoose: (id: string | undefined) => void;
  readonly onSearch: (search: BacktestsSearch) => void;
}

function Runs({ rows, id, search, onChoose, onSearch }: RunsProps) {
  const { t } = useTranslation('backtests');
  const table = useRef<TableHandle>(null);
  const pane = useRef<HTMLElement>(null);
  useListKeys(table);
  return (
    <SplitView
      id="backtests"
      panes={[
        {
          id: 'list',
          label: t('list.label'),
          share: 36,
          least: 340,
          content: (
            <RunList
              ref={table}
              rows={rows}
              chosen={id}
              onChoose={(row) => onChoose(row.id)}
              onOpen={() => pane.current?.focus()}
            />
          ),
        },
        {
          id: 'result',
          label: t('result.label'),
          share: 64,
          least: 480,
          content: (
            <RunPane ref={pane} id={id} rows={rows} search={search} onSearch={onSearch} onGone={() => onChoose(undefined)} />
          ),
        },
      ]}
    />
  );
}

function JobBand({ job, rows, mayRun }: { job: BacktestJob; rows: readonly BacktestRow[]; mayRun: boolean }) {
  const { t } = useTranslation('backtests');
  const cancel = useSaidCall(() => client.backtests.cancel(), {
    said: t('job.cancelling'),
    reread: readBacktests,
    sentence: (code) => refusalText(t, code),
  });
  const name = rows.find(({ id }) => id === job.run)?.name ?? '';
  const label = `${t(job.repeat ? 'job.repeat' : 'job.run', { name })} · ${t(`stage.${job.stage}`)}`;
  return (
    <div className={styles.band}>
      <Progress
        label={label}
        done={job.done}
        total={job.total === 0 ? null : job.total}
        {...(mayRun ? { onCancel: () => cancel.run(undefined) } : {})}
      />
    </div>
  );
}
