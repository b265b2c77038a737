import { canonicalJson, type Json } from '../../../../shared/base/canonical';
import type { Hindrance } from '../../../../shared/features/approvals/contract';
import { type Approver, assign, type Option, optionsOf, type Vote } from '../../../../shared/features/approvals/rules';
import { sha256Hex } from '../../kit/hash';
import { Refusal } from '../../store/refusal';
import type { Reads, Tx } from '../../store/types';
import { actingFor } from './delegations';
import { type Db, decisionsOf, insertDecision, type NewApproval, type StoredApproval, settle } from './store';

type Bound = Pick<
  StoredApproval,
  'kind' | 'subject' | 'title' | 'lines' | 'amount' | 'groups' | 'excluded' | 'requestedBy' | 'body'
>;

/** What an approval is bound to: all that its approvers see and all that will be carried out. */
export function digestOf(approval: Bound): string {
  const { kind, subject, title, lines, amount, groups, excluded, requestedBy, body } = approval;
  const seen = { kind, subject, title, lines, amount, groups, excluded, requestedBy, body: JSON.parse(body) as Json };
  // Absent options of a group are absent in the digest too.
  return sha256Hex(canonicalJson(JSON.parse(JSON.stringify(seen)) as Json));
}

/** The state that counts: what has run out is over, also before the timer has said so. */
export function stateAt(approval: StoredApproval | NewApproval, at: number): StoredApproval['state'] {
  const state = 'state' in approval ? approval.state : 'open';
  const waiting = state === 'open' || state === 'approved';
  return waiting && approval.expiresAt <= at ? 'expired' : state;
}

export interface Around {
  readonly reads: Reads;
  readonly db: Db;
  readonly people: readonly Approver[];
  readonly at: number;
}

/** Approvals that count: what somebody gave who has been disabled since, or whose rights were used and has been, is void. */
export function votesOf({ reads, db, people }: Around, approval: string): readonly Vote[] {
  const active = new Set(people.filter((one) => one.active).map(({ id }) => id));
  return decisionsOf(reads, db, approval)
    .filter(({ verdict, by }) => verdict === 'approve' && active.has(by))
    .map(({ by, options }) => ({ by, options: options.filter(({ holder }) => active.has(holder)) }));
}

export interface Ability {
  readonly hindrance: Hindrance | null;
  /** Ways to stand for a group; empty where hindered before that was asked. */
  readonly options: readonly Option[];
  /** Refusing needs less than approving: a group that is taken does not silence its others. */
  readonly mayRefuse: boolean;
}

const no = (hindrance: Hindrance): Ability => ({ hindrance, options: [], mayRefuse: false });

export function abilityOf(around: Around, approval: StoredApproval, operator: string): Ability {
  const { reads, db, people, at } = around;
  if (stateAt(approval, at) !== 'open') return no('NOT_OPEN');
  if (approval.requestedBy === operator) return no('OWN_REQUEST');
  if (approval.excluded.includes(operator)) return no('EXCLUDED');
  if (decisionsOf(reads, db, approval.id).some(({ by }) => by === operator)) return no('ALREADY_DECIDED');
  const person = people.find(({ id }) => id === operator);
  const barred = new Set([approval.requestedBy, ...approval.excluded]);
  const delegations = actingFor(reads, db, approval.kind, at);
  const options = person === undefined ? [] : optionsOf(person, approval.groups, barred, people, delegations);
  if (options.length === 0) return no('NOT_APPROVER');
  const votes = votesOf(around, approval.id);
  const gains = assign(approval.groups, [...votes, { by: operator, options }]).size > assign(approval.groups, votes).size;
  return { hindrance: gains ? null : 'GROUP_TAKEN', options, mayRefuse: true };
}

export interface Decision {
  readonly by: string;
  readonly digest: string;
  readonly reason: string;
}

/** What the approver saw must be what is stored, and what is stored must be what was asked. */
export function checkDigest(approval: StoredApproval, digest: string): void {
  if (digest !== approval.digest || digestOf(approval) !== approval.digest) throw new Refusal('APPROVAL_DIFFERS');
}

function refuseHindered(hindrance: Hindrance, approval: StoredApproval, at: number): never {
  throw hindrance === 'NOT_OPEN' ? new Refusal('NOT_OPEN', { state: stateAt(approval, at) }) : new Refusal(hindrance);
}

export function approve(tx: Tx, around: Around, approval: StoredApproval, decision: Decision): void {
  const { hindrance, options } = abilityOf(around, approval, decision.by);
  if (hindrance !== null) refuseHindered(hindrance, approval, tx.at);
  checkDigest(approval, decision.digest);
  insertDecision(tx, { ...decision, approval: approval.id, verdict: 'approve', options });
  tx.fact('approval.given', approval.id, { kind: approval.kind, by: decision.by });
  const standing = assign(approval.groups, votesOf(around, approval.id));
  if (standing.size === approval.groups.length) close(tx, approval, 'approved', null);
}

export function refuse(tx: Tx, around: Around, approval: StoredApproval, decision: Decision): void {
  const { hindrance, mayRefuse } = abilityOf(around, approval, decision.by);
  if (hindrance !== null && !mayRefuse) refuseHindered(hindrance, approval, tx.at);
  checkDigest(approval, decision.digest);
  insertDecision(tx, { ...decision, approval: approval.id, verdict: 'refuse', options: [] });
  close(tx, approval, 'refused', decision.reason);
}

/** An end, or the go-ahead; the requester hears of it. */
export function close(tx: Tx, approval: StoredApproval, state: StoredApproval['state'], closing: string | null): void {
  settle(tx, approval.id, state, closing);
  if (approval.glassState === 'running' && state !== 'approved') {
    tx.run(tx.db.updateTable('approvals').set({ glass_state: 'lapsed' }).where('id', '=', approval.id));
  }
  const { kind, requestedBy } = approval;
  const { fr, en } = approval.title;
  const telling = { notify: true, simulated: false, values: { fr, en, state }, operators: [requestedBy] };
  if (state === 'executed') tx.fact('approval.executed', approval.id, { state, kind });
  else tx.fact(state === 'expired' ? 'approval.expired' : 'approval.decided', approval.id, { ...telling, state, kind });
}
