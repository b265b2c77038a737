import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { command, query, stream } from '../../base/contract';
import { uuid } from '../../base/ids';
import { money } from '../../base/moneySchema';
import { accessLevel, role, supportTier } from '../access/operator';

/** `open` waits; `approved` may be used once; the rest is over. */
export const approvalState = z.enum(['open', 'approved', 'refused', 'expired', 'withdrawn', 'executed']);
export type ApprovalState = z.infer<typeof approvalState>;

export const bilingual = z.object({ fr: z.string(), en: z.string() });

/** One approval by somebody who holds one of these roles, from this level and tier on. */
export const approvalGroup = z.object({
  id: z.string(),
  roles: z.array(role).min(1),
  level: accessLevel.optional(),
  tier: supportTier.optional(),
});
export type ApprovalGroup = z.infer<typeof approvalGroup>;

export const approvalLine = z.object({ label: bilingual, value: z.string() });

const person = z.object({ id: z.string(), name: z.string() });

/** A group with who stands for it: `holder` is whose rights were used, the approver unless delegated. */
export const groupStanding = approvalGroup.extend({
  approval: z.object({ by: person, holder: person, at: z.int() }).nullable(),
});

/** Why the caller cannot approve or refuse; null where they can. */
export const hindrance = z.enum(['NOT_OPEN', 'OWN_REQUEST', 'EXCLUDED', 'ALREADY_DECIDED', 'NOT_APPROVER', 'GROUP_TAKEN']);
export type Hindrance = z.infer<typeof hindrance>;

export const glass = z.object({
  /** `offered`: the caller is the only active operator; `running`: the delay is on its way. */
  state: z.enum(['offered', 'running', 'broken', 'lapsed', 'money', 'not-alone', 'closed']),
  by: person.nullable(),
  reason: z.string().nullable(),
  begunAt: z.int().nullable(),
  dueAt: z.int().nullable(),
});

export const approvalRow = z.object({
  id: uuid,
  kind: z.string(),
  subject: z.string(),
  title: bilingual,
  requestedBy: person,
  requestedAt: z.int(),
  expiresAt: z.int(),
  state: approvalState,
  settledAt: z.int().nullable(),
  amount: money.nullable(),
  groups: z.array(groupStanding),
  /** The caller may act on it now. */
  due: z.boolean(),
  mine: z.boolean(),
});
export type ApprovalRow = z.infer<typeof approvalRow>;

export const approvalDecision = z.object({
  at: z.int(),
  by: person,
  verdict: z.enum(['approve', 'refuse', 'break-glass']),
  reason: z.string(),
});

export const approvalDetail = approvalRow.extend({
  link: z.string().nullable(),
  lines: z.array(approvalLine),
  /** Canonical JSON of exactly what will be carried out. */
  body: z.string(),
  digest: z.string(),
  decisions: z.array(approvalDecision),
  /** Why it ended, where somebody or something said so. */
  closing: z.string().nullable(),
  hindrance: hindrance.nullable(),
  /** Whose rights the caller would use, where not their own. */
  onBehalfOf: person.nullable(),
  glass,
});
export type ApprovalDetail = z.infer<typeof approvalDetail>;

export const delegation = z.object({
  id: uuid,
  holder: person,
  delegate: person,
  kinds: z.array(z.string()),
  from: z.int(),
  until: z.int(),
  reason: z.string(),
  /** False once ended early or run out. */
  live: z.boolean(),
});
export type Delegation = z.infer<typeof delegation>;

/** Longest delegation: a quarter. Longer absences are a matter of rights, not of delegation. */
export const LONGEST_DELEGATION_DAYS = 92;

const reason = z.string().trim().min(5).max(1000);
const one = z.object({ id: uuid });
/** The digest is the one on the approver's screen: what has changed since is refused. */
const decision = one.extend({ digest: z.string().length(64), reason });
const state = { data: z.object({ state: approvalState }) };
const onDecision = {
  UNKNOWN_APPROVAL: {},
  NOT_OPEN: state,
  APPROVAL_DIFFERS: {},
  OWN_REQUEST: {},
  EXCLUDED: {},
  ALREADY_DECIDED: {},
  NOT_APPROVER: {},
  GROUP_TAKEN: {},
};

export const approvalsContract = {
  /** `due`: the caller may act; `mine`: they asked; `open` and `decided`: everybody's. Newest first, `due` by expiry. */
  list: query('approvals:read')
    .input(
      z.object({
        box: z.enum(['due', 'mine', 'open', 'decided']),
        before: z.int().nullable(),
        limit: z.int().min(1).max(200),
      }),
    )
    .output(z.object({ rows: z.array(approvalRow), due: z.int(), mine: z.int(), open: z.int() })),
  get: query('approvals:read').input(one).output(approvalDetail).errors({ UNKNOWN_APPROVAL: {} }),
  /** Says that something was asked, given or closed: read again what is shown. */
  changes: stream('approvals:read').output(eventIterator(z.object({ id: z.string(), sequence: z.int() }))),
  approve: command('approvals:decide', { stepUp: true }).input(decision).output(approvalDetail).errors(onDecision),
  refuse: command('approvals:decide').input(decision).output(approvalDetail).errors(onDecision),
  /** By who asked, while nothing has been carried out. */
  withdraw: command('approvals:read')
    .input(one.extend({ reason }))
    .output(approvalDetail)
    .errors({ UNKNOWN_APPROVAL: {}, NOT_OPEN: state, NOT_REQUESTER: {} }),
  /** With one operator only: a recovery code at once, without one after a day. Never for money. */
  breakGlass: command('approvals:break-glass', { stepUp: true, secrets: ['recoveryCode'] })
    .input(decision.extend({ recoveryCode: z.string().trim().min(6).max(40).nullable() }))
    .output(approvalDetail)
    .errors({
      UNKNOWN_APPROVAL: {},
      NOT_OPEN: state,
      APPROVAL_DIFFERS: {},
      MONEY_NEVER: {},
      NOT_ALONE: {},
      WRONG_CODE: {},
      ALREADY_BEGUN: {},
    }),
  delegations: query('approvals:read').output(
    z.object({ rows: z.array(delegation), operators: z.array(person), kinds: z.array(z.string()) }),
  ),
  delegate: command('approvals:decide', { stepUp: true })
    .input(
      z.object({
        to: z.string(),
        kinds: z.array(z.string().trim().min(1).max(60)).min(1).max(50),
        until: z.int(),
        reason,
      }),
    )
    .output(delegation)
    .errors({ UNKNOWN_OPERATOR: {}, NOT_SELF: {}, BAD_UNTIL: {} }),
  endDelegation: command('approvals:decide').input(one).output(z.object({})).errors({ UNKNOWN_DELEGATION: {} }),
};
