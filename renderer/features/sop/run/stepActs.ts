import { isSettled, type StepView } from './runView';

/** What the main button and the space bar do with a step; null where nothing is to be done by hand. */
export type Primary = 'complete' | 'save' | 'check' | 'do' | 'decide' | 'request' | null;

export function primaryOf({ step, status }: StepView): Primary {
  if (isSettled({ step, status, phase: '' })) return null;
  switch (step.kind) {
    case 'attest':
      return 'complete';
    case 'record':
      return 'save';
    case 'check':
      return 'check';
    case 'act':
      return 'do';
    case 'decide':
      return 'decide';
    case 'approve':
      return status.state === 'waiting' ? null : 'request';
    case 'wait':
      return null;
  }
}

/** A check that could not run may be attested; one that failed may not. */
export function mayAttest({ step, status }: StepView): boolean {
  return step.kind === 'check' && status.check?.verdict === 'cannot-run' && !isSettled({ step, status, phase: '' });
}

export function mayReopen({ status }: StepView): boolean {
  return status.state !== 'todo' && status.state !== 'not-applicable';
}
