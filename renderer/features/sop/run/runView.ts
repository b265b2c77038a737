import type { Phase, Procedure } from '../../../../shared/features/sop/procedure';
import type { PhaseStatus, RunDetail, StepStatus } from '../../../../shared/features/sop/run';
import type { Step } from '../../../../shared/features/sop/step';

/** A step of the pinned version with what has become of it. */
export interface StepView {
  readonly step: Step;
  readonly status: StepStatus;
  readonly phase: string;
}

export interface PhaseView {
  readonly phase: Phase;
  readonly status: PhaseStatus;
  readonly steps: readonly StepView[];
}

const PART_ORDER = { prerequisite: 0, work: 1, rollback: 2, aside: 3 } as const;

/** The run as it is worked through: prerequisites, the work in order, the way back, and what holds all along. */
export function phasesOf(run: Pick<RunDetail, 'pinned' | 'phases' | 'steps'>): readonly PhaseView[] {
  const steps = new Map(run.steps.map((status) => [status.id, status]));
  const views = run.phases.flatMap((status): PhaseView[] => {
    const phase = phaseOf(run.pinned, status.id);
    if (phase === undefined) return [];
    const own = phase.steps.flatMap((step): StepView[] => {
      const found = steps.get(step.id);
      return found === undefined ? [] : [{ step, status: found, phase: phase.id }];
    });
    return [{ phase, status, steps: own }];
  });
  return views.sort((left, right) => PART_ORDER[left.phase.part] - PART_ORDER[right.phase.part]);
}

function phaseOf(pinned: Procedure, id: string): Phase | undefined {
  return pinned.phases.find((phase) => phase.id === id);
}

/** Every step that can be moved to, in the order of the screen. */
export function stepsOf(phases: readonly PhaseView[], rollingBack: boolean): readonly StepView[] {
  return phases.filter((view) => isShown(view, rollingBack)).flatMap((view) => view.steps);
}

/** The way back is shown when it is gone, and to whoever reads what was done on it. */
export function isShown({ phase, steps }: PhaseView, rollingBack: boolean): boolean {
  return phase.part !== 'rollback' || rollingBack || steps.some(({ status }) => status.state === 'done');
}

export function isSettled({ status }: StepView): boolean {
  return status.state === 'done' || status.state === 'skipped' || status.state === 'not-applicable';
}

/** Where the work goes on after `from`: the next step that is open, else the first open one, else where one stands. */
export function nextOpen(steps: readonly StepView[], from: string | null): string | null {
  const at = steps.findIndex(({ step }) => step.id === from);
  const found = steps.slice(at + 1).find((view) => !isSettled(view)) ?? steps.find((view) => !isSettled(view));
  return found?.step.id ?? from ?? steps[0]?.step.id ?? null;
}

/** The step so many places on, held at both ends. */
export function moved(steps: readonly StepView[], from: string | null, by: number): string | null {
  const at = steps.findIndex(({ step }) => step.id === from);
  const index = at < 0 ? 0 : Math.max(0, Math.min(steps.length - 1, at + by));
  return steps[index]?.step.id ?? null;
}

/** A run that takes no more changes. */
export function isClosed(run: Pick<RunDetail, 'state'>): boolean {
  return run.state !== 'open' && run.state !== 'paused';
}
