import type { ApprovalDetail, ApprovalRow } from '../../../../shared/features/approvals/contract';
import { isMoney } from '../../../../shared/features/approvals/kinds';
import { assign } from '../../../../shared/features/approvals/rules';
import { type Around, abilityOf, stateAt, votesOf } from './desk';
import { isAlone } from './glass';
import { nameOf } from './names';
import { decisionsOf, type StoredApproval } from './store';

/** An approval as `viewer` sees it in a list. */
export function rowOf(around: Around, approval: StoredApproval, viewer: string): ApprovalRow {
  const { id, kind, subject, title, requestedAt, expiresAt, settledAt, amount } = approval;
  const state = stateAt(approval, around.at);
  const due = state === 'open' && abilityOf(around, approval, viewer).hindrance === null;
  const mine = approval.requestedBy === viewer;
  const requestedBy = nameOf(around.people, approval.requestedBy);
  const groups = groupsOf(around, approval);
  return { id, kind, subject, title, requestedBy, requestedAt, expiresAt, state, settledAt, amount, groups, due, mine };
}

function groupsOf(around: Around, approval: StoredApproval): ApprovalRow['groups'] {
  const decisions = decisionsOf(around.reads, around.db, approval.id);
  const standing = assign(approval.groups, votesOf(around, approval.id));
  return approval.groups.map((group) => {
    const vote = standing.get(group.id);
    const at = decisions.find(({ by, verdict }) => by === vote?.by && verdict === 'approve')?.at;
    if (vote === undefined || at === undefined) return { ...group, approval: null };
    return { ...group, approval: { by: nameOf(around.people, vote.by), holder: nameOf(around.people, vote.holder), at } };
  });
}

export function detailOf(around: Around, approval: StoredApproval, viewer: string): ApprovalDetail {
  const { people } = around;
  const { hindrance, options } = abilityOf(around, approval, viewer);
  const own = options.some(({ holder }) => holder === viewer);
  const holder = own ? undefined : options[0]?.holder;
  return {
    ...rowOf(around, approval, viewer),
    link: approval.link,
    lines: approval.lines,
    body: approval.body,
    digest: approval.digest,
    closing: approval.closing,
    decisions: decisionsOf(around.reads, around.db, approval.id).map(({ at, by, verdict, reason }) => ({
      at,
      by: nameOf(people, by),
      verdict,
      reason,
    })),
    hindrance,
    onBehalfOf: holder === undefined ? null : nameOf(people, holder),
    glass: glassOf(around, approval, viewer),
  };
}

function glassOf(around: Around, approval: StoredApproval, viewer: string): ApprovalDetail['glass'] {
  const { glassState, glassBy, glassAt, glassDueAt } = approval;
  const told = decisionsOf(around.reads, around.db, approval.id).find(({ verdict }) => verdict === 'break-glass');
  const rest = {
    by: glassBy === null ? null : nameOf(around.people, glassBy),
    reason: told?.reason ?? null,
    begunAt: glassAt,
    dueAt: glassDueAt,
  };
  if (glassState === 'running' || glassState === 'broken') return { state: glassState, ...rest };
  if (stateAt(approval, around.at) !== 'open') return { state: glassState ?? 'closed', ...rest };
  if (isMoney(approval.kind, approval.amount)) return { state: 'money', ...rest };
  return { state: isAlone(around.people, viewer) ? 'offered' : (glassState ?? 'not-alone'), ...rest };
}
