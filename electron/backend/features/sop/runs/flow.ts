import type { Phase, Procedure } from '../../../../../shared/features/sop/procedure';
import type { StepState } from '../../../../../shared/features/sop/run';
import type { Branch, Step } from '../../../../../shared/features/sop/step';

/** What the order of a run is decided by: pure, so that every branch can be walked without a store. */
export interface Flow {
  readonly phases: readonly Phase[];
  readonly rollingBack: boolean;
  readonly stored: (step: string) => { readonly state: StepState; readonly option: string | null } | undefined;
}

/** The phases of a schedule's runs, in the order in which they are done: what must be there first comes first. */
export function phasesOf(procedure: Procedure, schedule: string): readonly Phase[] {
  const wanted = procedure.schedules.find((one) => one.id === schedule)?.phases ?? [];
  const mine = procedure.phases.filter((phase) => wanted.length === 0 || wanted.includes(phase.id));
  const order = ['prerequisite', 'work', 'rollback', 'aside'] as const;
  return order.flatMap((part) => mine.filter((phase) => phase.part === part));
}

/** Whether a branch is taken; null while its decision is open. */
function taken(flow: Flow, only: Branch | undefined): boolean | null {
  if (only === undefined) return true;
  const place = placeOf(flow, only.decision);
  if (place === null) return false;
  const state = stateOf(flow, place.phase, place.step);
  if (state === 'todo' || state === 'waiting') return null;
  const option = flow.stored(only.decision)?.option ?? null;
  return state === 'done' && option !== null && only.is.includes(option);
}

export function placeOf(flow: Pick<Flow, 'phases'>, id: string): { phase: Phase; step: Step } | null {
  for (const phase of flow.phases) {
    const step = phase.steps.find((one) => one.id === id);
    if (step !== undefined) return { phase, step };
  }
  return null;
}

/** Whether the phase is part of the way that the run goes now. */
function onTheWay(flow: Flow, phase: Phase): boolean {
  return phase.part === 'aside' || (phase.part === 'rollback') === flow.rollingBack;
}

/** What the step is on the way that the run takes: what lies on no branch that was taken is not applicable. */
export function stateOf(flow: Flow, phase: Phase, step: Step): StepState {
  const stored = flow.stored(step.id)?.state ?? 'todo';
  if (stored !== 'todo' && stored !== 'waiting') return stored;
  const off = !onTheWay(flow, phase) || taken(flow, phase.only) === false || taken(flow, step.only) === false;
  return off ? 'not-applicable' : stored;
}

/** A failure that stops, or turns the run back, leaves its step in the way of what follows. */
export function inTheWay(state: StepState, step: Step): boolean {
  if (state === 'failed') return step.onFailure === 'stop' || step.onFailure === 'rollback';
  return state === 'todo' || state === 'waiting';
}

/** The steps that must be settled before the run can end, in order; rules that hold all along are none of them. */
export function* requiredSteps(flow: Flow): Generator<{ phase: Phase; step: Step; state: StepState }> {
  for (const phase of flow.phases) {
    if (phase.part === 'aside' || !onTheWay(flow, phase)) continue;
    for (const step of phase.steps) yield { phase, step, state: stateOf(flow, phase, step) };
  }
}

/** The step that must be settled before this one; null when it may be done now. */
export function blockedBy(flow: Flow, id: string): string | null {
  const place = placeOf(flow, id);
  if (place === null) return null;
  for (const only of [place.phase.only, place.step.only])
    if (only !== undefined && taken(flow, only) === null) return only.decision;
  if (place.phase.part === 'aside') return null;
  for (const { phase, step, state } of requiredSteps(flow)) {
    if (step.id === id) return null;
    if (phase.id !== place.phase.id ? inTheWay(state, step) : state === 'failed' && inTheWay(state, step)) return step.id;
  }
  return null;
}

/** A wait begins by itself when everything before it in its phase is settled. */
export function waitsToBegin(flow: Flow): readonly Extract<Step, { kind: 'wait' }>[] {
  return flow.phases.flatMap((phase) =>
    phase.steps.flatMap((step, index) => {
      if (step.kind !== 'wait' || stateOf(flow, phase, step) !== 'todo' || blockedBy(flow, step.id) !== null) return [];
      return phase.steps.slice(0, index).some((before) => inTheWay(stateOf(flow, phase, before), before)) ? [] : [step];
    }),
  );
}

export function openSteps(flow: Flow): readonly string[] {
  return [...requiredSteps(flow)].filter(({ state, step }) => inTheWay(state, step)).map(({ step }) => step.id);
}

export interface Count {
  readonly done: number;
  readonly total: number;
  readonly skipped: number;
  readonly failed: number;
}

export function countSteps(flow: Flow): Count {
  const states = [...requiredSteps(flow)].map(({ state }) => state);
  const of = (wanted: StepState) => states.filter((state) => state === wanted).length;
  return { done: of('done'), total: states.length - of('not-applicable'), skipped: of('skipped'), failed: of('failed') };
}
