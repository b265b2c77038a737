import { z } from 'zod';
import { addBusinessDays } from '../../../../../shared/base/businessDays';
import { addDays } from '../../../../../shared/base/civilDay';
import { civilInstant } from '../../../../../shared/base/civilTime';
import { MINUTE } from '../../../../../shared/base/time';
import type { Phase, Procedure } from '../../../../../shared/features/sop/procedure';
import type { PhaseStatus } from '../../../../../shared/features/sop/run';
import { type Flow, inTheWay, stateOf } from './flow';

/** What a run remembers of its phases; kept with the run. */
export const phaseRecords = z.record(
  z.string(),
  z.object({ endedAt: z.int().nullable(), lateReason: z.string().nullable(), told: z.boolean() }),
);
export type PhaseRecords = z.infer<typeof phaseRecords>;

export interface RunClock {
  readonly startedAt: number;
  /** The civil day that J-10 and its like are counted from. */
  readonly day: string;
  readonly zone: string;
}

const OFFICE_ZONE = 'Europe/Paris';

/** The zone in which the business days of a schedule's runs begin and end. */
export function zoneOf(procedure: Procedure, schedule: string): string {
  const found = procedure.schedules.find((one) => one.id === schedule);
  return found !== undefined && 'zone' in found ? found.zone : OFFICE_ZONE;
}

/** When a phase should begin and end: minutes from the start, or a business day from the run's own day. */
function spanOf(phase: Phase, clock: RunClock): { opensAt: number | null; dueAt: number | null } {
  if (phase.timeBox !== undefined) {
    const { fromMinutes, toMinutes } = phase.timeBox;
    return {
      opensAt: clock.startedAt + fromMinutes * MINUTE,
      dueAt: toMinutes === null ? null : clock.startedAt + toMinutes * MINUTE,
    };
  }
  if (phase.businessDay === undefined) return { opensAt: null, dueAt: null };
  const day = addBusinessDays(clock.day, phase.businessDay);
  return { opensAt: civilInstant(day, '00:00', clock.zone), dueAt: civilInstant(addDays(day, 1), '00:00', clock.zone) };
}

/** Where each phase of the run stands. */
export function phaseStates(flow: Flow, clock: RunClock, records: PhaseRecords): readonly PhaseStatus[] {
  let ahead = false;
  return flow.phases.map((phase) => {
    const states = phase.steps.map((step) => ({ step, state: stateOf(flow, phase, step) }));
    const open = states.some(({ step, state }) => inTheWay(state, step));
    const off = states.every(({ state }) => state === 'not-applicable');
    const state = off ? 'not-applicable' : !open ? 'done' : ahead ? 'ahead' : 'current';
    if (state === 'current' && phase.part !== 'aside') ahead = true;
    const record = records[phase.id];
    const ended = state === 'done' ? (record?.endedAt ?? null) : null;
    return { id: phase.id, state, ...spanOf(phase, clock), endedAt: ended, lateReason: record?.lateReason ?? null };
  });
}

/** Notes the phases that have just ended, and forgets the end of those that were opened again. */
export function recordEnds(states: readonly PhaseStatus[], records: PhaseRecords, now: number): PhaseRecords {
  const next: PhaseRecords = {};
  for (const { id, state } of states) {
    const old = records[id] ?? { endedAt: null, lateReason: null, told: false };
    next[id] = { ...old, endedAt: state === 'done' ? (old.endedAt ?? now) : null };
  }
  return next;
}

/** Whether the phase ended late, or is late as it stands. */
export function isLate(phase: PhaseStatus, now: number): boolean {
  return phase.state !== 'not-applicable' && phase.dueAt !== null && (phase.endedAt ?? now) > phase.dueAt;
}

/** The nearest end of a phase that is not over. */
export function nextDue(states: readonly PhaseStatus[]): number | null {
  const open = states.flatMap(({ state, dueAt }) =>
    dueAt !== null && (state === 'current' || state === 'ahead') ? [dueAt] : [],
  );
  return open.length === 0 ? null : Math.min(...open);
}
