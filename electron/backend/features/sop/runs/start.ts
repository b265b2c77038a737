import type { Actor } from '../../../../../shared/base/access';
import { addBusinessDays } from '../../../../../shared/base/businessDays';
import { dayOf } from '../../../../../shared/base/zonedDay';
import type { Procedure } from '../../../../../shared/features/sop/procedure';
import { Refusal } from '../../../store/refusal';
import type { Tx } from '../../../store/types';
import type { PublishedSop } from '../library/catalogue';
import { opensAt } from '../schedule/window';
import { phasesOf } from './flow';
import { zoneOf } from './phases';
import { addRunEvent, writeStep } from './rows';
import { type RunContext, RunWork } from './work';

export interface StartOf {
  readonly procedure: string;
  readonly schedule?: string | undefined;
  readonly dueAt?: number | undefined;
  readonly subject?: string | undefined;
  readonly parent?: string | undefined;
}

/** One occurrence has one key, whoever starts it from wherever. */
export function occurrenceKey(procedure: string, schedule: string, dueAt: number): string {
  return `${procedure}/${schedule}/${dueAt}`;
}

/** A person starts a procedure: on demand, or what has fallen due. */
export function startByPerson(context: RunContext, tx: Tx, actor: Actor, asked: StartOf): string {
  const { sop, schedule } = find(context, asked);
  const roles = [
    ...new Set([...sop.procedure.owner.roles, ...sop.procedure.phases.flatMap((one) => one.steps.flatMap((step) => step.roles))]),
  ];
  if (!roles.some((role) => (actor.roles as readonly string[]).includes(role)))
    throw new Refusal('NOT_YOURS', { roles, tier: null });
  const opens = sop.procedure.window === undefined ? null : opensAt(sop.procedure.window, tx.at);
  // A work window bounds the work itself; what is prepared the day before begins outside it, so only window steps check it.
  if (opens !== null && opens > tx.at && phasesOf(sop.procedure, schedule).every((phase) => phase.businessDay === undefined))
    throw new Refusal('OUTSIDE_WINDOW', { opensAt: opens });
  return start(context, tx, sop, { ...asked, schedule });
}

function find(context: RunContext, asked: StartOf): { sop: PublishedSop; schedule: string } {
  const sop = context.catalogue.current(asked.procedure);
  if (sop === undefined) throw new Refusal('UNKNOWN_PROCEDURE');
  const { schedules } = sop.procedure;
  const wanted = asked.schedule ?? (schedules.find(({ kind }) => kind === 'demand') ?? schedules[0])?.id ?? '';
  if (!schedules.some(({ id }) => id === wanted)) throw new Refusal('UNKNOWN_SCHEDULE');
  return { sop, schedule: wanted };
}

/** Makes the run, pinned to the version in force, with every step of its schedule. */
export function start(context: RunContext, tx: Tx, sop: PublishedSop, asked: StartOf & { readonly schedule: string }): string {
  const { procedure } = sop;
  const occurrence =
    asked.dueAt === undefined ? null : takeOccurrence(tx, occurrenceKey(procedure.id, asked.schedule, asked.dueAt));
  const id = context.ids();
  const zone = zoneOf(procedure, asked.schedule);
  const lead = tx.actor.startsWith('system:') ? null : tx.actor;
  tx.run(
    tx.db.insertInto('sop_runs').values({
      id,
      procedure: procedure.id,
      version: sop.version,
      digest: sop.digest,
      schedule: asked.schedule,
      occurrence: occurrence?.key ?? null,
      subject: asked.subject ?? null,
      due_at: asked.dueAt ?? null,
      day: occurrence?.day ?? addBusinessDays(dayOf(tx.at, zone), -earliest(procedure, asked.schedule)),
      started_at: tx.at,
      ended_at: null,
      state: 'open',
      started_by: tx.actor,
      lead,
      on_time: null,
      reason: null,
      parent: asked.parent ?? null,
      rolling_back: 0,
      ...{ done: 0, total: 0, skipped: 0, failed: 0, next_due_at: null, tell_at: null, phases_json: '{}' },
    }),
  );
  if (occurrence !== null)
    tx.run(tx.db.updateTable('sop_occurrences').set({ state: 'started', run: id }).where('key', '=', occurrence.key));
  insertSteps(tx, id, sop, asked.schedule);
  addRunEvent(tx, id, 'started', null, asked.subject ?? null);
  new RunWork(context, tx, id).save();
  return id;
}

/** Business days from the run's own day to its first phase, 0 or less: what is begun by hand begins there. */
function earliest(procedure: Procedure, schedule: string): number {
  return Math.min(0, ...phasesOf(procedure, schedule).map(({ businessDay }) => businessDay ?? 0));
}

function takeOccurrence(tx: Tx, key: string): { key: string; day: string } {
  const row = tx.get(tx.db.selectFrom('sop_occurrences').selectAll().where('key', '=', key));
  if (row === undefined) throw new Refusal('UNKNOWN_SCHEDULE');
  if (row.run !== null) throw new Refusal('ALREADY_STARTED', { run: row.run });
  if (row.state === 'missed') throw new Refusal('ALREADY_MISSED');
  return row;
}

function insertSteps(tx: Tx, run: string, sop: PublishedSop, schedule: string): void {
  for (const phase of phasesOf(sop.procedure, schedule))
    for (const step of phase.steps)
      writeStep(tx, {
        run,
        step: step.id,
        phase: phase.id,
        state: 'todo',
        revision: 0,
        values: {},
        attested: 0,
        ...{ by: null, at: null, assignee: null, reason: null, option: null, check: null },
        ...{ approval: null, approval_body: null, wait_until: null, wait_fact: null },
      });
}
