import { DAY, HOUR, MINUTE } from '../../../../../shared/base/time';
import type { Timer } from '../../../kit/clock';
import { nextTurn } from '../../../kit/turn';
import type { Tx } from '../../../store/types';
import { takeApproval } from '../runs/approve';
import { occurrenceKey } from '../runs/start';
import { type RunContext, RunWork } from '../runs/work';
import { readCursor, writeCursor } from './cursors';
import { type Due, dueBetween } from './upcoming';

const ACTOR = 'system:sops';
const CURSOR = 'clock';
/** Looked at in one go while catching up: a day's work is some thirty rows. */
const PIECE = DAY;
/** A machine that sleeps fires no timers; the clock is looked at this often and finds what it slept through. */
const TICK = 15_000;
/** What was missed so long ago is recorded and told to nobody. */
const STALE = 2 * DAY;

/**
 * Makes rows of what falls due, tells those concerned, and records what nobody began. How far it has come is stored, so that
 * neither sleep nor a console that was off loses anything.
 */
export class Scheduler {
  #timer: Timer | null = null;
  #busy: Promise<void> | null = null;
  #again = false;
  #stopped = false;
  /** Up to when what falls due is recorded, and up to when that is stored. */
  #seen: number | null = null;
  #stored = 0;

  constructor(private readonly context: RunContext) {}

  start(): void {
    this.#timer = this.context.clock.setInterval(() => void this.look(), TICK);
    void this.look();
  }

  /** Also after the machine woke up. Resolves when everything up to now is recorded. */
  look(): Promise<void> {
    if (this.#busy !== null) {
      this.#again = true;
      return this.#busy;
    }
    this.#busy = this.#work()
      .catch((error: unknown) => this.context.onError(error))
      .finally(() => {
        this.#busy = null;
        const again = this.#again;
        this.#again = false;
        if (again && !this.#stopped) void this.look();
      });
    return this.#busy;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#timer?.cancel();
    await this.#busy;
  }

  async #work(): Promise<void> {
    await this.#catchUp();
    for (const step of [missed, waits, approvals, latePhases]) {
      if (this.#stopped) return;
      step(this.context);
      await nextTurn();
    }
  }

  async #catchUp(): Promise<void> {
    const { clock } = this.context;
    this.#seen ??= this.#begin();
    while (!this.#stopped && this.#seen <= clock.now()) {
      const from = this.#seen;
      const to = Math.min(from + PIECE, clock.now() + 1);
      const dues = dueBetween(this.context, from, to);
      // Where nothing fell due the stored place may lag: the span is only computed again, and the journal has no row for it.
      if (dues.length > 0 || to - this.#stored > HOUR) this.#store(dues, to);
      this.#seen = to;
      await nextTurn();
    }
  }

  /** A console that was never open owes nothing from before. */
  #begin(): number {
    const known = readCursor(this.context.read, CURSOR);
    this.#stored = known ?? this.context.clock.now();
    if (known === undefined) this.#store([], this.#stored);
    return this.#stored;
  }

  #store(dues: readonly Due[], to: number): void {
    run(this.context, 'sop.due', (tx) => {
      for (const due of dues) record(this.context, tx, due);
      writeCursor(tx, CURSOR, to);
    });
    this.#stored = to;
  }
}

function run(context: RunContext, action: string, work: (tx: Tx) => void): void {
  context.commands.run({ actor: ACTOR, action, input: {} }, work);
}

function record(context: RunContext, tx: Tx, { sop, schedule, occurrence }: Due): void {
  const { id } = sop.procedure;
  const key = occurrenceKey(id, schedule.id, occurrence.at);
  if (tx.get(tx.db.selectFrom('sop_occurrences').select('key').where('key', '=', key)) !== undefined) return;
  const missedAt = occurrence.at + schedule.missedAfterMinutes * MINUTE;
  tx.run(
    tx.db.insertInto('sop_occurrences').values({
      key,
      procedure: id,
      schedule: schedule.id,
      due_at: occurrence.at,
      missed_at: missedAt,
      day: occurrence.day,
      shifted: occurrence.shifted ? 1 : 0,
      state: 'due',
      ...{ run: null, reason: null, explained_by: null },
    }),
  );
  if (missedAt > context.clock.now()) tx.fact('sop.due', key, notice(sop, true));
}

function notice({ procedure }: Due['sop'], notify: boolean) {
  const { fr, en } = procedure.title;
  return { notify, simulated: false, values: { procedure: procedure.id, fr, en }, roles: [...procedure.owner.roles] };
}

/** What nobody began in time is said to be missed, whatever the reason. */
function missed(context: RunContext): void {
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
function waits(context: RunContext): void {
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
function approvals(context: RunContext): void {
  const { read } = context;
  for (const { run: id, step, approval } of read.all(waiting(context).where('sop_steps.approval', 'is not', null))) {
    const state = approval === null ? undefined : context.approvals.stateOf(read, approval)?.state;
    if (state !== undefined && state !== 'pending')
      run(context, 'sop.approved', (tx) => void takeApproval(context, tx, id, step));
  }
}

/** A phase that runs over its time is told once. */
function latePhases(context: RunContext): void {
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
