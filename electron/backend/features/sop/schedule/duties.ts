import { DAY } from '../../../../../shared/base/time';
import type { Tx } from '../../../store/types';
import type { PublishedSop } from '../library/catalogue';
import { takeApproval } from '../runs/approve';
import { type RunContext, RunWork } from '../runs/work';

const ACTOR = 'system:sops';
/** What was missed so long ago is recorded and told to nobody. */
const STALE = 2 * DAY;

/** One commit of the desk's own. */
export function run(context: RunContext, action: string, work: (tx: Tx) => void): void {
  context.commands.run({ actor: ACTOR, action, input: {} }, work);
}

/** What is told of something that falls due, to those who own it. */
export function notice({ procedure }: PublishedSop, notify: boolean) {
  const { fr, en } = procedure.title;
  return { notify, simulated: false, values: { procedure: procedure.id, fr, en }, roles: [...procedure.owner.roles] };
}

/** What nobody began in time is said to be missed, whatever the reason. */
export function missed(context: RunContext): void {
  const { read, clock, catalogue } = context;
  const now = clock.now();
  const query = read.db
    .selectFrom('sop_occurrences')
    .selectAll()
    .where('state', '=', 'due')
    .where('missed_at', '<=', now)
    .orderBy('missed_at')
    .limit(50);
  const rows = read.all(query);
  if (rows.length === 0) return;
  run(context, 'sop.missed', (tx) => {
    for (const row of rows) {
      const changed = tx.run(
        tx.db.updateTable('sop_occurrences').set({ state: 'missed' }).where('key', '=', row.key).where('state', '=', 'due'),
      );
      const sop = catalogue.current(row.procedure);
      if (changed > 0 && sop !== undefined) tx.fact('sop.missed', row.key, notice(sop, now - row.missed_at < STALE));
    }
  });
  if (rows.length === 50) missed(context);
}

/** Steps of open runs that wait; those of closed and paused runs wait for nothing. */
function waiting(context: RunContext) {
  return context.read.db
    .selectFrom('sop_steps')
    .innerJoin('sop_runs', 'sop_runs.id', 'sop_steps.run')
    .select(['sop_steps.run', 'sop_steps.step', 'sop_steps.approval'])
    .where('sop_steps.state', '=', 'waiting')
    .where('sop_runs.state', '=', 'open');
}

/** Waits that are over, also those that ended while the console was off. */
export function waits(context: RunContext): void {
  const over = context.read.all(waiting(context).where('sop_steps.wait_until', '<=', context.clock.now()));
  for (const { run: id, step } of over) run(context, 'sop.waited', (tx) => endWait(new RunWork(context, tx, id), step));
}

export function endWait(on: RunWork, step: string): void {
  const record = on.steps.get(step);
  // A run that is closed or turned back waits for nothing more.
  if (record?.state !== 'waiting' || record.approval !== null || on.run.ended_at !== null || on.run.state === 'paused') return;
  on.settle(step, { state: 'done' }, 'waited');
  on.save({}, step);
}

/** Approvals that were decided, or have run out. */
export function approvals(context: RunContext): void {
  const { read } = context;
  for (const { run: id, step, approval } of read.all(waiting(context).where('sop_steps.approval', 'is not', null))) {
    const state = approval === null ? undefined : context.approvals.stateOf(read, approval)?.state;
    if (state !== undefined && state !== 'open') run(context, 'sop.approved', (tx) => void takeApproval(context, tx, id, step));
  }
}

/** A phase that runs over its time is told once. */
export function latePhases(context: RunContext): void {
  const { read, clock } = context;
  const query = read.db.selectFrom('sop_runs').select('id').where('tell_at', '<=', clock.now()).limit(50);
  for (const { id } of read.all(query)) run(context, 'sop.phase-late', (tx) => tellLate(new RunWork(context, tx, id)));
}

function tellLate(on: RunWork): void {
  const phases = { ...on.run.phases };
  let changed = false;
  for (const phase of on.phases()) {
    const record = phases[phase.id];
    const open = phase.state === 'current' || phase.state === 'ahead';
    if (!open || phase.dueAt === null || phase.dueAt > on.tx.at || record === undefined || record.told) continue;
    phases[phase.id] = { ...record, told: true };
    changed = true;
    const title = on.flow.phases.find(({ id }) => id === phase.id)?.title ?? on.procedure.title;
    const values = { procedure: on.procedure.id, fr: title.fr, en: title.en };
    const people = on.run.lead === null ? { roles: [...on.procedure.owner.roles] } : { operators: [on.run.lead] };
    on.event('phase-late', phase.id);
    on.tx.fact('sop.phase-late', on.run.id, { notify: true, simulated: false, values, ...people });
  }
  if (changed) on.save({ phases });
}
