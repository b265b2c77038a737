import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import { z } from 'zod';
import { type AuditFilter, auditRow } from '../../../../shared/features/audit/contract';
import type { ConsoleSchema } from '../../store/schema';
import type { Reader } from '../../store/types';

const row = z
  .object({
    sequence: z.int(),
    at: z.int(),
    actor: z.string(),
    action: z.string(),
    result: z.enum(['done', 'refused', 'fault']),
    code: z.string().nullable(),
    subject: z.string().nullable(),
    input_digest: z.string(),
    hash: z.string(),
  })
  .transform(({ input_digest, ...rest }) => auditRow.parse({ ...rest, inputDigest: input_digest }));

const COLUMNS = ['sequence', 'at', 'actor', 'action', 'result', 'code', 'subject', 'input_digest', 'hash'] as const;

/** The filter as conditions; `before` pages towards the past by sequence, so a page is one index range wherever it lies. */
function conditions(filter: AuditFilter, before: number | null) {
  return (eb: ExpressionBuilder<ConsoleSchema, 'audit'>): Expression<SqlBool> => {
    const all: Expression<SqlBool>[] = [];
    if (before !== null) all.push(eb('sequence', '<', before));
    if (filter.by !== undefined) all.push(eb('actor', filter.by === 'system' ? 'like' : 'not like', 'system:%'));
    if (filter.actors?.length) all.push(eb('actor', 'in', filter.actors));
    if (filter.actions?.length) all.push(eb('action', 'in', filter.actions));
    if (filter.results?.length) all.push(eb('result', 'in', filter.results));
    if (filter.from !== undefined) all.push(eb('at', '>=', filter.from));
    if (filter.to !== undefined) all.push(eb('at', '<', filter.to));
    if (filter.text) {
      // A wildcard typed by a person only finds more; portable SQL has no default escape.
      const like = `%${filter.text.toLowerCase()}%`;
      const matches = (column: 'actor' | 'action' | 'code' | 'subject') =>
        eb(eb.fn('lower', [eb.fn.coalesce(column, eb.val(''))]), 'like', like);
      all.push(eb.or([matches('actor'), matches('action'), matches('code'), matches('subject')]));
    }
    return eb.and(all);
  };
}

/** Newest first. */
export function listAudit(read: Reader, filter: AuditFilter, before: number | null, limit: number) {
  return read.all(
    read.db.selectFrom('audit').select(COLUMNS).where(conditions(filter, before)).orderBy('sequence', 'desc').limit(limit),
    row,
  );
}

export function countAudit(read: Reader, filter: AuditFilter): number {
  const query = read.db
    .selectFrom('audit')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where(conditions(filter, null));
  return read.get(query)?.n ?? 0;
}

/** What there is to filter by, in alphabetical order. */
export function auditWords(read: Reader): { actors: string[]; actions: string[] } {
  const actors = read.all(read.db.selectFrom('audit').select('actor').distinct().orderBy('actor'));
  const actions = read.all(read.db.selectFrom('audit').select('action').distinct().orderBy('action'));
  return { actors: actors.map(({ actor }) => actor), actions: actions.map(({ action }) => action) };
}
