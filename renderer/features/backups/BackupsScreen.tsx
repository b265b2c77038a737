import { Button } from '@mantine/core';
import { IconDatabaseExport, IconStopwatch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BackupState, Point } from '../../../shared/features/backups/contract';
import { useCommand, useKeyOf } from '../../app/keys';
import { KeyTip } from '../../ui/KeyHint';
import { Screen, Scroll } from '../../ui/Screen';
import { SplitView } from '../../ui/SplitView';
import { EmptyState, ErrorState, SkeletonRows } from '../../ui/states';
import { tell } from '../../ui/toasts';
import styles from './parts/backups.module.css';
import { Gauges } from './parts/Gauges';
import { CountersignBand, JobBand } from './parts/JobBand';
import { Lines, Tokens } from './parts/Lines';
import { PointPane } from './parts/PointPane';
import { Points } from './parts/Points';
import { Drills, Restores } from './parts/Restores';
import { SettingsForm } from './parts/SettingsForm';
import { refusalText } from './problemWords';
import { useBackups, useCreate, useDrill, usePoints } from './queries';

/** How well the console could come back now, from which points, and whether the company's own backups prove themselves. */
export function BackupsScreen() {
  const { t } = useTranslation('backups');
  const backups = useBackups();
  const create = useCreate();
  const drill = useDrill();
  const said = { onError: (error: unknown) => tell(refusalText(t, error)) };
  const makePoint = () => create.mutate({ database: 'console' }, said);
  const startDrill = () => drill.mutate(undefined, said);
  useCommand('backups.create', makePoint);
  useCommand('backups.drill', startDrill);
  const { data } = backups;
  return (
    <Screen title={t('title')} actions={<Acts busy={data?.job != null} onCreate={makePoint} onDrill={startDrill} />}>
      {data === undefined ? (
        backups.isError ? (
          <ErrorState error={backups.error} onRetry={() => void backups.refetch()} />
        ) : (
          <SkeletonRows rows={12} />
        )
      ) : (
        <Content state={data} onCreate={makePoint} />
      )}
    </Screen>
  );
}

function Acts({ busy, onCreate, onDrill }: { busy: boolean; onCreate: () => void; onDrill: () => void }) {
  const { t } = useTranslation('backups');
  const keys = { create: useKeyOf('backups.create'), drill: useKeyOf('backups.drill') };
  return (
    <>
      <KeyTip label={t('drill')} shortcut={keys.drill}>
        <Button
          size="xs"
          variant="default"
          disabled={busy}
          leftSection={<IconStopwatch size={14} aria-hidden />}
          onClick={onDrill}
        >
          {t('drill')}
        </Button>
      </KeyTip>
      <KeyTip label={t('create')} shortcut={keys.create}>
        <Button size="xs" disabled={busy} leftSection={<IconDatabaseExport size={14} aria-hidden />} onClick={onCreate}>
          {t('create')}
        </Button>
      </KeyTip>
    </>
  );
}

function Content({ state, onCreate }: { state: BackupState; onCreate: () => void }) {
  const { t } = useTranslation('backups');
  const points = usePoints();
  const [chosenId, setChosenId] = useState<string | null>(null);
  const [asking, setAsking] = useState(false);
  const chosen = points.data?.rows.find(({ id }) => id === chosenId);
  const restorable = chosen?.database === 'console' && chosen.state === 'verified';
  useCommand('backups.restore', () => setAsking(true), restorable);
  const choose = (point: Point) => setChosenId(point.id);
  return (
    <div className={styles.screen}>
      <CountersignBand state={state} />
      <JobBand state={state} />
      <div className={styles.list}>
        <SplitView
          id="backups"
          panes={[
            {
              id: 'overview',
              label: t('overview'),
              share: 66,
              least: 480,
              content: (
                <Scroll label={t('overview')}>
                  <Gauges state={state} />
                  {state.sameFolder && <p className={styles.warning}>{t('sameFolder')}</p>}
                  <Points chosen={chosenId} onChoose={choose} onOpen={choose} onCreate={onCreate} />
                  <Lines />
                  <Restores state={state} />
                  <Drills state={state} />
                  <Tokens />
                  <SettingsForm state={state} />
                </Scroll>
              ),
            },
            {
              id: 'point',
              label: t('pane.title'),
              share: 34,
              least: 300,
              content:
                chosen === undefined ? (
                  <EmptyState title={t('pane.choose')} text={t('pane.chooseHint')} />
                ) : (
                  <PointPane key={chosen.id} point={chosen} asking={asking && restorable} onAsk={setAsking} />
                ),
            },
          ]}
        />
      </div>
    </div>
  );
}
