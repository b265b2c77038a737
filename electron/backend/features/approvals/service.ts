import { canonicalJson, type Json } from '../../../../shared/base/canonical';
import type { approvalsContract } from '../../../../shared/features/approvals/contract';
import { type Approver, assign, optionsOf } from '../../../../shared/features/approvals/rules';
import type { Clock } from '../../kit/clock';
import { conflate, flatten } from '../../kit/conflate';
import type { Ids } from '../../kit/ids';
import { InvariantError, Refusal } from '../../store/refusal';
import type { Commands, Facts, Reader, Reads, Tx } from '../../store/types';
import type { Handlers } from '../handlers';
import { actingFor, delegationHandlers } from './delegations';
import { type Around, approve, close, type Decision, digestOf, refuse, stateAt, votesOf } from './desk';
import { breakGlass } from './glass';
import { listHandler } from './list';
import type { ApprovalRequest, ApprovalStanding, ApprovalsPort, Operators } from './ports';
import { approvalById, type Db, insertApproval, type StoredApproval } from './store';
import { watchTimes } from './timer';
import { detailOf } from './view';

export interface ApprovalsOptions {
  readonly read: Reader;
  readonly facts: Facts;
  readonly commands: Commands;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly operators: Operators;
  /** Uses up one of the operator's recovery codes; false where it is none. */
  readonly takeRecoveryCode: (tx: Tx, operator: string, code: string) => boolean;
}

export interface Approvals extends ApprovalsPort {
  readonly handlers: Handlers<typeof approvalsContract>;
  /** Begins to watch expiry and delays, catching up with what fell due while the console was off. */
  start(): void;
  stop(): void;
}

/** Changes that may wait for a reader who does not read; it re-reads its list anyway. */
const WAITING = 200;

export function createApprovals(options: ApprovalsOptions): Approvals {
  const times = watchTimes(options);
  return {
    start: times.start,
    stop: times.stop,
    request: (tx, request) => ask(options, tx, request),
    withdraw(tx, id, reason = '') {
      const approval = approvalById(tx, dbOf(tx), id);
      if (approval === undefined || !isWaiting(approval, tx.at)) return;
      close(tx, approval, 'withdrawn', reason === '' ? null : reason);
    },
    stateOf: (reads, id) => standingOf(options, reads, id),
    consume: (tx, id, body, kind) => consume(tx, id, body, kind),
    handlers: handlersOf(options),
  };
}

const dbOf = (tx: Tx): Db => tx.db as unknown as Db;

function isWaiting(approval: StoredApproval, at: number): boolean {
  const state = stateAt(approval, at);
  return state === 'open' || state === 'approved';
}

function around(options: ApprovalsOptions, tx: Tx): Around {
  return { reads: tx, db: dbOf(tx), people: options.operators(), at: tx.at };
}

function ask(options: ApprovalsOptions, tx: Tx, request: ApprovalRequest): string {
  if (request.groups.length === 0) throw new InvariantError('an approval by nobody approves nothing');
  const given = {
    id: options.ids(),
    ...request,
    lines: [...request.lines],
    groups: request.groups.map((group) => ({ ...group, roles: [...group.roles] })),
    excluded: [...(request.excluded ?? [])],
    body: canonicalJson(request.body),
    requestedAt: tx.at,
  };
  insertApproval(tx, { ...given, digest: digestOf(given) });
  const { kind } = given;
  const { fr, en } = given.title;
  const operators = approversOf(options.operators(), tx, given);
  // Where nobody can approve there is nobody to tell: who asked sees it among their requests.
  const notify = operators.length > 0;
  tx.fact('approval.requested', given.id, { notify, simulated: false, values: { fr, en }, operators, kind });
  return given.id;
}

/** Everybody who could stand for one of its groups now. */
function approversOf(
  people: readonly Approver[],
  tx: Tx,
  { kind, groups, requestedBy, excluded }: Pick<StoredApproval, 'kind' | 'groups' | 'requestedBy' | 'excluded'>,
): string[] {
  const delegations = actingFor(tx, dbOf(tx), kind, tx.at);
  const barred = new Set([requestedBy, ...excluded]);
  return people.filter((one) => optionsOf(one, groups, barred, people, delegations).length > 0).map(({ id }) => id);
}

