import { Button, Menu } from '@mantine/core';
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconDots,
  IconFileZip,
  IconPlayerPause,
  IconPlayerPlay,
  IconPrinter,
  IconX,
} from '@tabler/icons-react';
import { useParams } from '@tanstack/react-router';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunDetail } from '../../../shared/features/sop/run';
import { useKeyOf } from '../../app/keys';
import { KeyTip } from '../../ui/KeyHint';
import { Screen } from '../../ui/Screen';
import { SplitView } from '../../ui/SplitView';
import { ErrorState, SkeletonRows } from '../../ui/states';
import { Avatar, Countdown, ProgressBar, RunTag } from './parts/marks';
import styles from './parts/sop.module.css';
import { DeskProvider, useDesk } from './run/desk';
import { PhaseSection } from './run/PhaseSection';
import { PrintView } from './run/PrintView';
import { RunBands } from './run/RunBands';
import { RunDialogs } from './run/RunDialogs';
import { RunInspector } from './run/RunInspector';
import { isShown } from './run/runView';
import { StepList } from './run/StepList';
import { type Present, useLiveRun } from './run/useLiveRun';
import { useOutputs } from './run/useOutputs';
import { useRunDesk } from './run/useRunDesk';
import { mayRollBack, resume, useRunKeys } from './run/useRunKeys';
import { useSay } from './say';

/** One run: its phases and steps to be worked through, alone or with others. */
export function RunScreen() {
  const { t } = useTranslation('sop');
  const { id } = useParams({ from: '/runs/$id' });
  const { query, present, readSoon } = useLiveRun(id);
  if (query.data === undefined) {
    return (
      <Screen title={t('run.label')}>
        {query.isError ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : <SkeletonRows rows={12} />}
      </Screen>
    );
  }
  return <OpenRun key={id} run={query.data} present={present} readSoon={readSoon} />;
}

function OpenRun({ run, present, readSoon }: { run: RunDetail; present: readonly Present[]; readSoon: () => void }) {
  const { t } = useTranslation('sop');
  const say = useSay();
  const list = useRef<HTMLElement>(null);
  const desk = useRunDesk(run, present, readSoon, list);
  const outputs = useOutputs(run.id);
  useRunKeys(desk, outputs);
  return (
    <DeskProvider value={desk}>
      <Screen title={say(run.title)} filters={<RunMarks />} actions={<RunActions outputs={outputs} />}>
        <div className={styles.screen}>
          <RunBands />
          <div className={styles.fill}>
            <SplitView
              id="run"
              panes={[
                {
                  id: 'steps',
                  label: t('run.steps'),
                  share: 70,
                  least: 420,
                  content: (
                    <StepList ref={list}>
                      {desk.phases
                        .filter((view) => isShown(view, run.rollingBack))
                        .map((view) => (
                          <PhaseSection key={view.phase.id} view={view} copy={outputs.copy} />
                        ))}
                    </StepList>
                  ),
                },
                { id: 'facts', label: t('run.facts'), share: 30, least: 280, content: <RunInspector /> },
              ]}
            />
          </div>
        </div>
        <RunDialogs />
        {outputs.page !== null && <PrintView page={outputs.page} onSave={outputs.savePage} onClose={outputs.closePage} />}
      </Screen>
    </DeskProvider>
  );
}

function RunMarks() {
  const { run, others } = useDesk();
  return (
    <>
      {run.subject !== null && <span className={styles.beside}>{run.subject}</span>}
      <RunTag state={run.state} />
      <ProgressBar done={run.done} total={run.total} />
      {run.nextDueAt !== null && run.endedAt === null && <Countdown at={run.nextDueAt} words="remains" />}
      <span className={styles.avatars}>
        {others.map((person) => (
          <Avatar key={person.id} person={person} live />
        ))}
      </span>
    </>
  );
}

function RunActions({ outputs }: { outputs: ReturnType<typeof useOutputs> }) {
  const { t } = useTranslation('sop');
  const desk = useDesk();
  const finishKey = useKeyOf('run.finish');
  const pauseKey = useKeyOf('run.pause');
  const paused = desk.run.state === 'paused';
  return (
    <>
      {desk.usable && (
        <KeyTip label={t(paused ? 'run.resume' : 'run.pause')} shortcut={pauseKey}>
          <Button
            size="xs"
            variant="default"
            leftSection={paused ? <IconPlayerPlay size={14} aria-hidden /> : <IconPlayerPause size={14} aria-hidden />}
            onClick={() => (paused ? void resume(desk, t('run.told.resumed')) : desk.ask({ kind: 'pause' }))}
          >
            {t(paused ? 'run.resume' : 'run.pause')}
          </Button>
        </KeyTip>
      )}
      {desk.usable && !paused && (
        <KeyTip label={t('run.finish')} shortcut={finishKey}>
          <Button size="xs" variant={isReady(desk.run) ? 'filled' : 'default'} onClick={() => void desk.finish()}>
            {t('run.finish')}
          </Button>
        </KeyTip>
      )}
      <RunMenu outputs={outputs} />
    </>
  );
}

function RunMenu({ outputs }: { outputs: ReturnType<typeof useOutputs> }) {
  const { t } = useTranslation('sop');
  const desk = useDesk();
  return (
    <Menu position="bottom-end" shadow="none" transitionProps={{ duration: 0 }}>
      <Menu.Target>
        <Button size="xs" variant="default" aria-label={t('run.menu')}>
          <IconDots size={14} aria-hidden />
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconFileZip size={14} aria-hidden />} onClick={outputs.pack}>
          {t('run.pack')}
        </Menu.Item>
        <Menu.Item leftSection={<IconPrinter size={14} aria-hidden />} onClick={outputs.print}>
          {t('run.print')}
        </Menu.Item>
        {desk.usable && (
          <>
            <Menu.Item leftSection={<IconArrowForwardUp size={14} aria-hidden />} onClick={() => desk.ask({ kind: 'handOver' })}>
              {t('run.handOver')}
            </Menu.Item>
            {mayRollBack(desk) && (
              <Menu.Item leftSection={<IconArrowBackUp size={14} aria-hidden />} onClick={() => desk.ask({ kind: 'rollBack' })}>
                {t('run.rollBack')}
              </Menu.Item>
            )}
            <Menu.Item leftSection={<IconX size={14} aria-hidden />} onClick={() => desk.ask({ kind: 'abort' })}>
              {t('run.abort')}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

function isReady(run: RunDetail): boolean {
  return run.phases.every(({ state }) => state === 'done' || state === 'not-applicable');
}
