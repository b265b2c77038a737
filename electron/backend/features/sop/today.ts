import type { Actor } from '../../../../shared/base/access';
import { civilInstant } from '../../../../shared/base/civilTime';
import { MINUTE } from '../../../../shared/base/time';
import { dayOf } from '../../../../shared/base/zonedDay';
import type { DueRow } from '../../../../shared/features/sop/run';
import type { SopOccurrencesTable } from '../../store/tables/sop';
import type { PublishedSop } from './library/catalogue';
import { peopleBook } from './people';
import { type RunRecord, toRun } from './runs/rows';
import { occurrenceKey } from './runs/start';
import type { RunContext } from './runs/work';
import { AHEAD, type Upcoming } from './schedule/upcoming';

/** The company's day, whose past part stays on the list. */
const ZONE = 'Europe/Paris';

export interface TodayAnswer {
  now: number;
  rows: DueRow[];
  total: number;
  overdue: number;
  next: { at: number; title: string; key: string } | null;
}

interface TodayInput {
  readonly scope: 'me' | 'team' | 'all';
  readonly limit: number;
}

/** What is due and what runs: overdue first, then in order of time, what is over today last. */
export function today(context: RunContext, upcoming: Upcoming, actor: Actor, { scope, limit }: TodayInput): TodayAnswer {
  const now = context.clock.now();
  const since = civilInstant(dayOf(now, ZONE), '00:00', ZONE);
  const rows = new Rows(context, actor, scope, now);
  for (const run of openAndEnded(context, since)) rows.addRun(run);
  for (const occurrence of unstarted(context, since)) rows.addOccurrence(occurrence);
  for (const due of upcoming.between(now + 1, now + AHEAD)) {
    const { sop, schedule, occurrence } = due;
    const missed_at = occurrence.at + schedule.missedAfterMinutes * MINUTE;
    const key = occurrenceKey(sop.procedure.id, schedule.id, occurrence.at);
    rows.addDue(
      sop,
      { key, schedule: schedule.id, due_at: occurrence.at, missed_at, shifted: occurrence.shifted ? 1 : 0 },
      'upcoming',
      null,
    );
  }
  const rank = (row: DueRow) => (row.state === 'running' && row.nextDueAt !== null && row.nextDueAt <= now ? 0 : RANK[row.state]);
  const all = rows.kept.sort((a, b) => rank(a) - rank(b) || a.dueAt - b.dueAt);
  const ahead = all.flatMap((row) =>
    [row.nextDueAt ?? (row.state === 'upcoming' ? row.dueAt : null)].flatMap((at) =>
      at !== null && at > now ? [{ at, row }] : [],
    ),
  );
  const next = ahead.sort((a, b) => a.at - b.at)[0];
  return {
    now,
    rows: all.slice(0, limit),
    total: all.length,
    overdue: all.filter((row) => row.state === 'overdue').length,
    next: next === undefined ? null : { at: next.at, title: next.row.title.fr, key: next.row.key },
  };
}

const RANK: Readonly<Record<DueRow['state'], number>> = {
  overdue: 0,
  due: 1,
  running: 1,
  paused: 1,
  upcoming: 2,
  missed: 3,
  aborted: 4,
  'rolled-back': 4,
  done: 4,
};

function openAndEnded({ read }: RunContext, since: number): readonly RunRecord[] {
  const open = read.all(read.db.selectFrom('sop_runs').selectAll().where('state', 'in', ['open', 'paused']));
  const ended = read.all(read.db.selectFrom('sop_runs').selectAll().where('ended_at', '>=', since));
  return [...open, ...ended].map(toRun);
}

/** Due ones wherever they come from, missed ones of the day or without a reason yet. */
function unstarted({ read }: RunContext, since: number): readonly SopOccurrencesTable[] {
  const due = read.all(read.db.selectFrom('sop_occurrences').selectAll().where('state', '=', 'due'));
  const missed = read.all(
    read.db.selectFrom('sop_occurrences').selectAll().where('state', '=', 'missed').where('missed_at', '>=', since),
  );
  return [...due, ...missed];
}

