import { Button, Menu, SegmentedControl } from '@mantine/core';
import { IconChecks, IconDots, IconFileExport, IconPencil, IconPlayerPlay } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProcedureDetail } from '../../../../shared/features/sop/library';
import { useCommand, useKeyOf } from '../../../app/keys';
import { shell } from '../../../app/shell';
import { KeyTip } from '../../../ui/KeyHint';
import { Inspector } from '../../../ui/Screen';
import { ErrorState, SkeletonRows } from '../../../ui/states';
import { tell } from '../../../ui/toasts';
import { StatusTag } from '../../../ui/values';
import { PROCEDURE_TABS, type ProcedureSearch, type ProcedureTab } from '../procedureSearch';
import { useMay, useProcedure } from '../queries';
import { useSay } from '../say';
import { DaysPart } from './DaysPart';
import { InsightPart } from './InsightPart';
import styles from './library.module.css';
import { ReadingPart } from './ReadingPart';
import { ReviewDialog } from './ReviewDialog';
import { StartQuestion } from './StartQuestion';
import { VersionsPart } from './VersionsPart';

interface ProcedurePaneProps {
  readonly id: string;
  readonly search: ProcedureSearch;
  readonly onSearch: (search: ProcedureSearch) => void;
}

/** One procedure beside the library: to be read, with its versions, its figures and its days. */
export function ProcedurePane({ id, search, onSearch }: ProcedurePaneProps) {
  const query = useProcedure(id);
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  if (query.data === undefined || query.data.procedure.id !== id) return <SkeletonRows rows={14} />;
  return <OpenProcedure detail={query.data} search={search} onSearch={onSearch} />;
}

interface OpenProps extends Omit<ProcedurePaneProps, 'id'> {
  readonly detail: ProcedureDetail;
}

function OpenProcedure({ detail, search, onSearch }: OpenProps) {
  const { t } = useTranslation('sop');
  const say = useSay();
  const tab = search.tab ?? 'read';
  const { procedure, row } = detail;
  return (
    <Inspector
      title={say(procedure.title)}
      tags={
        <>
          <StatusTag>v{row.version}</StatusTag>
          {detail.draft !== null && (
            <StatusTag>{t(detail.draft.state === 'review' ? 'library.inReview' : 'library.draft')}</StatusTag>
          )}
        </>
      }
      actions={<Actions detail={detail} onSearch={onSearch} />}
    >
      <div className={styles.tabs}>
        <SegmentedControl
          size="xs"
          aria-label={t('library.tabs')}
          value={tab}
          onChange={(value) => onSearch(value === 'read' ? {} : { tab: value as ProcedureTab })}
          data={PROCEDURE_TABS.map((value) => ({ value, label: t(`library.tab.${value}`) }))}
        />
      </div>
      <Part tab={tab} detail={detail} />
      {search.start === 1 && <StartQuestion procedure={procedure} onClose={() => onSearch({})} />}
    </Inspector>
  );
}

function Part({ tab, detail }: { tab: ProcedureTab; detail: ProcedureDetail }): ReactNode {
  switch (tab) {
    case 'read':
      return <ReadingPart detail={detail} />;
    case 'versions':
      return <VersionsPart detail={detail} />;
    case 'insight':
      return <InsightPart procedure={detail.procedure} />;
    case 'days':
      return <DaysPart detail={detail} />;
  }
}

function Actions({ detail, onSearch }: Omit<OpenProps, 'search'>) {
  const { t } = useTranslation('sop');
  const mayRun = useMay('sop:run');
  const mayEdit = useMay('sop:edit');
  const keys = { start: useKeyOf('procedures.start'), edit: useKeyOf('screen.edit') };
  const [reviewing, setReviewing] = useState(false);
  const start = () => onSearch({ start: 1 });
  const edit = () => onSearch({ edit: 1 });
  const exportFile = () => void saveYaml(detail, t('run.told.saved', { name: `${detail.row.id}.yaml` }), t('history.cancelled'));
  useCommand('procedures.start', start, mayRun);
  useCommand('screen.edit', edit, mayEdit);
  useCommand('procedures.review', () => setReviewing(true), mayEdit);
  useCommand('procedures.export', exportFile);
  return (
    <>
      {mayRun && (
        <KeyTip label={t('library.start')} shortcut={keys.start}>
          <Button size="xs" leftSection={<IconPlayerPlay size={14} aria-hidden />} onClick={start}>
            {t('library.start')}
          </Button>
        </KeyTip>
      )}
      {mayEdit && (
        <KeyTip label={t('library.edit')} shortcut={keys.edit}>
          <Button size="xs" variant="default" leftSection={<IconPencil size={14} aria-hidden />} onClick={edit}>
            {t('library.edit')}
          </Button>
        </KeyTip>
      )}
      <Menu position="bottom-end" shadow="none" transitionProps={{ duration: 0 }}>
        <Menu.Target>
          <Button size="xs" variant="default" aria-label={t('library.more')}>
            <IconDots size={14} aria-hidden />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconFileExport size={14} aria-hidden />} onClick={exportFile}>
            {t('library.exportFile')}
          </Menu.Item>
          {mayEdit && (
            <Menu.Item leftSection={<IconChecks size={14} aria-hidden />} onClick={() => setReviewing(true)}>
              {t('library.review')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {reviewing && <ReviewDialog procedure={detail.procedure} onClose={() => setReviewing(false)} />}
    </>
  );
}

async function saveYaml({ row, yaml }: ProcedureDetail, saved: string, cancelled: string): Promise<void> {
  const bytes = await new Blob([yaml]).arrayBuffer();
  tell((await shell.saveFile({ name: `${row.id}.yaml`, mime: 'application/yaml', bytes })) ? saved : cancelled);
}
