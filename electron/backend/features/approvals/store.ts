import { z } from 'zod';
import { money } from '../../../../shared/base/moneySchema';
import { approvalGroup, approvalLine, approvalState, bilingual } from '../../../../shared/features/approvals/contract';
import type { Option } from '../../../../shared/features/approvals/rules';
import type { Reader, Reads, Tx } from '../../store/types';

const storedApproval = z
  .object({
    id: z.string(),
    kind: z.string(),
    subject: z.string(),
    title_json: z.string(),
    link: z.string().nullable(),
    requested_by: z.string(),
    requested_at: z.int(),
    body_json: z.string(),
    lines_json: z.string(),
    amount_json: z.string().nullable(),
    groups_json: z.string(),
    excluded_json: z.string(),
    digest: z.string(),
    expires_at: z.int(),
    state: approvalState,
    settled_at: z.int().nullable(),
    closing: z.string().nullable(),
    glass_by: z.string().nullable(),
    glass_at: z.int().nullable(),
    glass_due_at: z.int().nullable(),
    glass_state: z.enum(['running', 'broken', 'lapsed']).nullable(),
  })
  .transform((row) => ({
    id: row.id,
    kind: row.kind,
    subject: row.subject,
    title: bilingual.parse(JSON.parse(row.title_json)),
    link: row.link,
    requestedBy: row.requested_by,
    requestedAt: row.requested_at,
    body: row.body_json,
    lines: z.array(approvalLine).parse(JSON.parse(row.lines_json)),
    amount: row.amount_json === null ? null : money.parse(JSON.parse(row.amount_json)),
    groups: z.array(approvalGroup).parse(JSON.parse(row.groups_json)),
    excluded: z.array(z.string()).parse(JSON.parse(row.excluded_json)),
    digest: row.digest,
    expiresAt: row.expires_at,
    state: row.state,
    settledAt: row.settled_at,
    closing: row.closing,
    glassBy: row.glass_by,
    glassAt: row.glass_at,
    glassDueAt: row.glass_due_at,
    glassState: row.glass_state,
  }));
export type StoredApproval = z.output<typeof storedApproval>;

/** Builds queries on either connection; which one runs them is the `Reads`' matter. */
export type Db = Reader['db'];

export function approvalById(reads: Reads, db: Db, id: string): StoredApproval | undefined {
  return reads.get(db.selectFrom('approvals').selectAll().where('id', '=', id), storedApproval);
}

export function openApprovals(reads: Reads, db: Db): StoredApproval[] {
  const query = db.selectFrom('approvals').selectAll().where('state', '=', 'open').orderBy('expires_at').orderBy('id');
  return reads.all(query, storedApproval);
}

/** Approved but not used yet: they too run out. */
export function waitingApprovals(reads: Reads, db: Db): StoredApproval[] {
  const query = db.selectFrom('approvals').selectAll().where('state', 'in', ['open', 'approved']).orderBy('expires_at');
  return reads.all(query, storedApproval);
}

export function askedBy(reads: Reads, db: Db, operator: string, before: number, limit: number): StoredApproval[] {
  const query = db
    .selectFrom('approvals')
    .selectAll()
    .where('requested_by', '=', operator)
    .where('requested_at', '<', before)
    .orderBy('requested_at', 'desc')
    .limit(limit);
  return reads.all(query, storedApproval);
}

export function settledApprovals(reads: Reads, db: Db, before: number, limit: number): StoredApproval[] {
  const query = db
    .selectFrom('approvals')
    .selectAll()
    .where('settled_at', '<', before)
    .orderBy('settled_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit);
  return reads.all(query, storedApproval);
}

export function countOpenOf(reads: Reads, db: Db, operator: string): number {
  const query = db
    .selectFrom('approvals')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('requested_by', '=', operator)
    .where('state', 'in', ['open', 'approved']);
  return reads.get(query)?.n ?? 0;
}

export type NewApproval = Omit<
  StoredApproval,
  'body' | 'state' | 'settledAt' | 'closing' | 'glassBy' | 'glassAt' | 'glassDueAt' | 'glassState'
> & { readonly body: string };

export function insertApproval(tx: Tx, approval: NewApproval): void {
  tx.run(
    tx.db.insertInto('approvals').values({
      id: approval.id,
      kind: approval.kind,
      subject: approval.subject,
      title_json: JSON.stringify(approval.title),
      link: approval.link,
      requested_by: approval.requestedBy,
      requested_at: approval.requestedAt,
      body_json: approval.body,
      lines_json: JSON.stringify(approval.lines),
      amount_json: approval.amount === null ? null : JSON.stringify(approval.amount),
      groups_json: JSON.stringify(approval.groups),
      excluded_json: JSON.stringify(approval.excluded),
      digest: approval.digest,
      expires_at: approval.expiresAt,
      state: 'open',
      settled_at: null,
      closing: null,
      glass_by: null,
      glass_at: null,
      glass_due_at: null,
      glass_state: null,
    }),
  );
}

export function settle(tx: Tx, id: string, state: StoredApproval['state'], closing: string | null): void {
  tx.run(tx.db.updateTable('approvals').set({ state, settled_at: tx.at, closing }).where('id', '=', id));
}

const decisionRow = z
  .object({
    at: z.int(),
    operator: z.string(),
    verdict: z.enum(['approve', 'refuse', 'break-glass']),
    reason: z.string(),
    options_json: z.string(),
  })
  .transform(({ operator, options_json, ...rest }) => ({
    ...rest,
    by: operator,
    options: z.array(z.object({ group: z.string(), holder: z.string() })).parse(JSON.parse(options_json)),
  }));
export type StoredDecision = z.output<typeof decisionRow>;

export function decisionsOf(reads: Reads, db: Db, approval: string): StoredDecision[] {
  const query = db
    .selectFrom('approval_decisions')
    .select(['at', 'operator', 'verdict', 'reason', 'options_json'])
    .where('approval_id', '=', approval)
    .orderBy('sequence');
  return reads.all(query, decisionRow);
}

export interface NewDecision {
  readonly approval: string;
  readonly by: string;
  readonly verdict: StoredDecision['verdict'];
  readonly reason: string;
  readonly digest: string;
  readonly options: readonly Option[];
}

export function insertDecision(tx: Tx, given: NewDecision): void {
  const { approval, by, options, ...rest } = given;
  const row = { ...rest, approval_id: approval, at: tx.at, operator: by, options_json: JSON.stringify(options) };
  tx.run(tx.db.insertInto('approval_decisions').values(row));
}

/** Requests that ran out since then with nobody having used them: what a check of the console looks at. */
export function ranOutSince(reads: Reads, db: Db, since: number): number {
  const query = db
    .selectFrom('approvals')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('settled_at', '>=', since)
    .where('state', '=', 'expired');
  return reads.get(query)?.n ?? 0;
}
