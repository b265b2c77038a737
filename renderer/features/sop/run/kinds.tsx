import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Step } from '../../../../shared/features/sop/step';
import { useGoTo } from '../../../app/navigation';
import { useFormat, useNow } from '../../../ui/format/FormatProvider';
import { formatTime } from '../../../ui/format/format';
import { KeyHint } from '../../../ui/KeyHint';
import { Age, Fields, StatusTag } from '../../../ui/values';
import { Countdown } from '../parts/marks';
import { roleWord } from '../refusal';
import { useSay } from '../say';
import { useDesk } from './desk';
import styles from './run.module.css';
import type { StepView } from './runView';
import { primaryOf } from './stepActs';

const VERDICT_TONES = { pass: 'live', fail: 'danger', 'cannot-run': 'warning' } as const;

/** What the console found, with its figures; or why it could not tell. */
export function CheckPart({ view: { status } }: { view: StepView }) {
  const { t } = useTranslation('sop');
  const say = useSay();
  const { check } = status;
  if (check === null) return <p className={styles.quiet}>{t('run.check.notYet')}</p>;
  return (
    <div className={styles.result} data-verdict={check.verdict}>
      <div className={styles.resultHead}>
        <StatusTag tone={VERDICT_TONES[check.verdict]}>{t(`run.check.${check.verdict}`)}</StatusTag>
        <span className={styles.quiet}>
          <Age at={check.at} />
        </span>
      </div>
      <p>{say(check.summary)}</p>
      {check.figures.length > 0 && <Fields rows={check.figures.map(({ label, value }) => ({ name: say(label), value }))} />}
      {check.verdict === 'cannot-run' && status.state === 'todo' && <p className={styles.quiet}>{t('run.check.cannotHint')}</p>}
    </div>
  );
}

type Kind<Name extends Step['kind']> = Extract<Step, { kind: Name }>;

/** The options as numbered choices: a digit takes one at once. */
export function DecidePart({ view, step }: { view: StepView; step: Kind<'decide'> }) {
  const { t } = useTranslation('sop');
  const say = useSay();
  const { choose, usable } = useDesk();
  const open = primaryOf(view) === 'decide' && usable;
  return (
    <ul className={styles.options} aria-label={t('run.decide.label')}>
      {step.options.map((option, index) => (
        <li key={option.id}>
          <button
            type="button"
            data-option
            className={styles.option}
            data-chosen={view.status.option === option.id || undefined}
            disabled={!open}
            onClick={() => choose(index)}
          >
            <KeyHint shortcut={String(index + 1)} />
            <span>{say(option.label)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

export function WaitPart({ view: { status }, step }: { view: StepView; step: Kind<'wait'> }) {
  const { t } = useTranslation('sop');
  const format = useFormat();
  const now = useNow();
  if (status.state === 'done' || status.state === 'skipped') return null;
  if (status.waitUntil !== null) {
    const over = status.waitUntil <= now;
    return (
      <p className={styles.quiet}>
        {over ? t('run.wait.over') : t('run.wait.until', { at: formatTime(status.waitUntil, format, 'short') })}{' '}
        {!over && <Countdown at={status.waitUntil} words="remains" />}
      </p>
    );
  }
  const { wait } = step;
  const said =
    'fact' in wait
      ? t('run.wait.fact', { fact: wait.fact })
      : 'minutes' in wait
        ? t('run.wait.minutes', { count: wait.minutes })
        : t('run.wait.until', { at: wait.until });
  return (
    <p className={styles.quiet}>
      {said} {status.state === 'todo' && t('run.wait.notBegun')}
    </p>
  );
}

export function ApprovePart({ view: { status }, step }: { view: StepView; step: Kind<'approve'> }) {
  const { t } = useTranslation('sop');
  const goTo = useGoTo();
  const { approval } = status;
  return (
    <div className={styles.result}>
      <p className={styles.quiet}>{t('run.approve.groups')}</p>
      <ul className={styles.small}>
        {step.groups.map((group) => (
          <li key={group.id}>{group.roles.map((role) => roleWord(role, t)).join(', ')}</li>
        ))}
      </ul>
      {approval === null ? (
        <p className={styles.quiet}>
          {t('run.approve.none')} {t('run.approve.expires', { count: step.expiresHours })}
        </p>
      ) : (
        <div className={styles.resultHead}>
          <span>
            {t('run.approve.state', {
              state: t(`run.approvalState.${approval.state}`),
            })}
          </span>
          <Button size="compact-xs" variant="default" onClick={() => goTo(`/approvals/${approval.id}`)}>
            {t('run.approve.open')}
          </Button>
        </div>
      )}
    </div>
  );
}

export function ActPart({ step }: { step: Kind<'act'> }) {
  const { t } = useTranslation('sop');
  const { steps } = useDesk();
  const approval = steps.find((view) => view.step.id === step.approval);
  if (approval === undefined || approval.status.state === 'done') return null;
  return <p className={styles.quiet}>{t('run.act2.approvalFirst')}</p>;
}