type DueFields = Pick<SopOccurrencesTable, 'key' | 'schedule' | 'due_at' | 'missed_at' | 'shifted'>;

class Rows {
  readonly kept: DueRow[] = [];
  readonly #names;
  readonly #roles: ReadonlySet<string>;
  readonly #mates: ReadonlySet<string>;
  readonly #assigned: ReadonlySet<string>;

  constructor(
    private readonly context: RunContext,
    private readonly actor: Actor,
    private readonly scope: TodayInput['scope'],
    private readonly now: number,
  ) {
    const operators = context.operators();
    this.#names = peopleBook(context);
    const team = operators.find(({ id }) => id === actor.id)?.team ?? '';
    const mates = operators.filter((one) => one.active && team !== '' && one.team === team);
    this.#mates = new Set([actor.id, ...mates.map(({ id }) => id)]);
    this.#roles = new Set([...actor.roles, ...(scope === 'team' ? mates.flatMap(({ roles }) => roles) : [])]);
    const mine = context.read.db
      .selectFrom('sop_steps')
      .innerJoin('sop_runs', 'sop_runs.id', 'sop_steps.run')
      .select('run')
      .distinct();
    this.#assigned = new Set(
      context.read
        .all(mine.where('sop_runs.state', 'in', ['open', 'paused']).where('assignee', '=', actor.id))
        .map(({ run }) => run),
    );
  }

  addRun(run: RunRecord): void {
    const sop = this.context.catalogue.version(run.procedure, run.version);
    if (sop === undefined) return;
    const schedule = sop.procedure.schedules.find(({ id }) => id === run.schedule);
    const dueAt = run.due_at ?? run.started_at;
    const missedAt = dueAt + (schedule?.missedAfterMinutes ?? 0) * MINUTE;
    const state = run.state === 'open' ? 'running' : run.state;
    const fields = { key: run.occurrence ?? run.id, schedule: run.schedule, due_at: dueAt, missed_at: missedAt, shifted: 0 };
    this.addDue(sop, fields, state, run);
  }

  addOccurrence(row: SopOccurrencesTable): void {
    const sop = this.context.catalogue.current(row.procedure);
    if (sop === undefined) return;
    const grace = sop.procedure.schedules.find(({ id }) => id === row.schedule)?.graceMinutes ?? 0;
    const overdue = this.now > row.due_at + grace * MINUTE;
    this.addDue(sop, row, row.state === 'missed' ? 'missed' : overdue ? 'overdue' : 'due', null, row.reason);
  }

  addDue(sop: PublishedSop, due: DueFields, state: DueRow['state'], run: RunRecord | null, reason: string | null = null): void {
    const { procedure } = sop;
    const roles = procedure.owner.roles;
    const lead = run?.lead ?? null;
    const mine =
      roles.some((role) => (this.actor.roles as readonly string[]).includes(role)) ||
      lead === this.actor.id ||
      (run !== null && this.#assigned.has(run.id));
    const ours = mine || roles.some((role) => this.#roles.has(role)) || (lead !== null && this.#mates.has(lead));
    if (this.scope === 'me' ? !mine : this.scope === 'team' && !ours) return;
    this.kept.push({
      key: due.key,
      procedure: procedure.id,
      title: procedure.title,
      scheduleTitle: procedure.schedules.find(({ id }) => id === due.schedule)?.title ?? procedure.title,
      family: procedure.family,
      schedule: due.schedule,
      dueAt: due.due_at,
      missedAt: due.missed_at,
      state,
      roles: [...roles],
      mine,
      run: run?.id ?? null,
      lead: this.#names(lead),
      done: run?.done ?? 0,
      total: run?.total ?? 0,
      nextDueAt: run?.next_due_at ?? null,
      reason: run?.reason ?? reason,
      shifted: due.shifted === 1,
    });
  }
}
