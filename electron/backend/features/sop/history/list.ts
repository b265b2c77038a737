import type { RunFilter } from '../../../../../shared/features/sop/contract';
import type { RunRow } from '../../../../../shared/features/sop/run';
import type { SopOccurrencesTable } from '../../../store/tables/sop';
import { peopleBook } from '../people';
import { toRun } from '../runs/rows';
import { runRow } from '../runs/view';
import type { RunContext } from '../runs/work';

/** Runs newest first, those that were missed among them; a page follows the last row of the one before. */
export function listRuns(
  context: RunContext,
  filter: RunFilter,
  cursor: string | null,
  limit: number,
): { rows: RunRow[]; next: string | null } {
  const names = peopleBook(context);
  const after = cursor === null ? null : parseCursor(cursor);
  const runs = readRuns(context, filter, after, limit + 1).map((row) => runRow(context, toRun(row), names));
  const missed = readMissed(context, filter, after, limit + 1).map((row) => missedRow(context, row));
  const all = [...runs, ...missed].sort((a, b) => timeOf(b) - timeOf(a) || (a.id < b.id ? 1 : -1));
  const rows = all.slice(0, limit);
  const last = rows.at(-1);
  return { rows, next: all.length > limit && last !== undefined ? `${timeOf(last)}/${last.id}` : null };
}

export function countRuns(context: RunContext, filter: RunFilter): number {
  const { read } = context;
  const runs = runsQuery(context, filter).select((eb) => eb.fn.countAll<number>().as('n'));
  const missed = missedQuery(context, filter)?.select((eb) => eb.fn.countAll<number>().as('n'));
  return (read.get(runs)?.n ?? 0) + (missed === undefined ? 0 : (read.get(missed)?.n ?? 0));
}

interface After {
  readonly at: number;
  readonly id: string;
}

function parseCursor(text: string): After {
  const slash = text.indexOf('/');
  return { at: Number(text.slice(0, slash)) || 0, id: text.slice(slash + 1) };
}

function timeOf(row: RunRow): number {
  return row.startedAt ?? row.dueAt ?? 0;
}

function readRuns(context: RunContext, filter: RunFilter, after: After | null, limit: number) {
  const query = runsQuery(context, filter).selectAll().orderBy('started_at', 'desc').orderBy('id', 'desc').limit(limit);
  const page =
    after === null ? query : query.where((eb) => eb(eb.refTuple('started_at', 'id'), '<', eb.tuple(after.at, after.id)));
  return context.read.all(page);
}

function readMissed(context: RunContext, filter: RunFilter, after: After | null, limit: number): SopOccurrencesTable[] {
  const query = missedQuery(context, filter)?.selectAll().orderBy('due_at', 'desc').orderBy('key', 'desc').limit(limit);
  if (query === undefined) return [];
  return context.read.all(after === null ? query : query.where('due_at', '<', after.at));
}

function runsQuery({ read }: RunContext, filter: RunFilter) {
  let query = read.db.selectFrom('sop_runs');
  const { procedures, operators, states, from, to, text } = filter;
  if (procedures !== undefined) query = query.where('procedure', 'in', procedures);
  if (operators !== undefined)
    query = query.where((eb) => eb.or([eb('started_by', 'in', operators), eb('lead', 'in', operators)]));
  if (states !== undefined)
    query = query.where(
      'state',
      'in',
      states.filter((state) => state !== 'missed'),
    );
  if (from !== undefined) query = query.where('started_at', '>=', from);
  if (to !== undefined) query = query.where('started_at', '<', to);
  if (text !== undefined && text !== '') {
    const like = `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;
    query = query.where((eb) => eb.or([eb('procedure', 'like', like), eb('subject', 'like', like), eb('reason', 'like', like)]));
  }
  return query;
}

/** Null where the filter asks for something that only a run has. */
function missedQuery({ read }: RunContext, filter: RunFilter) {
  const { procedures, operators, states, from, to, text } = filter;
  if (operators !== undefined || (states !== undefined && !states.includes('missed'))) return undefined;
  let query = read.db.selectFrom('sop_occurrences').where('state', '=', 'missed');
  if (procedures !== undefined) query = query.where('procedure', 'in', procedures);
  if (from !== undefined) query = query.where('due_at', '>=', from);
  if (to !== undefined) query = query.where('due_at', '<', to);
  if (text !== undefined && text !== '') query = query.where('procedure', 'like', `%${text.replaceAll(/[\\%_]/g, '')}%`);
  return query;
}

/** What nobody began stands in the history like a run; its id is made from its key, so that it is the same each time. */
function missedRow(context: RunContext, row: SopOccurrencesTable): RunRow {
  const sop = context.catalogue.current(row.procedure);
  return {
    id: missedId(row),
    procedure: row.procedure,
    version: sop?.version ?? 0,
    title: sop?.procedure.title ?? { fr: row.procedure, en: row.procedure },
    family: sop?.procedure.family ?? '',
    schedule: row.schedule,
    subject: null,
    dueAt: row.due_at,
    startedAt: null,
    endedAt: row.missed_at,
    state: 'missed',
    ...{ startedBy: null, lead: null, onTime: false, done: 0, total: 0, skipped: 0, failed: 0 },
    reason: row.reason,
    nextDueAt: null,
  };
}

/** A UUIDv7 of the due time, with the rowless occurrence's own name in the rest. */
function missedId(row: SopOccurrencesTable): string {
  let hash = 0;
  for (const sign of row.key) hash = (Math.imul(hash, 31) + sign.charCodeAt(0)) >>> 0;
  const time = row.due_at.toString(16).padStart(12, '0');
  const tail = hash.toString(16).padStart(8, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-0000${tail}`;
}
