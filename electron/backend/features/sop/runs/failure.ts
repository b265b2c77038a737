import type { Step } from '../../../../../shared/features/sop/step';
import type { RunWork } from './work';

/** What a failure means besides: who is told, and that the way back is open. */
export function onFailure(on: RunWork, step: Step): void {
  if (step.onFailure === 'rollback') on.event('rollback-advised', step.id);
  if (step.onFailure !== 'escalate') return;
  const roles = [...new Set(on.procedure.escalations.flatMap((one) => one.roles))];
  const told = roles.length > 0 ? roles : on.procedure.owner.roles;
  const values = { procedure: on.procedure.id, fr: step.title.fr, en: step.title.en };
  on.event('escalated', told.join(', '));
  on.tx.fact('sop.escalated', on.run.id, { notify: true, simulated: false, values, roles: [...told] });
}
