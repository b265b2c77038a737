import { z } from 'zod';
import { rights } from '../../../../shared/features/access/operator';
import { reviewDecision } from '../../../../shared/features/people/contract';
import type { Reads, Tx } from '../../store/types';
import type { ReviewedOperator } from './ports';
import type { Db } from './store';

const storedReview = z
  .object({
    id: z.string(),
    period: z.string(),
    taken_at: z.int(),
    taken_by: z.string(),
    signed_at: z.int().nullable(),
    signed_by: z.string().nullable(),
  })
  .transform(({ taken_at, taken_by, signed_at, signed_by, ...rest }) => ({
    ...rest,
    takenAt: taken_at,
    takenBy: taken_by,
    signedAt: signed_at,
    signedBy: signed_by,
  }));
export type StoredReview = z.output<typeof storedReview>;

export function listReviews(reads: Reads, db: Db): StoredReview[] {
  return reads.all(db.selectFrom('access_reviews').selectAll().orderBy('period', 'desc').limit(100), storedReview);
}

export function reviewById(reads: Reads, db: Db, id: string): StoredReview | undefined {
  return reads.get(db.selectFrom('access_reviews').selectAll().where('id', '=', id), storedReview);
}

export function reviewOf(reads: Reads, db: Db, period: string): StoredReview | undefined {
  return reads.get(db.selectFrom('access_reviews').selectAll().where('period', '=', period), storedReview);
}

const storedRow = z
  .object({
    operator: z.string(),
    name: z.string(),
    rights_json: z.string(),
    state: z.string(),
    last_seen_at: z.int().nullable(),
    password_at: z.int().nullable(),
    second_factor_at: z.int().nullable(),
    verdict: reviewDecision.nullable(),
    reason: z.string().nullable(),
    decided_by: z.string().nullable(),
    decided_at: z.int().nullable(),
  })
  .transform(({ rights_json, last_seen_at, password_at, second_factor_at, decided_by, decided_at, ...rest }) => ({
    ...rest,
    ...rights.parse(JSON.parse(rights_json)),
    lastSeenAt: last_seen_at,
    passwordAt: password_at,
    secondFactorAt: second_factor_at,
    decidedBy: decided_by,
    decidedAt: decided_at,
  }));
export type StoredReviewRow = z.output<typeof storedRow>;

export function rowsOfReview(reads: Reads, db: Db, review: string): StoredReviewRow[] {
  const query = db.selectFrom('access_review_rows').selectAll().where('review_id', '=', review).orderBy('operator');
  return reads.all(query, storedRow);
}

export function insertReview(tx: Tx, id: string, period: string): void {
  const row = { id, period, taken_at: tx.at, taken_by: tx.actor, signed_at: null, signed_by: null };
  tx.run(tx.db.insertInto('access_reviews').values(row));
}

/** @param name the payload that holds the name. */
export function insertReviewRow(tx: Tx, review: string, name: string, operator: ReviewedOperator): void {
  const { id, roles, level, tier, state, lastSeenAt, passwordAt, secondFactorAt } = operator;
  const ages = { last_seen_at: lastSeenAt, password_at: passwordAt, second_factor_at: secondFactorAt };
  const undecided = { verdict: null, reason: null, decided_by: null, decided_at: null };
  const rights_json = JSON.stringify({ roles, level, tier });
  const row = { review_id: review, operator: id, name, rights_json, state, ...ages, ...undecided };
  tx.run(tx.db.insertInto('access_review_rows').values(row));
}

/** False where the review has no such operator. */
export function decideRow(tx: Tx, review: string, operator: string, verdict: string, reason: string): boolean {
  const decision = { verdict, reason, decided_by: tx.actor, decided_at: tx.at };
  const query = tx.db.updateTable('access_review_rows').set(decision);
  return tx.run(query.where('review_id', '=', review).where('operator', '=', operator)) === 1;
}

export function signReview(tx: Tx, id: string): void {
  tx.run(tx.db.updateTable('access_reviews').set({ signed_at: tx.at, signed_by: tx.actor }).where('id', '=', id));
}

/** False where the quarter was told before. */
export function markAlerted(tx: Tx, period: string): boolean {
  const known = tx.get(tx.db.selectFrom('access_review_alerts').select('at').where('period', '=', period));
  if (known !== undefined) return false;
  tx.run(tx.db.insertInto('access_review_alerts').values({ period, at: tx.at }));
  return true;
}

/** When the first act of this data directory was written down: quarters that ended before have nothing to review. */
export function beganAt(reads: Reads, db: Db): number | null {
  return reads.get(db.selectFrom('audit').select('at').orderBy('sequence').limit(1))?.at ?? null;
}
