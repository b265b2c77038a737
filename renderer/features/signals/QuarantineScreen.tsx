import { Button } from '@mantine/core';
import { IconShieldCheck } from '@tabler/icons-react';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SignalRow } from '../../../shared/features/signals/signal';
import { orpc, queryClient } from '../../app/client';
import { useCommand } from '../../app/keys';
import { useGoTo } from '../../app/navigation';
import { DataTable, type TableHandle } from '../../ui/DataTable';
import { Screen } from '../../ui/Screen';
import { SplitView } from '../../ui/SplitView';
import { EmptyState, ErrorState, SkeletonRows } from '../../ui/states';
import { refreshAround, useSignalChanges } from './live';
import { rowAfter } from './nextRow';
import { DecisionPanel } from './parts/DecisionPanel';
import { quarantineColumns } from './parts/quarantineColumns';
import { SignalInspector } from './parts/SignalInspector';
import styles from './parts/signals.module.css';
import { useQuarantine, useSignal } from './queries';

/** What the rules held back, oldest first, and the analyst's decision on each. */
export function QuarantineScreen() {
  const { t } = useTranslation('signals');
  const queue = useQuarantine();
  const [picked, setPicked] = useState<string | null>(null);
  const [settled, setSettled] = useState<ReadonlySet<string>>(new Set());
  // What is on show stays on show when it leaves the queue (the market closed it, somebody else decided): the next one must
  // never slide under a hand that is about to decide.
  const first = queue.rows.find((row) => !settled.has(row.id))?.id ?? null;
  if (picked === null && first !== null) setPicked(first);
  const chosen = picked ?? first;
  useSignalChanges((changes) => {
    refreshAround(changes);
    void queryClient.invalidateQueries({ queryKey: orpc.signals.list.key() });
  });
  const next = () => {
    if (chosen === null) return;
    setSettled((known) => new Set([...known, chosen]));
    setPicked(rowAfter(queue.rows, chosen));
  };
  return (
    <Screen
      title={t('quarantine.title')}
      filters={queue.pending ? null : <span className={styles.beside}>{t('quarantine.count', { count: queue.total })}</span>}
    >
      {queue.pending ? (
        <SkeletonRows rows={10} />
      ) : queue.error !== null ? (
        <ErrorState error={queue.error} onRetry={queue.retry} />
      ) : chosen === null ? (
        <NothingToDecide />
      ) : (
        <SplitView
          id="quarantine"
          panes={[
            {
              id: 'queue',
              label: t('quarantine.list'),
              share: 54,
              least: 360,
              content: <Queue rows={queue.rows} total={queue.total} chosen={chosen} onChoose={setPicked} />,
            },
            {
              id: 'decision',
              label: t('inspector.label'),
              share: 46,
              least: 380,
              content: <Decision key={chosen} id={chosen} onNext={next} />,
            },
          ]}
        />
      )}
    </Screen>
  );
}

function Queue({
  rows,
  total,
  chosen,
  onChoose,
}: {
  rows: readonly SignalRow[];
  total: number;
  chosen: string;
  onChoose: (id: string) => void;
}) {
  const { t } = useTranslation('signals');
  const table = useRef<TableHandle>(null);
  const columns = useMemo(() => quarantineColumns(t), [t]);
  useCommand('list.next', () => table.current?.move(1));
  useCommand('list.previous', () => table.current?.move(-1));
  useCommand('screen.back', () => table.current?.focus());
  return (
    <DataTable
      ref={table}
      label={t('quarantine.list')}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.id}
      chosen={chosen}
      onChoose={(row) => onChoose(row.id)}
      total={total}
    />
  );
}

/** Reasons written but not yet sent, by signal: moving through the queue loses none. */
const drafts = new Map<string, string>();

function Decision({ id, onNext }: { id: string; onNext: () => void }) {
  const { t } = useTranslation('signals');
  const goTo = useGoTo();
  const signal = useSignal(id);
  const [reason, setReason] = useState(drafts.get(id) ?? '');
  const instrument = signal.data?.instrument;
  useCommand('quarantine.market', () => goTo(`/market/${instrument}`), instrument !== undefined);
  if (signal.isError) return <ErrorState error={signal.error} onRetry={() => void signal.refetch()} />;
  if (signal.data === undefined || signal.data.id !== id) return <SkeletonRows rows={14} />;
  return (
    <section className={styles.paneBody} aria-label={t('inspector.label')}>
      <SignalInspector
        detail={signal.data}
        failedFirst
        first={
          <DecisionPanel
            detail={signal.data}
            reason={reason}
            onReason={(text) => {
              drafts.set(id, text);
              setReason(text);
            }}
            onDecided={() => {
              drafts.delete(id);
              onNext();
            }}
            onNext={onNext}
          />
        }
      />
    </section>
  );
}

function NothingToDecide() {
  const { t } = useTranslation('signals');
  const goTo = useGoTo();
  return (
    <EmptyState
      icon={<IconShieldCheck size={24} aria-hidden />}
      title={t('quarantine.empty')}
      text={t('quarantine.emptyHint')}
      action={
        <Button size="xs" variant="default" onClick={() => goTo('/signals')}>
          {t('quarantine.emptyAction')}
        </Button>
      }
    />
  );
}
