import type { Actor } from '../../../../../shared/base/access';
import type { Procedure } from '../../../../../shared/features/sop/procedure';
import type { PhaseStatus } from '../../../../../shared/features/sop/run';
import type { Step } from '../../../../../shared/features/sop/step';
import { Refusal } from '../../../store/refusal';
import type { Tx } from '../../../store/types';
import type { Catalogue } from '../library/catalogue';
import { personOf } from '../people';
import type { SopOptions } from '../ports';
import { blockedBy, countSteps, type Flow, phasesOf, placeOf, stateOf, waitsToBegin } from './flow';
import { nextDue, phaseStates, recordEnds, zoneOf } from './phases';
import {
  addRunEvent,
  builder,
  type RunRecord,
  runById,
  type StepChange,
  type StepRecord,
  stepsOf,
  writeRun,
  writeStep,
} from './rows';
import { waitOf } from './waits';

/** Announces that a run has changed; `step` names which step, null where several may have. */
export const RUN_CHANGED = 'sop.changed';

export interface RunContext extends SopOptions {
  readonly catalogue: Catalogue;
}

/** One command's work on one run: reads it, holds it against the rules, writes what follows from the change. */
export class RunWork {
  readonly procedure: Procedure;
  readonly flow: Flow;
  readonly steps: Map<string, StepRecord>;
  run: RunRecord;

  constructor(
    readonly context: RunContext,
    readonly tx: Tx,
    id: string,
  ) {
    tx.subject(id);
    const run = runById(tx, builder(tx), id);
    const pinned = run && context.catalogue.version(run.procedure, run.version);
    if (run === undefined || pinned === undefined) throw new Refusal('UNKNOWN_RUN');
    this.run = run;
    this.procedure = pinned.procedure;
    this.steps = stepsOf(tx, builder(tx), id);
    const work = this;
    this.flow = {
      phases: phasesOf(pinned.procedure, run.schedule),
      get rollingBack() {
        return work.run.rolling_back === 1;
      },
      stored: (step) => work.steps.get(step),
    };
  }

  refuseClosed(): void {
    if (this.run.state !== 'open' && this.run.state !== 'paused') throw new Refusal('RUN_CLOSED', { state: this.run.state });
  }

  /** The procedure's owners lead its runs; whoever leads one may too. */
  refuseStranger(actor: Actor): void {
    const roles = [
      ...new Set([...this.procedure.owner.roles, ...this.flow.phases.flatMap((one) => one.steps.flatMap((step) => step.roles))]),
    ];
    if (this.run.lead !== actor.id && !roles.some((role) => isOneOf(actor, role)))
      throw new Refusal('NOT_YOURS', { roles, tier: null });
  }

  place(id: string): { readonly step: Step; readonly record: StepRecord; readonly state: StepRecord['state'] } {
    const place = placeOf(this.flow, id);
    const record = this.steps.get(id);
    if (place === null || record === undefined) throw new Refusal('UNKNOWN_STEP');
    return { step: place.step, record, state: stateOf(this.flow, place.phase, place.step) };
  }

  /** A change of one step by a person: refused, with words, where it may not be. */
  mine(actor: Actor, at: { readonly step: string; readonly revision: number }, kinds: readonly Step['kind'][] | null) {
    this.refuseClosed();
    const place = this.place(at.step);
    refuseOthers(actor, this.procedure, place.step);
    if (this.run.state === 'paused') throw new Refusal('PAUSED');
    if (place.record.revision !== at.revision) {
      const by = place.record.by === null ? null : personOf(this.context, place.record.by);
      throw new Refusal('STALE', { by, state: place.state, revision: place.record.revision });
    }
    if (kinds !== null && !kinds.includes(place.step.kind)) throw new Refusal('WRONG_KIND');
    // What a fact has started is led by whoever takes it up first.
    if (this.run.lead === null) this.run = { ...this.run, lead: actor.id };
    return place;
  }

  refuseBlocked(id: string): void {
    const by = blockedBy(this.flow, id);
    if (by !== null) throw new Refusal('BLOCKED', { by });
  }

  /** Writes a change of a step, and what is told of it. */
  put(id: string, change: StepChange, event: string, note: string | null = null): void {
    const old = this.steps.get(id);
    if (old === undefined) throw new Refusal('UNKNOWN_STEP');
    const next: StepRecord = { ...old, ...change, revision: old.revision + 1 };
    this.steps.set(id, next);
    writeStep(this.tx, next);
    addRunEvent(this.tx, this.run.id, event, id, note);
  }

  /** As `put`, by whoever acts, now. */
  settle(id: string, change: StepChange, event: string, note: string | null = null): void {
    this.put(id, { by: this.tx.actor, at: this.tx.at, wait_until: null, wait_fact: null, ...change }, event, note);
  }

  event(kind: string, note: string | null = null): void {
    addRunEvent(this.tx, this.run.id, kind, null, note);
  }

  phases(): readonly PhaseStatus[] {
    const { started_at: startedAt, day, phases } = this.run;
    return phaseStates(
      this.flow,
      { startedAt, day: day ?? '1970-01-01', zone: zoneOf(this.procedure, this.run.schedule) },
      phases,
    );
  }

  /** What follows from the changes: waits begin, phases end, counts are taken, and everybody is told. */
  save(change: Partial<RunRecord> = {}, step: string | null = null): void {
    this.run = { ...this.run, ...change };
    if (this.run.state === 'open')
      for (const wait of waitsToBegin(this.flow))
        this.put(wait.id, { state: 'waiting', at: this.tx.at, ...waitOf(wait, this.tx.at) }, 'waiting');
    const phases = recordEnds(this.phases(), this.run.phases, this.tx.at);
    this.run = { ...this.run, phases, ...countSteps(this.flow) };
    const open = this.run.state === 'open' || this.run.state === 'paused';
    const now = this.phases();
    const told = (id: string) => phases[id]?.told === true;
    const untold = now.filter(({ id }) => !told(id));
    this.run = { ...this.run, next_due_at: open ? nextDue(now) : null, tell_at: open ? nextDue(untold) : null };
    const { id: _, ...row } = this.run;
    writeRun(this.tx, this.run.id, row);
    this.tx.fact(RUN_CHANGED, this.run.id, { step });
  }
}

function isOneOf(actor: Actor, role: string): boolean {
  return (actor.roles as readonly string[]).includes(role);
}

/** Who may do a step: the roles that it names, else the procedure's owners, with the tier where one is named. */
export function refuseOthers(actor: Actor, procedure: Procedure, step: Step): void {
  const roles = step.roles.length > 0 ? step.roles : procedure.owner.roles;
  const tier = step.tier ?? null;
  if (!roles.some((role) => isOneOf(actor, role)) || (tier !== null && actor.tier < tier))
    throw new Refusal('NOT_YOURS', { roles, tier });
}
