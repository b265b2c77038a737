import {
  IconAlertTriangle,
  IconCircle,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
  IconClock,
  IconMessage,
  IconPaperclip,
  IconPlayerSkipForward,
  type TablerIcon,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { StepState } from '../../../../shared/features/sop/run';
import { StatusTag, Time } from '../../../ui/values';
import { Avatar, KindIcon } from '../parts/marks';
import { useSay } from '../say';
import { useDesk } from './desk';
import styles from './run.module.css';
import type { StepView } from './runView';
import { StepPanel } from './StepPanel';

const STATE_ICONS: Readonly<Record<StepState, TablerIcon>> = {
  todo: IconCircle,
  waiting: IconClock,
  done: IconCircleCheck,
  skipped: IconPlayerSkipForward,
  failed: IconCircleX,
  'not-applicable': IconCircleDashed,
};

/** One line of the checklist; the chosen one is opened beneath it. */
export function StepRow({ view, copy }: { view: StepView; copy: (evidence: string) => void }) {
  const { t } = useTranslation('sop');
  const say = useSay();
  const { current, select, others } = useDesk();
  const { step, status } = view;
  const chosen = current?.step.id === step.id;
  const Icon = STATE_ICONS[status.state];
  const failing = status.state === 'todo' && status.check?.verdict === 'fail';
  return (
    <li
      id={`step-${step.id}`}
      className={styles.step}
      data-chosen={chosen || undefined}
      aria-current={chosen ? 'step' : undefined}
    >
      <button
        type="button"
        className={styles.head}
        data-state={status.state}
        aria-expanded={chosen}
        tabIndex={-1}
        onClick={() => select(step.id)}
      >
        <span className={styles.state} data-state={failing ? 'failed' : status.state}>
          {failing ? <IconAlertTriangle size={16} aria-hidden /> : <Icon size={16} aria-hidden />}
          <span className="s-hidden">{t(`stepState.${status.state}`)}</span>
        </span>
        <KindIcon kind={step.kind} />
        <span className={styles.name}>{say(step.title)}</span>
        <span className={styles.marks}>
          <Marks view={view} />
          {others
            .filter((person) => person.step === step.id)
            .map((person) => (
              <Avatar key={person.id} person={person} live note={t('run.onStep', { name: person.name, step: say(step.title) })} />
            ))}
        </span>
      </button>
      {chosen && <StepPanel key={step.id} view={view} copy={copy} />}
    </li>
  );
}

function Marks({ view: { step, status } }: { view: StepView }) {
  const { t } = useTranslation('sop');
  const live = status.evidence.filter(({ withdrawn }) => withdrawn === null).length;
  const settled = status.state !== 'todo' && status.state !== 'waiting';
  return (
    <>
      {step.optional && !settled && <span className={styles.mark}>{t('run.optional')}</span>}
      {status.attested && <StatusTag tone="warning">{t('run.attested')}</StatusTag>}
      {(status.state === 'skipped' ||
        status.state === 'failed' ||
        status.state === 'not-applicable' ||
        status.state === 'waiting') && <span className={styles.mark}>{t(`stepState.${status.state}`)}</span>}
      {status.notes.length > 0 && (
        <span className={styles.mark} title={t('run.noteCount', { count: status.notes.length })}>
          <IconMessage size={13} aria-hidden />
          {status.notes.length}
        </span>
      )}
      {live > 0 && (
        <span className={styles.mark} title={t('run.evidenceCount', { count: live })}>
          <IconPaperclip size={13} aria-hidden />
          {live}
        </span>
      )}
      {step.evidence?.required === true && live === 0 && !settled && <span className={styles.mark}>{t('run.proofWanted')}</span>}
      {status.assignee !== null && <Avatar person={status.assignee} note={t('run.assignee', { name: status.assignee.name })} />}
      {settled && status.by !== null && status.at !== null && (
        <span className={styles.mark}>
          {status.by.name} <Time at={status.at} style="minute" />
        </span>
      )}
    </>
  );
}
