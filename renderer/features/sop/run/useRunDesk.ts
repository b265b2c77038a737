import { type RefObject, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunDetail, StepStatus } from '../../../../shared/features/sop/run';
import { client } from '../../../app/client';
import { useHello } from '../../../app/frame/hello';
import { faultOf } from '../../../ui/fault';
import { tell } from '../../../ui/toasts';
import { useMay } from '../queries';
import { useRefusalText } from '../refusal';
import { useSay } from '../say';
import type { ActOptions, Composer, Desk, Dialog, StepAt, StepRefusal } from './desk';
import { keepDrafts, type RunDrafts, readDrafts, withoutFields } from './drafts';
import { type FieldProblem, fieldsOf, initialText, problemOf, typedValues } from './fields';
import { isClosed, moved, nextOpen, phasesOf, stepsOf } from './runView';
import { primaryOf } from './stepActs';
import { type Present, putStep, readRun, useLookAt } from './useLiveRun';

/** Brings the run together with what the operator has chosen, typed and asked for. */
export function useRunDesk(
  run: RunDetail,
  present: readonly Present[],
  readSoon: () => void,
  list: RefObject<HTMLElement | null>,
): Desk {
  const { t } = useTranslation('sop');
  const say = useSay();
  const me = useHello()?.operator?.id;
  const usable = useMay('sop:run') && !isClosed(run);
  const phases = phasesOf(run);
  const steps = stepsOf(phases, run.rollingBack);
  const [chosen, setChosen] = useState<string | null>(null);
  /** The step in hand was reached by going on, not picked. */
  const [led, setLed] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<StepRefusal | null>(null);
  const [runRefusal, setRunRefusal] = useState<string | null>(null);
  const [dialog, setDialog] = useState<Dialog | null>(null);
  const [composer, setComposer] = useState<Composer | null>(null);
  const [drafts, setDrafts] = useState(() => readDrafts(localStorage, run.id));
  const picked = steps.find(({ step }) => step.id === chosen);
  // A decision may settle the very step that came next: who was led there goes on, who picked it stays.
  const past = led && picked?.status.state === 'not-applicable';
  const current =
    (past ? undefined : picked) ?? steps.find(({ step }) => step.id === nextOpen(steps, past ? chosen : null)) ?? null;
  const refusalText = useRefusalText({
    step: (id) => {
      const found = steps.find(({ step }) => step.id === id);
      return found === undefined ? id : say(found.step.title);
    },
  });
  useLookAt(run.id, current?.step.id ?? null);

  const focus = () => list.current?.focus();
  const draft = (change: (known: RunDrafts) => RunDrafts) =>
    setDrafts((known) => {
      const next = change(known);
      keepDrafts(localStorage, run.id, next);
      return next;
    });
  const select = (id: string) => {
    if (id !== current?.step.id) setComposer(null);
    setChosen(id);
    setLed(false);
    focus();
  };
  const refuse = (error: unknown) => {
    if (current !== null) setRefusal({ step: current.step.id, text: refusalText(error), fields: problemsIn(error) });
    if (faultOf(error).code === 'EVIDENCE_MISSING') setComposer('evidence');
    readSoon();
  };
  const goOn = (from: string, status: StepStatus) => {
    const after = steps.map((view) => (view.step.id === from ? { ...view, status } : view));
    const next = nextOpen(after, from);
    setComposer(null);
    setChosen(next);
    setLed(true);
  };
  const act = async (command: (at: StepAt) => Promise<StepStatus>, options: ActOptions = {}) => {
    if (current === null || busy) return;
    const { step, status } = current;
    setBusy(true);
    setRefusal(null);
    try {
      const next = await command({ run: run.id, step: step.id, revision: status.revision });
      putStep(run.id, next);
      readSoon();
      options.onDone?.();
      // What a decision leaves to be done is known to the backend only: nobody goes on before it is here too.
      if (step.kind === 'decide') await readRun(run.id);
      if (options.undo !== undefined) {
        const back = { run: run.id, step: step.id, revision: next.revision };
        tell(
          `${options.undo} · ${say(step.title)}`,
          () => void client.sop.reopen(back).then((opened) => putStep(run.id, opened), refuse),
        );
      }
      if (options.advance === true && next.state !== 'todo') goOn(step.id, next);
      else setChosen(step.id);
      focus();
    } catch (error) {
      refuse(error);
    } finally {
      setBusy(false);
    }
  };
  const actOnRun = async (command: () => Promise<unknown>, told: string) => {
    setRunRefusal(null);
    try {
      await command();
      tell(told);
      return true;
    } catch (error) {
      setRunRefusal(refusalText(error));
      return false;
    } finally {
      readSoon();
    }
  };
  const decide = (option: string, reason?: string) =>
    act((at) => client.sop.decide({ ...at, option, ...(reason === undefined ? {} : { reason }) }), {
      advance: true,
      undo: t('run.settled.done'),
    });
  const save = () => {
    if (current === null) return;
    const { step, status } = current;
    const fields = fieldsOf(step);
    const typed = drafts.fields[step.id] ?? {};
    const texts = Object.fromEntries(fields.map((field) => [field.id, typed[field.id] ?? initialText(field, status.values)]));
    const wrong = fields.flatMap((field) => {
      const problem = problemOf(field, texts[field.id] ?? '');
      return problem === null ? [] : [[field.id, problem] as const];
    });
    if (wrong.length > 0) {
      setRefusal({ step: step.id, text: t('refusal.FIELDS_WRONG'), fields: Object.fromEntries(wrong) });
      return;
    }
    void act((at) => client.sop.complete({ ...at, attest: false, values: typedValues(fields, texts) }), {
      advance: true,
      undo: t('run.settled.done'),
      onDone: () => draft((known) => withoutFields(known, step.id)),
    });
  };
  const primary = () => {
    if (current === null || !usable) return;
    const what = primaryOf(current);
    if (what === 'complete')
      void act((at) => client.sop.complete({ ...at, attest: false }), { advance: true, undo: t('run.settled.done') });
    else if (what === 'save') save();
    else if (what === 'check') void act((at) => client.sop.check(at), { advance: true });
    else if (what === 'do') void act((at) => client.sop.act(at), { advance: true });
    else if (what === 'request') void act((at) => client.sop.requestApproval(at));
    else if (what === 'decide') focusOptions(list.current);
  };
  const choose = (index: number) => {
    if (current?.step.kind !== 'decide' || primaryOf(current) !== 'decide' || !usable) return;
    const option = current.step.options[index];
    if (option === undefined) return;
    if (option.needsReason) setDialog({ kind: 'option', option: option.id, label: say(option.label) });
    else void decide(option.id);
  };
  const finish = async (lateReason?: string) => {
    setRunRefusal(null);
    try {
      await client.sop.finish({ id: run.id, ...(lateReason === undefined ? {} : { lateReason }) });
      setDialog(null);
      tell(t('run.told.finished'));
    } catch (error) {
      const { code } = faultOf(error);
      if (code === 'REASON_MISSING') setDialog({ kind: 'late' });
      else setRunRefusal(refusalText(error));
      if (code === 'STEPS_OPEN') setChosen(nextOpen(steps, null));
    } finally {
      readSoon();
    }
  };
  return {
    run,
    phases,
    steps,
    current,
    others: present.filter(({ id }) => id !== me),
    usable,
    busy,
    refusal,
    runRefusal,
    dialog,
    composer,
    drafts,
    select,
    move: (by) => {
      const next = moved(steps, current?.step.id ?? null, by);
      if (next !== null) select(next);
    },
    ask: setDialog,
    compose: setComposer,
    act,
    actOnRun,
    refuse,
    draft,
    primary,
    choose,
    finish,
    focus,
  };
}

/** Which fields the backend found wrong, and how. */
function problemsIn(error: unknown): Readonly<Record<string, FieldProblem>> {
  if (typeof error !== 'object' || error === null || !('data' in error)) return {};
  const data = error.data as { readonly fields?: readonly { readonly id: string; readonly problem: FieldProblem }[] } | undefined;
  return Object.fromEntries((data?.fields ?? []).map(({ id, problem }) => [id, problem]));
}

function focusOptions(list: HTMLElement | null): void {
  list?.querySelector<HTMLElement>('[data-option]')?.focus();
}
