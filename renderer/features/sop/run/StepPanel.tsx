import { Button } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../../../app/client';
import { useKeyOf } from '../../../app/keys';
import { useGoTo } from '../../../app/navigation';
import { KeyTip } from '../../../ui/KeyHint';
import { roleWord } from '../refusal';
import { useSay } from '../say';
import { useDesk } from './desk';
import { EvidencePart } from './EvidencePart';
import { ActPart, ApprovePart, CheckPart, DecidePart, WaitPart } from './kinds';
import { NotesPart } from './NotesPart';
import { RecordForm } from './RecordForm';
import styles from './run.module.css';
import { isSettled, type StepView } from './runView';
import { mayAttest, mayReopen, type Primary, primaryOf } from './stepActs';

/** All of the chosen step: how it is done, what it needs, and what can be done with it. */
export function StepPanel({ view, copy }: { view: StepView; copy: (evidence: string) => void }) {
  const { t } = useTranslation('sop');
  const say = useSay();
  const { refusal, usable } = useDesk();
  const { step, status } = view;
  return (
    <div className={styles.panel}>
      <p className={styles.help}>{say(step.help)}</p>
      <Small view={view} />
      {status.reason !== null && <p className={styles.reason}>{t('run.reason', { reason: status.reason })}</p>}
      <KindPart view={view} />
      {refusal?.step === step.id && (
        <p className={styles.refusal} role="alert">
          {refusal.text}
        </p>
      )}
      {usable && <StepActions view={view} />}
      <NotesPart view={view} />
      <EvidencePart view={view} copy={copy} />
    </div>
  );
}

function Small({ view: { step } }: { view: StepView }) {
  const { t } = useTranslation('sop');
  const say = useSay();
  const goTo = useGoTo();
  const linkKey = useKeyOf('run.link');
  const lines: readonly (string | null)[] = [
    step.kind === 'attest' ? t('run.why', { why: say(step.why) }) : null,
    step.failure === undefined ? null : t('run.failure', { failure: say(step.failure) }),
    step.onFailure === 'continue' ? null : t(`run.onFailure.${step.onFailure}`),
    step.roles.length === 0 ? null : t('run.rolesOf', { roles: step.roles.map((role) => roleWord(role, t)).join(', ') }),
    step.tier === undefined ? null : t('run.tierOf', { tier: step.tier }),
  ];
  const said = lines.filter((line) => line !== null);
  const { link } = step;
  return (
    <>
      {said.length > 0 && (
        <ul className={styles.small}>
          {said.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
      {link !== undefined && (
        <div>
          <KeyTip label={t('run.openLink')} shortcut={linkKey}>
            <Button
              size="compact-xs"
              variant="default"
              rightSection={<IconArrowRight size={13} aria-hidden />}
              onClick={() => goTo(link)}
            >
              {t('run.openLink')}
            </Button>
          </KeyTip>
        </div>
      )}
    </>
  );
}

function KindPart({ view }: { view: StepView }) {
  const { step } = view;
  switch (step.kind) {
    case 'check':
      return <CheckPart view={view} />;
    case 'decide':
      return <DecidePart view={view} step={step} />;
    case 'wait':
      return <WaitPart view={view} step={step} />;
    case 'approve':
      return <ApprovePart view={view} step={step} />;
    case 'act':
      return <ActPart step={step} />;
    case 'record':
      return <RecordForm view={view} fields={step.fields} />;
    case 'attest':
      return null;
  }
}

const MAIN_WORDS = {
  complete: 'run.act.done',
  save: 'run.act.save',
  check: 'run.act.check',
  do: 'run.act.do',
  request: 'run.act.request',
} as const;

function StepActions({ view }: { view: StepView }) {
  const { t } = useTranslation('sop');
  const { ask, compose, act, primary, busy } = useDesk();
  const { step } = view;
  const main = primaryOf(view);
  const open = !isSettled(view);
  const again = main === 'check' && view.status.check !== null;
  return (
    <div className={styles.actions}>
      {main !== null && main !== 'decide' && (
        <Act id={mainKey(main)} main={!mayAttest(view)} busy={busy} onClick={primary}>
          {t(again ? 'run.act.checkAgain' : MAIN_WORDS[main])}
        </Act>
      )}
      {mayAttest(view) && (
        <Act id="run.attest" main onClick={() => ask({ kind: 'attest' })}>
          {t('run.act.attest')}
        </Act>
      )}
      {mayReopen(view) && (
        <Act id="run.reopen" onClick={() => void act((at) => client.sop.reopen(at))}>
          {t('run.act.reopen')}
        </Act>
      )}
      {open && (
        <>
          <Act id="run.skip" onClick={() => ask({ kind: 'skip' })}>
            {t('run.act.skip')}
          </Act>
          {step.optional && (
            <Act id="run.notApplicable" onClick={() => ask({ kind: 'notApplicable' })}>
              {t('run.act.notApplicable')}
            </Act>
          )}
          <Act id="run.fail" onClick={() => ask({ kind: 'fail' })}>
            {t('run.act.fail')}
          </Act>
        </>
      )}
      <span className={styles.gap} />
      <Act id="run.note" onClick={() => compose('note')}>
        {t('run.act.note')}
      </Act>
      <Act id="run.evidence" onClick={() => compose('evidence')}>
        {t('run.act.evidence')}
      </Act>
      <Act id="run.assign" onClick={() => ask({ kind: 'assign' })}>
        {t('run.act.assign')}
      </Act>
    </div>
  );
}

const mainKey = (main: Primary): string => (main === 'check' || main === 'do' ? 'run.do' : 'run.done');

interface ActProps {
  readonly id: string;
  readonly main?: boolean;
  readonly busy?: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

function Act({ id, main = false, busy = false, onClick, children }: ActProps) {
  const shortcut = useKeyOf(id);
  return (
    <KeyTip label={String(children)} shortcut={shortcut}>
      <Button size="compact-sm" variant={main ? 'filled' : 'default'} loading={busy} onClick={onClick}>
        {children}
      </Button>
    </KeyTip>
  );
}
