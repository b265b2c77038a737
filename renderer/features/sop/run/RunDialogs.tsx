import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../../../app/client';
import { ReasonDialog } from '../../../ui/ReasonDialog';
import { useSay } from '../say';
import { useDesk } from './desk';
import { AssignDialog, HandOverDialog } from './PeopleDialogs';

/** The questions that are asked before something that needs a reason, or cannot be undone. */
export function RunDialogs() {
  const { dialog } = useDesk();
  switch (dialog?.kind) {
    case undefined:
      return null;
    case 'assign':
      return <AssignDialog />;
    case 'handOver':
      return <HandOverDialog />;
    case 'pause':
    case 'rollBack':
    case 'abort':
    case 'late':
      return <RunQuestion kind={dialog.kind} />;
    default:
      return <StepQuestion />;
  }
}

const RUN_WORDS = {
  pause: ['run.dialog.pauseTitle', 'run.dialog.pauseText', 'run.dialog.pause', 'run.told.paused'],
  rollBack: ['run.dialog.rollTitle', 'run.dialog.rollText', 'run.dialog.roll', 'run.told.rolled'],
  abort: ['run.dialog.abortTitle', 'run.dialog.abortText', 'run.dialog.abort', 'run.told.aborted'],
  late: ['run.dialog.lateTitle', 'run.dialog.lateText', 'run.dialog.late', 'run.told.finished'],
} as const;

function RunQuestion({ kind }: { kind: keyof typeof RUN_WORDS }) {
  const { t } = useTranslation('sop');
  const desk = useDesk();
  const [busy, setBusy] = useState(false);
  const [title, text, action, told] = RUN_WORDS[kind];
  const confirm = async (reason: string) => {
    setBusy(true);
    const id = desk.run.id;
    if (kind === 'late') await desk.finish(reason);
    else if (await desk.actOnRun(() => client.sop[kind]({ id, reason }), t(told))) desk.ask(null);
    setBusy(false);
  };
  return (
    <ReasonDialog
      title={t(title)}
      text={t(text)}
      action={t(action)}
      danger={kind === 'abort'}
      busy={busy}
      refusal={desk.runRefusal}
      onConfirm={(reason) => void confirm(reason)}
      onClose={() => desk.ask(null)}
    />
  );
}

/** Skip, not applicable, failed, attested all the same, or a choice that wants a reason. */
function StepQuestion() {
  const { t } = useTranslation('sop');
  const say = useSay();
  const { dialog, current, ask, act, busy, refusal } = useDesk();
  if (dialog === null || current === null) return null;
  const step = say(current.step.title);
  const done = { advance: true, onDone: () => ask(null) };
  const questions = {
    skip: {
      title: t('run.dialog.skipTitle', { step }),
      text: t('run.dialog.skipText'),
      action: t('run.dialog.skip'),
      confirm: (reason: string) => act((at) => client.sop.skip({ ...at, reason }), { ...done, undo: t('run.settled.skipped') }),
    },
    notApplicable: {
      title: t('run.dialog.naTitle', { step }),
      text: t('run.dialog.naText'),
      action: t('run.dialog.na'),
      confirm: (reason: string) =>
        act((at) => client.sop.notApplicable({ ...at, reason }), { ...done, undo: t('run.settled.not-applicable') }),
    },
    fail: {
      title: t('run.dialog.failTitle', { step }),
      text: `${t('run.dialog.failText')} ${t(`run.onFailure.${current.step.onFailure}`)}`,
      action: t('run.dialog.fail'),
      confirm: (reason: string) => act((at) => client.sop.fail({ ...at, reason }), { ...done, undo: t('run.settled.failed') }),
    },
    attest: {
      title: t('run.dialog.attestTitle', { step }),
      text: t('run.dialog.attestText'),
      action: t('run.dialog.attest'),
      confirm: (note: string) =>
        act((at) => client.sop.complete({ ...at, attest: true, note }), { ...done, undo: t('run.settled.done') }),
    },
    option: {
      title: t('run.decide.reasonTitle'),
      text: t('run.decide.reasonText', { option: 'label' in dialog ? dialog.label : '' }),
      action: t('run.decide.action'),
      confirm: (reason: string) =>
        act((at) => client.sop.decide({ ...at, option: 'option' in dialog ? dialog.option : '', reason }), {
          ...done,
          undo: t('run.settled.done'),
        }),
    },
  };
  const question = questions[dialog.kind as keyof typeof questions];
  return (
    <ReasonDialog
      title={question.title}
      text={question.text}
      action={question.action}
      busy={busy}
      refusal={refusal?.step === current.step.id ? refusal.text : null}
      onConfirm={(reason) => void question.confirm(reason)}
      onClose={() => ask(null)}
    />
  );
}
