import { canonicalJson, type Json } from '../../../../../shared/base/canonical';
import { HOUR } from '../../../../../shared/base/time';
import type { sopContract } from '../../../../../shared/features/sop/contract';
import type { Tx } from '../../../store/types';
import type { Handlers } from '../../handlers';
import { onFailure } from './failure';
import { refuseSettled, refuseWithoutEvidence, withdrawApproval } from './guards';
import { stepStatus } from './view';
import { type RunContext, RunWork } from './work';

const KIND = 'sop';

/** Asks the groups that the step names; what is approved is the run's content up to here. */
export function approvalCommands(context: RunContext): Pick<Handlers<typeof sopContract>, 'requestApproval'> {
  return {
    requestApproval: {
      command:
        (input, { actor }) =>
        (tx) => {
          const on = new RunWork(context, tx, input.run);
          const { step, state } = on.mine(actor, input, ['approve']);
          refuseSettled(on, state, step.id);
          on.refuseBlocked(step.id);
          refuseWithoutEvidence(on, step);
          if (step.kind !== 'approve') return stepStatus(context, tx, input.run, input.step);
          withdrawApproval(on, step.id);
          const body = bodyOf(on, step.id);
          const approval = context.approvals.request(tx, {
            kind: KIND,
            subject: `${on.run.id}/${step.id}`,
            title: step.title,
            link: `/runs/${on.run.id}?step=${step.id}`,
            requestedBy: actor.id,
            body,
            lines: linesOf(on, input.note),
            amount: null,
            groups: step.groups,
            expiresAt: tx.at + step.expiresHours * HOUR,
          });
          on.settle(
            step.id,
            { state: 'waiting', approval, approval_body: canonicalJson(body) },
            'approval-requested',
            input.note ?? null,
          );
          on.save({}, step.id);
          return stepStatus(context, tx, input.run, input.step);
        },
    },
  };
}

/** Decisions and figures of the run so far: who approves, approves exactly these. */
function bodyOf(on: RunWork, step: string): Json {
  const told = [...on.steps.values()].filter(
    (one) => one.step !== step && (one.option !== null || Object.keys(one.values).length > 0),
  );
  const settled = told.map((one) => ({ step: one.step, option: one.option, values: one.values }));
  return { run: on.run.id, step, procedure: on.run.procedure, version: on.run.version, digest: on.run.digest, settled };
}

function linesOf(on: RunWork, note: string | undefined) {
  const line = (fr: string, en: string, value: string) => ({ label: { fr, en }, value });
  return [
    line('Procédure', 'Procedure', `${on.run.procedure} v${on.run.version}`),
    ...(on.run.subject === null ? [] : [line('Objet', 'Subject', on.run.subject)]),
    ...(note === undefined || note === '' ? [] : [line('Note', 'Note', note)]),
  ];
}

/** Takes over what became of an approval; false where it is still open. */
export function takeApproval(context: RunContext, tx: Tx, run: string, step: string): boolean {
  const on = new RunWork(context, tx, run);
  const { record, step: said, state } = on.place(step);
  const found = record.approval === null ? null : context.approvals.stateOf(tx, record.approval);
  if (record.approval === null || found === null || found.state === 'open' || state !== 'waiting' || on.run.ended_at !== null)
    return false;
  if (found.state === 'approved') {
    const body = JSON.parse(record.approval_body ?? 'null') as Json;
    context.approvals.consume(tx, record.approval, body, KIND);
    on.settle(step, { state: 'done', by: found.approvers.at(-1) ?? tx.actor }, 'approved', found.approvers.join(', '));
  } else if (found.state === 'refused') {
    on.settle(step, { state: 'failed', by: found.approvers.at(-1) ?? tx.actor }, 'refused', found.approvers.join(', '));
    onFailure(on, said);
  } else on.settle(step, { state: 'todo', by: null, at: null, approval: null, approval_body: null }, `approval-${found.state}`);
  on.save({}, step);
  return true;
}
