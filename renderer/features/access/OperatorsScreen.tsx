import { Button } from '@mantine/core';
import { IconPlus, IconUsers } from '@tabler/icons-react';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Operator } from '../../../shared/features/access/operator';
import { useHello } from '../../app/frame/hello';
import { useStepUp } from '../../app/gate/useStepUp';
import { useCommand, useKeyOf } from '../../app/keys';
import { useListKeys } from '../../app/useListKeys';
import { DataTable, type TableHandle } from '../../ui/DataTable';
import { KeyTip } from '../../ui/KeyHint';
import { Screen } from '../../ui/Screen';
import { SplitView } from '../../ui/SplitView';
import { EmptyState, ErrorState, SkeletonRows } from '../../ui/states';
import { filterOperators, type OperatorsSearch } from './operatorsSearch';
import styles from './parts/access.module.css';
import { InviteDialog } from './parts/InviteDialog';
import { OperatorFilters } from './parts/OperatorFilters';
import { OperatorInspector } from './parts/OperatorInspector';
import { operatorColumns } from './parts/operatorColumns';
import { useOperators } from './queries';

/** Who may work here: the people, what each may do, and the acts upon an account. */
export function OperatorsScreen() {
  const { t } = useTranslation('access');
  const search = useSearch({ from: '/operators' });
  const navigate = useNavigate({ from: '/operators' });
  const mayManage = useHello()?.permissions.includes('access:manage') ?? false;
  const [inviting, setInviting] = useState(false);
  const pane = useRef<HTMLElement>(null);
  const setSearch = (next: OperatorsSearch) =>
    void navigate({ search: ({ window }) => ({ ...next, ...(window === undefined ? {} : { window }) }), replace: true });
  const choose = (id: string) => setSearch({ ...search, id });
  const stepUp = useStepUp();
  // Asked for before the form, not after it has been filled in.
  const invite = () => void stepUp().then(setInviting);
  useCommand('screen.create', invite, mayManage);
  return (
    <Screen
      title={t('operators.title')}
      filters={<OperatorFilters search={search} onChange={setSearch} />}
      actions={mayManage ? <Invite onInvite={invite} /> : undefined}
    >
      <SplitView
        id="operators"
        panes={[
          {
            id: 'list',
            label: t('operators.list'),
            share: 62,
            least: 420,
            content: (
              <People search={search} onChoose={choose} onOpen={() => pane.current?.focus()} onClear={() => setSearch({})} />
            ),
          },
          {
            id: 'operator',
            label: t('inspector.label'),
            share: 38,
            least: 360,
            content: (
              <section ref={pane} className={styles.pane} tabIndex={-1} aria-label={t('inspector.label')}>
                {search.id === undefined ? (
                  <EmptyState title={t('inspector.choose')} text={t('inspector.chooseHint')} />
                ) : (
                  <OperatorInspector key={search.id} id={search.id} mayManage={mayManage} />
                )}
              </section>
            ),
          },
        ]}
      />
      {inviting && <InviteDialog onClose={() => setInviting(false)} onInvited={choose} />}
    </Screen>
  );
}

function Invite({ onInvite }: { onInvite: () => void }) {
  const { t } = useTranslation('access');
  return (
    <KeyTip label={t('invite.title')} shortcut={useKeyOf('screen.create')}>
      <Button size="xs" leftSection={<IconPlus size={14} aria-hidden />} onClick={onInvite}>
        {t('invite.open')}
      </Button>
    </KeyTip>
  );
}

interface PeopleProps {
  readonly search: OperatorsSearch;
  readonly onChoose: (id: string) => void;
  readonly onOpen: () => void;
  readonly onClear: () => void;
}

function People({ search, onChoose, onOpen, onClear }: PeopleProps) {
  const { t } = useTranslation('access');
  const { data, error, isPending, refetch } = useOperators();
  const table = useRef<TableHandle>(null);
  const columns = useMemo(() => operatorColumns(t), [t]);
  const rows: readonly Operator[] = useMemo(() => filterOperators(data?.rows ?? [], search), [data, search]);
  useListKeys(table);
  if (isPending) return <SkeletonRows rows={10} />;
  if (data === undefined) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (rows.length === 0) {
    return (
      <EmptyState
        icon={<IconUsers size={24} aria-hidden />}
        title={t('operators.noMatch')}
        text={t('operators.noMatchHint')}
        action={
          <Button size="xs" variant="default" onClick={onClear}>
            {t('operators.clear')}
          </Button>
        }
      />
    );
  }
  return (
    <DataTable
      ref={table}
      label={t('operators.list')}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.id}
      chosen={search.id ?? null}
      onChoose={(row) => onChoose(row.id)}
      onOpen={onOpen}
      rowTone={(row) => (row.state === 'disabled' || row.state === 'archived' ? 'muted' : undefined)}
    />
  );
}