function standingOf(options: ApprovalsOptions, reads: Reads, id: string): ApprovalStanding | null {
  const { read, clock } = options;
  const approval = approvalById(reads, read.db, id);
  if (approval === undefined) return null;
  const at = clock.now();
  const votes = votesOf({ reads, db: read.db, people: options.operators(), at }, id);
  const approvers = [...assign(approval.groups, votes).values()].map(({ by }) => by);
  if (approval.glassState === 'broken' && approval.glassBy !== null) approvers.push(approval.glassBy);
  const { digest, requestedBy } = approval;
  return { state: stateAt(approval, at), digest, requestedBy, approvers };
}

function consume(tx: Tx, id: string, body: Json, kind: string): void {
  const approval = approvalById(tx, dbOf(tx), id);
  if (approval === undefined || stateAt(approval, tx.at) !== 'approved') throw new Refusal('APPROVAL_MISSING');
  if (digestOf({ ...approval, kind, body: canonicalJson(body) }) !== approval.digest) throw new Refusal('APPROVAL_DIFFERS');
  close(tx, approval, 'executed', null);
}

type Act = (tx: Tx, around: Around, approval: StoredApproval, decision: Decision) => void;

function handlersOf(options: ApprovalsOptions): Handlers<typeof approvalsContract> {
  const { read, facts, clock, operators } = options;
  const decide =
    (act: Act) =>
    ({ id, digest, reason }: { id: string; digest: string; reason: string }, { actor }: { actor: { id: string } }) =>
    (tx: Tx) =>
      change(options, tx, id, actor.id, (approval) => act(tx, around(options, tx), approval, { by: actor.id, digest, reason }));
  return {
    ...delegationHandlers(options),
    list: listHandler(options),
    get: {
      query: ({ id }, { actor }) => {
        const approval = approvalById(read, read.db, id);
        if (approval === undefined) throw new Refusal('UNKNOWN_APPROVAL');
        return detailOf({ reads: read, db: read.db, people: operators(), at: clock.now() }, approval, actor.id);
      },
    },
    changes: {
      query: (_, { signal }) =>
        flatten(
          conflate({
            clock,
            hz: 4,
            signal,
            limit: WAITING,
            source: (offer) =>
              facts.subscribe(({ kind, subject, sequence }) => {
                if (kind.startsWith('approval.')) offer(subject, { id: subject, sequence });
              }),
          }),
        ),
    },
    approve: { command: decide(approve) },
    refuse: { command: decide(refuse) },
    withdraw: {
      command: ({ id, reason }, { actor }) => {
        return (tx) =>
          change(options, tx, id, actor.id, (approval) => {
            if (approval.requestedBy !== actor.id) throw new Refusal('NOT_REQUESTER');
            if (!isWaiting(approval, tx.at)) throw new Refusal('NOT_OPEN', { state: stateAt(approval, tx.at) });
            close(tx, approval, 'withdrawn', reason);
          });
      },
    },
    breakGlass: {
      command: ({ id, digest, reason, recoveryCode }, { actor }) => {
        return (tx) =>
          change(options, tx, id, actor.id, (approval) => {
            const { takeRecoveryCode } = options;
            const decision = { by: actor.id, digest, reason };
            breakGlass(tx, { people: operators(), takeRecoveryCode }, approval, decision, recoveryCode);
          });
      },
    },
  };
}

/** Acts on a stored approval, and tells how it stands afterwards. */
function change(options: ApprovalsOptions, tx: Tx, id: string, viewer: string, act: (approval: StoredApproval) => void) {
  tx.subject(id);
  const before = approvalById(tx, dbOf(tx), id);
  if (before === undefined) throw new Refusal('UNKNOWN_APPROVAL');
  act(before);
  return detailOf(around(options, tx), approvalById(tx, dbOf(tx), id) ?? before, viewer);
}
