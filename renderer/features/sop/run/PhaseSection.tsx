import { useTranslation } from 'react-i18next';
import { Time } from '../../../ui/values';
import { Countdown } from '../parts/marks';
import { useSay } from '../say';
import { useDesk } from './desk';
import styles from './run.module.css';
import type { PhaseView } from './runView';
import { StepRow } from './StepRow';

/** One phase: its time box and what is left of it, and its steps. */
export function PhaseSection({ view, copy }: { view: PhaseView; copy: (evidence: string) => void }) {
  const { t } = useTranslation('sop');
  const say = useSay();
  const { phase, status, steps } = view;
  const id = `phase-${phase.id}`;
  const settled = steps.filter((step) => step.status.state !== 'todo' && step.status.state !== 'waiting').length;
  return (
    <section className={styles.phase} data-state={status.state} aria-labelledby={id}>
      <header className={styles.phaseHead}>
        <h2 id={id}>{say(phase.title)}</h2>
        {phase.part !== 'work' && <span className={styles.part}>{t(`part.${phase.part}`)}</span>}
        <span className={styles.count}>
          {settled}/{steps.length}
        </span>
        <span className={styles.box}>
          <TimeBox view={view} />
        </span>
      </header>
      {status.lateReason !== null && <p className={styles.late}>{t('run.lateReason', { reason: status.lateReason })}</p>}
      <ol>
        {steps.map((step) => (
          <StepRow key={step.step.id} view={step} copy={copy} />
        ))}
      </ol>
    </section>
  );
}

function TimeBox({ view: { phase, status } }: { view: PhaseView }) {
  const { t } = useTranslation('sop');
  const { run } = useDesk();
  const box = phase.timeBox;
  const days = phase.businessDay;
  const running = (status.state === 'current' || status.state === 'ahead') && run.endedAt === null;
  return (
    <>
      {box !== undefined &&
        (box.toMinutes === null
          ? t('run.boxOpen', { from: box.fromMinutes })
          : t('run.box', { from: box.fromMinutes, to: box.toMinutes }))}
      {days !== undefined && t('run.businessDay', { days: days === 0 ? '' : days > 0 ? `+${days}` : `−${-days}` })}
      {status.endedAt !== null ? (
        <span>
          {t('run.phaseState.done')} <Time at={status.endedAt} style="minute" />
        </span>
      ) : running && status.dueAt !== null ? (
        <Countdown at={status.dueAt} words="remains" />
      ) : (
        (box !== undefined || days !== undefined) && <span>{t(`run.phaseState.${status.state}`)}</span>
      )}
    </>
  );
}
