import { Button, SegmentedControl } from '@mantine/core';
import { IconChecks, IconUserShare } from '@tabler/icons-react';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand, useKeyOf } from '../../app/keys';
import { useListKeys } from '../../app/useListKeys';
import { DataTable, type TableHandle } from '../../ui/DataTable';
import { KeyTip } from '../../ui/KeyHint';
import { Screen } from '../../ui/Screen';
import { SplitView } from '../../ui/SplitView';
import { EmptyState, ErrorState, SkeletonRows } from '../../ui/states';
import { BOXES, type Box } from './approvalsSearch';
import { ApprovalInspector } from './parts/ApprovalInspector';
import { approvalColumns } from './parts/approvalColumns';
import styles from './parts/approvals.module.css';
import { DelegationsDialog } from './parts/DelegationsDialog';
import { useApprovalChanges, useMay, useTray } from './queries';

/** What waits for a second pair of eyes: to be decided by the reader, asked by them, or by anybody. */
export function ApprovalsScreen() {
  const { t } = useTranslation('approvals');
  const { id } = useParams({ from: '/approvals/{-$id}' });
  const { box = 'due' } = useSearch({ from: '/approvals/{-$id}' });
  const navigate = useNavigate({ from: '/approvals/{-$id}' });
  const [delegating, setDelegating] = useState(false);
  const mayDecide = useMay('approvals:decide');
  const tray = useTray(box);
  useApprovalChanges('screen');
  const go = (next: { box: Box; id: string | undefined }) =>
    void navigate({
      to: '/approvals/{-$id}',
      params: { id: next.id },
      search: ({ window }) => ({
        ...(next.box === 'due' ? {} : { box: next.box }),
        ...(window === undefined ? {} : { window }),
      }),
      replace: true,
    });
  useCommand('approvals.due', () => go({ box: 'due', id: undefined }));
  useCommand('approvals.mine', () => go({ box: 'mine', id: undefined }));
  useCommand('approvals.open', () => go({ box: 'open', id: undefined }));
  useCommand('approvals.decided', () => go({ box: 'decided', id: undefined }));
  useCommand('approvals.delegate', () => setDelegating(true), mayDecide);
  const chosen = id ?? tray.rows[0]?.id;
  return (
    <Screen
      title={t('title')}
      filters={<Boxes box={box} counts={tray.counts} onChange={(next) => go({ box: next, id: undefined })} />}
      actions={mayDecide && <Delegate onOpen={() => setDelegating(true)} />}
    >
      <Body tray={tray} box={box} chosen={chosen} onChoose={(next) => go({ box, id: next })} />
      {delegating && <DelegationsDialog onClose={() => setDelegating(false)} />}
    </Screen>
  );
}

type Tray = ReturnType<typeof useTray>;

function Boxes({ box, counts, onChange }: { box: Box; counts: Tray['counts']; onChange: (box: Box) => void }) {
  const { t } = useTranslation('approvals');
  const label = (one: Box) => (one === 'decided' || counts[one] === 0 ? t(`box.${one}`) : `${t(`box.${one}`)} · ${counts[one]}`);
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('box.label')}
      value={box}
      onChange={(value) => onChange(value as Box)}
      data={BOXES.map((value) => ({ value, label: label(value) }))}
    />
  );
}

function Delegate({ onOpen }: { onOpen: () => void }) {
  const { t } = useTranslation('approvals');
  return (
    <KeyTip label={t('command.delegate')} shortcut={useKeyOf('approvals.delegate')}>
      <Button size="xs" variant="default" leftSection={<IconUserShare size={14} aria-hidden />} onClick={onOpen}>
        {t('delegations.open')}
      </Button>
    </KeyTip>
  );
}

interface BodyProps {
  readonly tray: Tray;
  readonly box: Box;
  readonly chosen: string | undefined;
  readonly onChoose: (id: string) => void;
}

function Body({ tray, box, chosen, onChoose }: BodyProps) {
  const { t } = useTranslation('approvals');
  const pane = useRef<HTMLElement>(null);
  if (tray.pending) return <SkeletonRows rows={10} />;
  if (tray.error !== null) return <ErrorState error={tray.error} onRetry={tray.retry} />;
  if (chosen === undefined) {
    return <EmptyState icon={<IconChecks size={24} aria-hidden />} title={t(`empty.${box}`)} text={t(`emptyHint.${box}`)} />;
  }
  return (
    <SplitView
      id="approvals"
      panes={[
        {
          id: 'list',
          label: t('list'),
          share: 56,
          least: 420,
          content:
            tray.rows.length === 0 ? (
              <EmptyState title={t(`empty.${box}`)} text={t(`emptyHint.${box}`)} />
            ) : (
              <List tray={tray} box={box} chosen={chosen} onChoose={onChoose} onOpen={() => pane.current?.focus()} />
            ),
        },
        {
          id: 'approval',
          label: t('inspector'),
          share: 44,
          least: 360,
          content: (
            <section ref={pane} className={styles.pane} tabIndex={-1} aria-label={t('inspector')}>
              <ApprovalInspector key={chosen} id={chosen} />
            </section>
          ),
        },
      ]}
    />
  );
}

function List({ tray, box, chosen, onChoose, onOpen }: BodyProps & { onOpen: () => void }) {
  const { t } = useTranslation(['approvals', 'access']);
  const { i18n } = useTranslation();
  const table = useRef<TableHandle>(null);
  const language = i18n.language === 'en' ? 'en' : 'fr';
  const amounts = tray.rows.some(({ amount }) => amount !== null);
  const columns = useMemo(() => approvalColumns(t, language, box, amounts), [t, language, box, amounts]);
  useListKeys(table);
  return (
    <DataTable
      ref={table}
      label={t('approvals:list')}
      columns={columns}
      rows={tray.rows}
      rowKey={(row) => row.id}
      chosen={chosen ?? null}
      onChoose={(row) => onChoose(row.id)}
      onOpen={onOpen}
      onEnd={tray.more}
      reloading={tray.outdated}
    />
  );
}
