import type {
  peopleContract,
  ReviewDetail,
  ReviewDue,
  ReviewRow,
  ReviewSummary,
} from '../../../../shared/features/people/contract';
import { endedQuarter } from '../../../../shared/features/people/quarter';
import type { Clock } from '../../kit/clock';
import type { Ids } from '../../kit/ids';
import type { Payloads } from '../../store/payloads';
import { Refusal } from '../../store/refusal';
import type { Reader, Reads, Tx } from '../../store/types';
import type { Handlers } from '../handlers';
import { nameOf, type ReviewedOperators } from './ports';
import { csvOf } from './reviewCsv';
import {
  beganAt,
  decideRow,
  insertReview,
  insertReviewRow,
  listReviews,
  reviewById,
  reviewOf,
  rowsOfReview,
  type StoredReview,
  signReview,
} from './reviewStore';
import { type Db, dbOf } from './store';

export interface ReviewOptions {
  readonly read: Reader;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly payloads: Payloads;
  readonly operators: ReviewedOperators;
  readonly timeZone: () => string;
}

type Part = Pick<
  Handlers<typeof peopleContract>,
  'reviews' | 'review' | 'beginReview' | 'decideReview' | 'signReview' | 'exportReview'
>;

export function reviewHandlers(options: ReviewOptions): Part {
  const { read, clock, timeZone } = options;
  return {
    reviews: {
      query: () => ({
        due: reviewDue(read, clock.now(), timeZone()),
        rows: listReviews(read, read.db).map((one) => summaryOf(options, read, read.db, one)),
      }),
    },
    review: { query: ({ id }) => detailOf(options, read, read.db, id) },
    beginReview: { command: () => (tx) => begin(options, tx) },
    decideReview: {
      command: ({ id, operator, verdict, reason }, { actor }) => {
        return (tx) => {
          unsigned(tx, id);
          const others = options.operators().some((one) => one.state === 'active' && one.id !== actor.id);
          if (operator === actor.id && others) throw new Refusal('OWN_ROW');
          if (!decideRow(tx, id, operator, verdict, reason)) throw new Refusal('UNKNOWN_OPERATOR');
          tx.fact('access.review-decided', id, { operator, verdict });
          return detailOf(options, tx, dbOf(tx), id);
        };
      },
    },
    signReview: {
      command: ({ id }) => {
        return (tx) => {
          const { period } = unsigned(tx, id);
          const open = rowsOfReview(tx, dbOf(tx), id).filter(({ verdict }) => verdict === null).length;
          if (open > 0) throw new Refusal('ROWS_UNDECIDED', { open });
          signReview(tx, id);
          tx.fact('access.review-signed', id, { period });
          return detailOf(options, tx, dbOf(tx), id);
        };
      },
    },
    exportReview: {
      command: ({ id }) => {
        return (tx) => {
          tx.subject(id);
          const detail = detailOf(options, tx, dbOf(tx), id);
          return { name: detail.period, text: csvOf(detail) };
        };
      },
    },
  };
}

/** The quarter to be reviewed at a moment, and how its review stands. */
export function reviewDue(read: Reader, at: number, timeZone: string): ReviewDue {
  const { period, end, overdueAt } = endedQuarter(at, timeZone);
  const began = beganAt(read, read.db);
  const review = reviewOf(read, read.db, period);
  const base = { period, endedAt: end, overdueAt };
  if (review !== undefined && review.signedAt !== null) return { ...base, state: 'signed' };
  if (began === null || began >= end) return { ...base, state: review === undefined ? 'none-yet' : 'begun' };
  if (at >= overdueAt) return { ...base, state: 'overdue' };
  return { ...base, state: review === undefined ? 'to-do' : 'begun' };
}

function begin(options: ReviewOptions, tx: Tx): ReviewDetail {
  const { period, state } = reviewDue(options.read, tx.at, options.timeZone());
  if (state === 'none-yet') throw new Refusal('NOTHING_DUE');
  if (reviewOf(tx, dbOf(tx), period) !== undefined) throw new Refusal('ALREADY_BEGUN');
  const id = options.ids();
  tx.subject(id);
  insertReview(tx, id, period);
  const listed = options.operators().filter((one) => one.state !== 'archived');
  for (const one of listed) insertReviewRow(tx, id, options.payloads.put(tx, one.id, 'name', one.name), one);
  tx.fact('access.review-begun', id, { period, operators: listed.length });
  return detailOf(options, tx, dbOf(tx), id);
}

function unsigned(tx: Tx, id: string): StoredReview {
  tx.subject(id);
  const review = reviewById(tx, dbOf(tx), id);
  if (review === undefined) throw new Refusal('UNKNOWN_REVIEW');
  if (review.signedAt !== null) throw new Refusal('REVIEW_SIGNED');
  return review;
}

function summaryOf({ operators }: ReviewOptions, reads: Reads, db: Db, review: StoredReview): ReviewSummary {
  const rows = rowsOfReview(reads, db, review.id);
  const signedBy = review.signedBy === null ? null : nameOf(operators, review.signedBy);
  const takenBy = nameOf(operators, review.takenBy);
  return { ...review, takenBy, signedBy, rows: rows.length, decided: rows.filter(({ verdict }) => verdict !== null).length };
}

function detailOf(options: ReviewOptions, reads: Reads, db: Db, id: string): ReviewDetail {
  const { payloads, operators } = options;
  const review = reviewById(reads, db, id);
  if (review === undefined) throw new Refusal('UNKNOWN_REVIEW');
  const register = rowsOfReview(reads, db, id).map(({ verdict, reason, decidedBy, decidedAt, name, ...row }): ReviewRow => {
    const known = payloads.get(reads, name);
    const decided = verdict !== null && decidedBy !== null && decidedAt !== null;
    const decision = decided ? { verdict, reason: reason ?? '', by: nameOf(operators, decidedBy), at: decidedAt } : null;
    return { ...row, name: typeof known === 'string' ? known : null, decision };
  });
  return { ...summaryOf(options, reads, db, review), register };
}
