import { z } from 'zod';
import { command, query } from '../../base/contract';
import { uuid } from '../../base/ids';
import { accessLevel, role, supportTier } from '../access/operator';

/** A civil day, `2026-03-31`. */
const day = z.iso.date();
const reason = z.string().trim().min(5).max(1000);
const one = z.object({ id: uuid });

export const caseKind = z.enum(['joiner', 'leaver']);
export type CaseKind = z.infer<typeof caseKind>;
export const caseState = z.enum(['open', 'closed', 'cancelled']);

/** What lies outside the console. */
export const lineKind = z.enum(['training', 'charter', 'equipment', 'cloud', 'documents', 'archive', 'other']);
export type LineKind = z.infer<typeof lineKind>;

export const registerLine = z.object({
  id: uuid,
  kind: lineKind,
  label: z.string(),
  dueDay: day,
  done: z.object({ by: z.string(), at: z.int(), day }).nullable(),
  /** What shows it: a sentence or a link; null where it is not done, or where the person was erased. */
  proof: z.string().nullable(),
  overdue: z.boolean(),
});
export type RegisterLine = z.infer<typeof registerLine>;

export const caseRow = z.object({
  id: uuid,
  kind: caseKind,
  /** Null where the person was erased. */
  name: z.string().nullable(),
  operatorId: z.string().nullable(),
  /** Day J: the first day, or the last one. */
  day,
  state: caseState,
  openedAt: z.int(),
  openedBy: z.string(),
  lines: z.int(),
  done: z.int(),
  overdue: z.int(),
});
export type CaseRow = z.infer<typeof caseRow>;

export const caseDetail = caseRow.extend({
  notes: z.string().nullable(),
  register: z.array(registerLine),
  closing: z.string().nullable(),
  closedAt: z.int().nullable(),
  closedBy: z.string().nullable(),
});
export type CaseDetail = z.infer<typeof caseDetail>;

export const reviewDecision = z.enum(['keep', 'change', 'disable']);

/** One operator's rights as they stood when the review began, and what was decided. */
export const reviewRow = z.object({
  operator: z.string(),
  name: z.string().nullable(),
  roles: z.array(role),
  level: accessLevel,
  tier: supportTier,
  state: z.string(),
  lastSeenAt: z.int().nullable(),
  passwordAt: z.int().nullable(),
  secondFactorAt: z.int().nullable(),
  decision: z.object({ verdict: reviewDecision, reason: z.string(), by: z.string(), at: z.int() }).nullable(),
});
export type ReviewRow = z.infer<typeof reviewRow>;

/** `period` is a quarter, `2026-T1`. */
export const reviewSummary = z.object({
  id: uuid,
  period: z.string(),
  takenAt: z.int(),
  takenBy: z.string(),
  signedAt: z.int().nullable(),
  signedBy: z.string().nullable(),
  rows: z.int(),
  decided: z.int(),
});
export type ReviewSummary = z.infer<typeof reviewSummary>;
export const reviewDetail = reviewSummary.extend({ register: z.array(reviewRow) });
export type ReviewDetail = z.infer<typeof reviewDetail>;

/** The quarter that is to be reviewed now: the last that ended. */
export const reviewDue = z.object({
  period: z.string(),
  /** End of the quarter, epoch ms; `overdueAt` is fourteen days later. */
  endedAt: z.int(),
  overdueAt: z.int(),
  state: z.enum(['none-yet', 'to-do', 'begun', 'signed', 'overdue']),
});
export type ReviewDue = z.infer<typeof reviewDue>;

const lineInput = z.object({ kind: lineKind, label: z.string().trim().min(2).max(200), dueDay: day });
const onCase = { UNKNOWN_CASE: {}, CASE_OVER: {} };
const onReview = { UNKNOWN_REVIEW: {}, REVIEW_SIGNED: {} };

export const peopleContract = {
  /** Open ones first, by day J. */
  cases: query('people:read')
    .input(z.object({ state: z.enum(['open', 'over', 'all']), limit: z.int().min(1).max(500) }))
    .output(z.object({ rows: z.array(caseRow), open: z.int(), overdue: z.int() })),
  case: query('people:read').input(one).output(caseDetail).errors({ UNKNOWN_CASE: {} }),
  /** `usual` lays the lines of SEC-001 for this kind. */
  openCase: command('people:manage')
    .input(
      z.object({
        kind: caseKind,
        name: z.string().trim().min(2).max(80),
        operatorId: z.string().max(60).nullable(),
        day,
        notes: z.string().trim().max(2000),
        usual: z.boolean(),
      }),
    )
    .output(caseDetail)
    .errors({ ALREADY_OPEN: {} }),
  addLine: command('people:manage')
    .input(lineInput.extend({ caseId: uuid }))
    .output(caseDetail)
    .errors(onCase),
  /** Done, with what shows it. The day may lie before today, never after. */
  proveLine: command('people:manage')
    .input(one.extend({ proof: z.string().trim().min(3).max(1000), day }))
    .output(caseDetail)
    .errors({ ...onCase, UNKNOWN_LINE: {}, ALREADY_DONE: {}, FUTURE_DAY: {} }),
  /** Takes a proof back; what was said stays in the journal. */
  reopenLine: command('people:manage')
    .input(one.extend({ reason }))
    .output(caseDetail)
    .errors({ ...onCase, UNKNOWN_LINE: {}, NOT_DONE: {} }),
  /** Closing asks that every line is done; cancelling asks nothing but a reason. */
  closeCase: command('people:manage')
    .input(one.extend({ cancel: z.boolean(), reason }))
    .output(caseDetail)
    .errors({ ...onCase, LINES_OPEN: { data: z.object({ open: z.int() }) } }),

  reviews: query('people:read').output(z.object({ due: reviewDue, rows: z.array(reviewSummary) })),
  review: query('people:read').input(one).output(reviewDetail).errors({ UNKNOWN_REVIEW: {} }),
  /** Takes the snapshot of the quarter that is to be reviewed now. */
  beginReview: command('people:manage').output(reviewDetail).errors({ ALREADY_BEGUN: {}, NOTHING_DUE: {} }),
  decideReview: command('people:manage')
    .input(one.extend({ operator: z.string(), verdict: reviewDecision, reason }))
    .output(reviewDetail)
    .errors({ ...onReview, UNKNOWN_OPERATOR: {}, OWN_ROW: {} }),
  /** Every operator decided on; afterwards nothing of it changes. */
  signReview: command('people:manage', { stepUp: true })
    .input(one)
    .output(reviewDetail)
    .errors({ ...onReview, ROWS_UNDECIDED: { data: z.object({ open: z.int() }) } }),
  /** The review as CSV text; asking for it is written down. */
  exportReview: command('people:read')
    .input(one)
    .output(z.object({ name: z.string(), text: z.string() }))
    .errors({ UNKNOWN_REVIEW: {} }),
};
