import type { Step } from '../../../../../shared/features/sop/step';
import { Refusal } from '../../../store/refusal';
import { peopleBook, personOf } from '../people';
import { evidenceOf } from './evidenceRows';
import { builder } from './rows';
import type { RunWork } from './work';

/** What is settled is opened again first, by name: nobody overwrites what another has done. */
export function refuseSettled(on: RunWork, state: string, step: string): void {
  if (state === 'todo' || state === 'waiting') return;
  const { record } = on.place(step);
  const by = record.by === null ? null : personOf(on.context, record.by);
  throw new Refusal('STALE', { by, state, revision: record.revision });
}

export function refuseWithoutEvidence(on: RunWork, step: Step): void {
  if (step.evidence?.required !== true) return;
  const rows = evidenceOf(on.tx, builder(on.tx), on.run.id, peopleBook(on.context), step.id);
  if (!rows.some((row) => row.withdrawn === null)) throw new Refusal('EVIDENCE_MISSING');
}

/** An approval that nobody needs any more must not lie in somebody's inbox. */
export function withdrawApproval(on: RunWork, step: string): void {
  const { approval } = on.place(step).record;
  if (approval !== null && on.context.approvals.stateOf(on.tx, approval)?.state === 'open')
    on.context.approvals.withdraw(on.tx, approval);
}
