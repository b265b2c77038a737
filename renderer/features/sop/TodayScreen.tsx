import { Button, SegmentedControl } from '@mantine/core';
import { IconCalendarCheck, IconPlus } from '@tabler/icons-react';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dayOf } from '../../../shared/base/zonedDay';
import type { DueRow } from '../../../shared/features/sop/run';
import { orpc, queryClient } from '../../app/client';
import { useCommand, useKeyOf } from '../../app/keys';
import { useGoTo } from '../../app/navigation';
import { useListKeys } from '../../app/useListKeys';
import { DataTable, type TableHandle } from '../../ui/DataTable';
import { useFormat } from '../../ui/format/FormatProvider';
import { KeyTip } from '../../ui/KeyHint';
import { Screen } from '../../ui/Screen';
import { SplitView } from '../../ui/SplitView';
import { EmptyState, ErrorState, SkeletonRows } from '../../ui/states';
import { StatusTag } from '../../ui/values';
import { Countdown } from './parts/marks';
import { StartDialog } from './parts/StartDialog';
import styles from './parts/sop.module.css';
import { type Scope, useMay, useSopChanges, useToday } from './queries';
import { useSay } from './say';
import { DueInspector } from './today/DueInspector';
import { rowTone, todayColumns } from './today/todayColumns';
import { useStart } from './useStart';

const SCOPES = ['me', 'team', 'all'] as const;
const STORED = 'sirrius.today.scope';
const storedScope = (): Scope => SCOPES.find((scope) => scope === localStorage.getItem(STORED)) ?? 'me';

/** What is due, overdue first: for oneself, one's team or everybody. */
export function TodayScreen() {
  const { t } = useTranslation('sop');
  const [scope, setScope] = useState(storedScope);
  const [picked, setPicked] = useState<string | null>(null);
  const [starting, setStarting] = useState(false);
  const today = useToday(scope);
  const mayRun = useMay('sop:run');
  const createKey = useKeyOf('screen.create');
  const rows = today.data?.rows ?? [];
  const chosen = rows.find((row) => row.key === picked) ?? rows[0] ?? null;
  const choose = (next: Scope) => {
    localStorage.setItem(STORED, next);
    setScope(next);
  };
  useSopChanges('today', () => void queryClient.invalidateQueries({ queryKey: orpc.sop.today.key() }));
  useCommand('today.scopeMe', () => choose('me'));
  useCommand('today.scopeTeam', () => choose('team'));
  useCommand('today.scopeAll', () => choose('all'));
  useCommand('screen.create', () => setStarting(true), mayRun);
  return (
    <Screen
      title={t('title.today')}
      filters={
        <>
          <SegmentedControl
            size="xs"
            aria-label={t('today.scope')}
            value={scope}
            onChange={(value) => choose(value as Scope)}
            data={SCOPES.map((value) => ({ value, label: t(`today.${value}`) }))}
          />
          {today.data !== undefined && <Deadlines {...today.data} />}
        </>
      }
      actions={
        mayRun && (
          <KeyTip label={t('start.open')} shortcut={createKey}>
            <Button size="xs" leftSection={<IconPlus size={14} aria-hidden />} onClick={() => setStarting(true)}>
              {t('start.open')}
            </Button>
          </KeyTip>
        )
      }
    >
      {today.isPending ? (
        <SkeletonRows rows={10} />
      ) : today.isError && today.data === undefined ? (
        <ErrorState error={today.error} kept={t('today.failedHint')} onRetry={() => void today.refetch()} />
      ) : chosen === null ? (
        <NothingDue scope={scope} onAll={() => choose('all')} />
      ) : (
        <Day
          rows={rows}
          total={today.data?.total ?? 0}
          chosen={chosen}
          onChoose={setPicked}
          reloading={today.isPlaceholderData}
        />
      )}
      {starting && <StartDialog onClose={() => setStarting(false)} />}
    </Screen>
  );
}

type Answer = NonNullable<ReturnType<typeof useToday>['data']>;

function Deadlines({ overdue, next, rows }: Answer) {
  const { t } = useTranslation('sop');
  const say = useSay();
  const title = next === null ? '' : (rows.find((row) => row.key === next.key)?.title ?? next.title);
  return (
    <>
      {overdue > 0 && <StatusTag tone="warning">{t('today.overdue', { count: overdue })}</StatusTag>}
      <span className={styles.next}>
        {next === null ? (
          t('today.noNext')
        ) : (
          <>
            {t('today.next')}
            <strong>{typeof title === 'string' ? title : say(title)}</strong>
            <Countdown at={next.at} />
          </>
        )}
      </span>
    </>
  );
}

interface DayProps {
  readonly rows: readonly DueRow[];
  readonly total: number;
  readonly chosen: DueRow;
  readonly onChoose: (key: string) => void;
  readonly reloading: boolean;
}

function Day({ rows, total, chosen, onChoose, reloading }: DayProps) {
  const { t } = useTranslation('sop');
  return (
    <SplitView
      id="today"
      panes={[
        {
          id: 'rows',
          label: t('today.list'),
          share: 68,
          least: 420,
          content: <DayList {...{ rows, total, chosen, onChoose, reloading }} />,
        },
        {
          id: 'row',
          label: t('today.inspector'),
          share: 32,
          least: 300,
          content: <DueInspector key={chosen.key} row={chosen} />,
        },
      ]}
    />
  );
}

function DayList({ rows, total, chosen, onChoose, reloading }: DayProps) {
  const { t } = useTranslation('sop');
  const say = useSay();
  const goTo = useGoTo();
  const { timeZone } = useFormat();
  const { start } = useStart();
  const mayRun = useMay('sop:run');
  const table = useRef<TableHandle>(null);
  const today = dayOf(Date.now(), timeZone);
  const columns = useMemo(() => todayColumns(t, say, (at) => dayOf(at, timeZone), today), [t, say, timeZone, today]);
  const open = (row: DueRow) => {
    if (row.run !== null) goTo(`/runs/${row.run}`);
    else if (row.state === 'missed') goTo(`/procedures/${row.procedure}`);
    else if (mayRun) start({ procedure: row.procedure, schedule: row.schedule, dueAt: row.dueAt });
  };
  useListKeys(table);
  return (
    <div className={styles.screen}>
      <div className={styles.fill}>
        <DataTable
          ref={table}
          label={t('today.list')}
          columns={columns}
          rows={rows}
          rowKey={(row) => row.key}
          chosen={chosen.key}
          onChoose={(row) => onChoose(row.key)}
          onOpen={open}
          reloading={reloading}
          total={total}
          rowTone={rowTone}
        />
      </div>
      {total > rows.length && <div className={styles.foot}>{t('today.more', { shown: rows.length, total })}</div>}
    </div>
  );
}

function NothingDue({ scope, onAll }: { scope: Scope; onAll: () => void }) {
  const { t } = useTranslation('sop');
  const everything = scope === 'all';
  return (
    <EmptyState
      icon={<IconCalendarCheck size={24} aria-hidden />}
      title={t(everything ? 'today.empty' : 'today.emptyMine')}
      text={t(everything ? 'today.emptyHint' : 'today.emptyMineHint')}
      action={
        !everything && (
          <Button size="xs" variant="default" onClick={onAll}>
            {t('today.showAll')}
          </Button>
        )
      }
    />
  );
}
