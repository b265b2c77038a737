import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import { z } from 'zod';
import { type RegisterFilter, type RegisterRow, registerRow } from '../../../../shared/features/register/contract';
import { type Entry, entry, type Seal, seal } from '../../../../shared/features/register/entry';
import type { ConsoleSchema } from '../../store/schema';
import type { Reader, Reads } from '../../store/types';

type Tables = Pick<ConsoleSchema, 'register_entries' | 'signals'>;

/** The filter as conditions; only what came from this source is ever shown together. */
function conditions(source: string, filter: RegisterFilter) {
  return (eb: ExpressionBuilder<Tables, 'register_entries' | 'signals'>): Expression<SqlBool> => {
    const all: Expression<SqlBool>[] = [eb('signals.source', '=', source)];
    if (filter.from !== undefined) all.push(eb('signals.at', '>=', filter.from));
    if (filter.to !== undefined) all.push(eb('signals.at', '<', filter.to));
    if (filter.instruments?.length) all.push(eb('signals.instrument', 'in', filter.instruments));
    if (filter.kinds?.length) all.push(eb('register_entries.kind', 'in', filter.kinds));
    if (filter.outcomes?.length) {
      const results = filter.outcomes.filter((one) => one !== 'open');
      const any: Expression<SqlBool>[] = [];
      if (results.length > 0)
        any.push(eb.and([eb('signals.outcome_final', '=', 1), eb('signals.outcome_result', 'in', results)]));
      if (filter.outcomes.includes('open'))
        any.push(eb.or([eb('signals.outcome_final', 'is', null), eb('signals.outcome_final', '=', 0)]));
      all.push(eb.or(any));
    }
    return eb.and(all);
  };
}

const listed = z
  .object({
    sequence: z.int(),
    at: z.int(),
    kind: z.string(),
    signal_id: z.string(),
    refers_to: z.int().nullable(),
    hash: z.string(),
    body: z.string(),
    instrument: z.string(),
    timeframe: z.string(),
    direction: z.string(),
    decided_at: z.int(),
    outcome_result: z.string().nullable(),
    outcome_final: z.int().nullable(),
    outcome_r: z.number().nullable(),
  })
  .transform(({ signal_id, refers_to, body, decided_at, outcome_result, outcome_final, outcome_r, ...rest }): RegisterRow => {
    const closed = outcome_final === 1;
    return registerRow.parse({
      ...rest,
      signalId: signal_id,
      refersTo: refers_to,
      decidedAt: decided_at,
      result: closed ? outcome_result : null,
      r: closed ? outcome_r : null,
      word: wordOf(body),
    });
  });

const said = z.object({
  act: z.string().optional(),
  outcome: z.object({ result: z.string() }).optional(),
});

function wordOf(body: string): string | null {
  const { act, outcome } = said.parse(JSON.parse(body));
  return act ?? outcome?.result ?? null;
}

function rows(read: Reader) {
  return read.db
    .selectFrom('register_entries')
    .innerJoin('signals', 'signals.id', 'register_entries.signal_id')
    .select(['register_entries.sequence', 'register_entries.at', 'register_entries.kind', 'register_entries.signal_id'])
    .select(['register_entries.refers_to', 'register_entries.hash', 'register_entries.body'])
    .select(['signals.instrument', 'signals.timeframe', 'signals.direction', 'signals.at as decided_at'])
    .select(['signals.outcome_result', 'signals.outcome_final', 'signals.outcome_r']);
}

/** Newest first. */
export function listEntries(
  read: Reader,
  source: string,
  filter: RegisterFilter,
  before: number | null,
  limit: number,
): RegisterRow[] {
  const all = rows(read).where(conditions(source, filter));
  const page = before === null ? all : all.where('register_entries.sequence', '<', before);
  return read.all(page.orderBy('register_entries.sequence', 'desc').limit(limit), listed);
}

export function countEntries(read: Reader, source: string, filter: RegisterFilter): number {
  const query = read.db
    .selectFrom('register_entries')
    .innerJoin('signals', 'signals.id', 'register_entries.signal_id')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where(conditions(source, filter));
  return read.get(query)?.n ?? 0;
}

/** Numbers of the entries of `after < sequence ≤ upTo` that the filter lets through. */
export function matching(read: Reader, source: string, filter: RegisterFilter, after: number, upTo: number): Set<number> {
  const query = read.db
    .selectFrom('register_entries')
    .innerJoin('signals', 'signals.id', 'register_entries.signal_id')
    .select('register_entries.sequence')
    .where(conditions(source, filter))
    .where('register_entries.sequence', '>', after)
    .where('register_entries.sequence', '<=', upTo);
  return new Set(read.all(query).map(({ sequence }) => sequence));
}

/** Number of the first entry that the filter lets through; null where there is none. */
export function firstMatching(read: Reader, source: string, filter: RegisterFilter): number | null {
  const query = read.db
    .selectFrom('register_entries')
    .innerJoin('signals', 'signals.id', 'register_entries.signal_id')
    .select('register_entries.sequence')
    .where(conditions(source, filter))
    .orderBy('register_entries.sequence')
    .limit(1);
  return read.get(query)?.sequence ?? null;
}

const entryRow = z
  .object({
    sequence: z.int(),
    at: z.int(),
    kind: z.string(),
    signal_id: z.string(),
    refers_to: z.int().nullable(),
    body: z.string(),
    previous: z.string(),
    hash: z.string(),
  })
  .transform(({ signal_id, refers_to, ...rest }): Entry => entry.parse({ ...rest, signalId: signal_id, refersTo: refers_to }));

export function entriesAfter(read: Reader, after: number, upTo: number, limit: number): Entry[] {
  const table = read.db.selectFrom('register_entries').selectAll();
  return read.all(table.where('sequence', '>', after).where('sequence', '<=', upTo).orderBy('sequence').limit(limit), entryRow);
}

export function entryAt(reads: Reads, db: Reader['db'], sequence: number): Entry | undefined {
  return reads.get(db.selectFrom('register_entries').selectAll().where('sequence', '=', sequence), entryRow);
}

export function lastEntry(read: Reader): Entry | undefined {
  return read.get(read.db.selectFrom('register_entries').selectAll().orderBy('sequence', 'desc').limit(1), entryRow);
}

/** Every entry of one signal, in order. */
export function linkedEntries(read: Reader, signalId: string): RegisterRow[] {
  return read.all(rows(read).where('register_entries.signal_id', '=', signalId).orderBy('register_entries.sequence'), listed);
}

export function sealOf(read: Reader, signalId: string): Seal | undefined {
  const query = read.db.selectFrom('seals').select(['sequence', 'at', 'body', 'previous', 'hash']);
  return read.get(query.where('signal_id', '=', signalId), seal);
}

export function instrumentsOf(read: Reader, source: string): string[] {
  const query = read.db.selectFrom('signals').select('instrument').distinct().where('source', '=', source).orderBy('instrument');
  return read.all(query).map(({ instrument }) => instrument);
}
