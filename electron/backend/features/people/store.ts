import { z } from 'zod';
import { caseKind, caseState, lineKind } from '../../../../shared/features/people/contract';
import type { Reader, Reads, Tx } from '../../store/types';

/** Builds queries on either connection; which one runs them is the `Reads`' matter. */
export type Db = Reader['db'];
export const dbOf = (tx: Tx): Db => tx.db as unknown as Db;

const storedCase = z
  .object({
    id: z.string(),
    kind: caseKind,
    operator_id: z.string().nullable(),
    person: z.string(),
    payload: z.string(),
    day: z.string(),
    state: caseState,
    opened_at: z.int(),
    opened_by: z.string(),
    closed_at: z.int().nullable(),
    closed_by: z.string().nullable(),
    closing: z.string().nullable(),
  })
  .transform(({ operator_id, opened_at, opened_by, closed_at, closed_by, ...rest }) => ({
    ...rest,
    operatorId: operator_id,
    openedAt: opened_at,
    openedBy: opened_by,
    closedAt: closed_at,
    closedBy: closed_by,
  }));
export type StoredCase = z.output<typeof storedCase>;

export function caseById(reads: Reads, db: Db, id: string): StoredCase | undefined {
  return reads.get(db.selectFrom('people_cases').selectAll().where('id', '=', id), storedCase);
}

export function listCases(reads: Reads, db: Db, states: readonly string[], limit: number): StoredCase[] {
  const query = db
    .selectFrom('people_cases')
    .selectAll()
    .where('state', 'in', states)
    .orderBy((eb) => eb.case().when('state', '=', 'open').then(0).else(1).end())
    .orderBy('day', 'desc')
    .orderBy('id')
    .limit(limit);
  return reads.all(query, storedCase);
}

export function openCaseOf(reads: Reads, db: Db, operator: string, kind: string): StoredCase | undefined {
  const query = db
    .selectFrom('people_cases')
    .selectAll()
    .where('operator_id', '=', operator)
    .where('state', '=', 'open')
    .where('kind', '=', kind);
  return reads.get(query, storedCase);
}

export type NewCase = Pick<StoredCase, 'id' | 'kind' | 'operatorId' | 'person' | 'payload' | 'day'>;

export function insertCase(tx: Tx, { operatorId, ...rest }: NewCase): void {
  const over = { closed_at: null, closed_by: null, closing: null };
  const row = { ...rest, operator_id: operatorId, state: 'open', opened_at: tx.at, opened_by: tx.actor, ...over };
  tx.run(tx.db.insertInto('people_cases').values(row));
}

export function endCase(tx: Tx, id: string, state: 'closed' | 'cancelled', closing: string): void {
  const ended = { state, closed_at: tx.at, closed_by: tx.actor, closing };
  tx.run(tx.db.updateTable('people_cases').set(ended).where('id', '=', id));
}

const storedLine = z
  .object({
    id: z.string(),
    case_id: z.string(),
    kind: lineKind,
    label: z.string(),
    due_day: z.string(),
    done_at: z.int().nullable(),
    done_by: z.string().nullable(),
    done_day: z.string().nullable(),
    proof: z.string().nullable(),
  })
  .transform(({ case_id, due_day, done_at, done_by, done_day, ...rest }) => ({
    ...rest,
    caseId: case_id,
    dueDay: due_day,
    doneAt: done_at,
    doneBy: done_by,
    doneDay: done_day,
  }));
export type StoredLine = z.output<typeof storedLine>;

export function linesOf(reads: Reads, db: Db, cases: readonly string[]): StoredLine[] {
  if (cases.length === 0) return [];
  const query = db.selectFrom('people_lines').selectAll().where('case_id', 'in', cases).orderBy('due_day').orderBy('id');
  return reads.all(query, storedLine);
}

export function lineById(reads: Reads, db: Db, id: string): StoredLine | undefined {
  return reads.get(db.selectFrom('people_lines').selectAll().where('id', '=', id), storedLine);
}

export function insertLine(tx: Tx, line: Pick<StoredLine, 'id' | 'caseId' | 'kind' | 'label' | 'dueDay'>): void {
  const { caseId, dueDay, ...rest } = line;
  const open = { done_at: null, done_by: null, done_day: null, proof: null };
  tx.run(tx.db.insertInto('people_lines').values({ ...rest, case_id: caseId, due_day: dueDay, created_at: tx.at, ...open }));
}

/** @param done null opens it again. */
export function markLine(tx: Tx, id: string, done: { readonly day: string; readonly proof: string } | null): void {
  const set =
    done === null
      ? { done_at: null, done_by: null, done_day: null, proof: null }
      : { done_at: tx.at, done_by: tx.actor, done_day: done.day, proof: done.proof };
  tx.run(tx.db.updateTable('people_lines').set(set).where('id', '=', id));
}
