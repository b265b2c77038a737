import type { sopContract } from '../../../../../shared/features/sop/contract';
import type { StepStatus } from '../../../../../shared/features/sop/run';
import type { Step } from '../../../../../shared/features/sop/step';
import { Refusal } from '../../../store/refusal';
import type { Tx } from '../../../store/types';
import type { Handlers } from '../../handlers';
import { activeOperator } from '../people';
import { onFailure } from './failure';
import { acceptValues } from './fields';
import { refuseSettled, refuseWithoutEvidence, withdrawApproval } from './guards';
import { stepStatus } from './view';
import { type RunContext, RunWork } from './work';

type StepHandlers = Pick<
  Handlers<typeof sopContract>,
  'complete' | 'decide' | 'skip' | 'notApplicable' | 'fail' | 'reopen' | 'assign' | 'note'
>;

/** What people do with one step. */
export function stepCommands(context: RunContext): StepHandlers {
  const act = (tx: Tx, run: string, step: string, work: (on: RunWork) => void): StepStatus => {
    const on = new RunWork(context, tx, run);
    work(on);
    on.save({}, step);
    return stepStatus(context, tx, run, step);
  };
  return {
    complete: {
      command:
        (input, { actor }) =>
        (tx) =>
          act(tx, input.run, input.step, (on) => {
            const { step, record, state } = on.mine(actor, input, ['attest', 'record', 'check', 'wait']);
            refuseSettled(on, state, input.step);
            on.refuseBlocked(step.id);
            refuseWithoutEvidence(on, step);
            const change = completion(step, record.check?.verdict ?? null, input);
            on.settle(
              step.id,
              { state: 'done', reason: null, ...change },
              change.attested === 1 ? 'attested' : 'done',
              input.note ?? null,
            );
            if (input.note !== undefined && input.note !== '') on.put(step.id, {}, 'note', input.note);
          }),
    },
    decide: {
      command:
        (input, { actor }) =>
        (tx) =>
          act(tx, input.run, input.step, (on) => {
            const { step, state } = on.mine(actor, input, ['decide']);
            refuseSettled(on, state, input.step);
            on.refuseBlocked(step.id);
            const { option, reason } = chosen(step, input);
            refuseWithoutEvidence(on, step);
            on.settle(step.id, { state: 'done', option, reason }, 'decided', reason === null ? option : `${option}: ${reason}`);
          }),
    },
    skip: leaveOut('skipped'),
    notApplicable: leaveOut('not-applicable'),
    fail: {
      command:
        (input, { actor }) =>
        (tx) =>
          act(tx, input.run, input.step, (on) => {
            const { step, state } = on.mine(actor, input, null);
            refuseSettled(on, state, input.step);
            on.refuseBlocked(step.id);
            withdrawApproval(on, step.id);
            on.settle(step.id, { state: 'failed', reason: input.reason }, 'failed', input.reason);
            onFailure(on, step);
          }),
    },
    reopen: {
      command:
        (input, { actor }) =>
        (tx) =>
          act(tx, input.run, input.step, (on) => {
            const { state } = on.mine(actor, input, null);
            if (state === 'todo') throw new Refusal('WRONG_KIND');
            withdrawApproval(on, input.step);
            const cleared = { option: null, attested: 0, check: null, approval: null, approval_body: null, reason: null };
            on.settle(input.step, { state: 'todo', by: null, at: null, ...cleared }, 'reopened', input.reason ?? null);
          }),
    },
    assign: {
      command:
        (input, { actor }) =>
        (tx) =>
          act(tx, input.run, input.step, (on) => {
            on.mine(actor, input, null);
            if (input.operator !== null) activeOperator(context, input.operator);
            on.put(input.step, { assignee: input.operator }, 'assigned', input.operator);
            if (input.operator === null || input.operator === actor.id) return;
            const { title } = on.place(input.step).step;
            const values = { procedure: on.procedure.id, fr: title.fr, en: title.en };
            tx.fact('sop.assigned', on.run.id, { notify: true, simulated: false, values, operators: [input.operator] });
          }),
    },
    note: {
      command:
        (input, { actor }) =>
        (tx) => {
          const on = new RunWork(context, tx, input.run);
          if (input.step === null) on.event('note', input.text);
          else {
            on.place(input.step);
            // A note changes nothing that somebody else may be about to change, so it takes no revision.
            tx.run(
              tx.db
                .insertInto('sop_events')
                .values({ run: input.run, at: tx.at, by: actor.id, kind: 'note', step: input.step, note: input.text }),
            );
          }
          on.save({}, input.step);
          return {};
        },
    },
  };

  function leaveOut(state: 'skipped' | 'not-applicable'): StepHandlers['skip'] {
    return {
      command:
        (input, { actor }) =>
        (tx) =>
          act(tx, input.run, input.step, (on) => {
            const { step, state: now } = on.mine(actor, input, null);
            refuseSettled(on, now, input.step);
            on.refuseBlocked(step.id);
            if (state === 'not-applicable' && !step.optional) throw new Refusal('NOT_OPTIONAL');
            withdrawApproval(on, step.id);
            on.settle(step.id, { state, reason: input.reason }, state, input.reason);
          }),
    };
  }
}

/** The option that was taken, with the reason that some of them ask for. */
function chosen(step: Step, input: { readonly option: string; readonly reason?: string | undefined }) {
  const option = step.kind === 'decide' ? step.options.find(({ id }) => id === input.option) : undefined;
  if (option === undefined) throw new Refusal('UNKNOWN_OPTION');
  const reason = input.reason === undefined || input.reason === '' ? null : input.reason;
  if (option.needsReason && reason === null) throw new Refusal('REASON_MISSING');
  return { option: option.id, reason };
}

interface Completion {
  readonly values?: Readonly<Record<string, string | number | boolean>> | undefined;
  readonly attest: boolean;
  readonly note?: string | undefined;
}

/** A check that could not run may be attested instead, marked so and with a word; one that failed may not. */
function completion(step: Step, verdict: string | null, input: Completion) {
  if (step.kind === 'record') return { values: acceptValues(step, input.values ?? {}), attested: 0 };
  if (step.kind === 'check') {
    if (verdict !== 'cannot-run' || !input.attest) throw new Refusal('WRONG_KIND');
    if (input.note === undefined || input.note === '') throw new Refusal('REASON_MISSING');
    return { attested: 1 };
  }
  if (step.kind === 'wait') throw new Refusal('WRONG_KIND');
  return { attested: 0 };
}
