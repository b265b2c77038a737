import { z } from 'zod';
import { DAY } from '../../../../shared/base/time';
import type { approvalsContract, Delegation } from '../../../../shared/features/approvals/contract';
import { LONGEST_DELEGATION_DAYS } from '../../../../shared/features/approvals/contract';
import { KNOWN_KINDS } from '../../../../shared/features/approvals/kinds';
import type { ActingFor } from '../../../../shared/features/approvals/rules';
import type { Clock } from '../../kit/clock';
import type { Ids } from '../../kit/ids';
import { Refusal } from '../../store/refusal';
import type { Reader, Reads, Tx } from '../../store/types';
import type { Handlers } from '../handlers';
import { nameOf } from './names';
import type { Operators } from './ports';
import type { Db } from './store';

const stored = z
  .object({
    id: z.string(),
    holder: z.string(),
    delegate: z.string(),
    kinds_json: z.string(),
    from_at: z.int(),
    until_at: z.int(),
    ended_at: z.int().nullable(),
    reason: z.string(),
  })
  .transform(({ kinds_json, from_at, until_at, ended_at, ...rest }) => ({
    ...rest,
    kinds: z.array(z.string()).parse(JSON.parse(kinds_json)),
    from: from_at,
    until: until_at,
    endedAt: ended_at,
  }));
type StoredDelegation = z.output<typeof stored>;

/** Delegations in force at a moment for one kind. */
export function actingFor(reads: Reads, db: Db, kind: string, at: number): readonly ActingFor[] {
  return liveDelegations(reads, db, at).filter(({ kinds }) => kinds.includes(kind));
}

function liveDelegations(reads: Reads, db: Db, at: number): StoredDelegation[] {
  const query = db.selectFrom('approval_delegations').selectAll().where('until_at', '>', at).where('ended_at', 'is', null);
  return reads.all(query, stored);
}

export interface DelegationOptions {
  readonly read: Reader;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly operators: Operators;
}

type Parts = Pick<Handlers<typeof approvalsContract>, 'delegations' | 'delegate' | 'endDelegation'>;

/** An approver hands kinds over to somebody until a date; what they may do stays theirs as well. */
export function delegationHandlers(options: DelegationOptions): Parts {
  const { read, clock, operators } = options;
  return {
    delegations: {
      query: (_, { actor }) => ({
        rows: recent(read).map((one) => told(one, operators, clock.now())),
        operators: operators()
          .filter(({ active, id }) => active && id !== actor.id)
          .map(({ id, name }) => ({ id, name })),
        kinds: knownKinds(read),
      }),
    },
    delegate: {
      command: ({ to, kinds, until, reason }, { actor }) => {
        return (tx) => {
          if (to === actor.id) throw new Refusal('NOT_SELF');
          if (operators().every(({ id, active }) => id !== to || !active)) throw new Refusal('UNKNOWN_OPERATOR');
          if (until <= tx.at || until > tx.at + LONGEST_DELEGATION_DAYS * DAY) throw new Refusal('BAD_UNTIL');
          const row = { id: options.ids(), holder: actor.id, delegate: to, from: tx.at, until, endedAt: null, reason };
          const given = { ...row, kinds: [...new Set(kinds)].sort() };
          insert(tx, given);
          tx.subject(row.id);
          tx.fact('approval.delegated', row.id, { holder: actor.id, delegate: to, kinds: given.kinds, until });
          return told(given, operators, tx.at);
        };
      },
    },
    endDelegation: {
      command: ({ id }, { actor }) => {
        return (tx) => {
          tx.subject(id);
          const query = tx.db.updateTable('approval_delegations').set({ ended_at: tx.at }).where('id', '=', id);
          const ended = tx.run(query.where('holder', '=', actor.id).where('ended_at', 'is', null).where('until_at', '>', tx.at));
          if (ended === 0) throw new Refusal('UNKNOWN_DELEGATION');
          tx.fact('approval.delegation-ended', id, { holder: actor.id });
          return {};
        };
      },
    },
  };
}

/** In force and past ones, newest first: who acted for whom can be looked up later. */
function recent(read: Reader): StoredDelegation[] {
  return read.all(read.db.selectFrom('approval_delegations').selectAll().orderBy('from_at', 'desc').limit(200), stored);
}

function knownKinds(read: Reader): string[] {
  const used = read.all(read.db.selectFrom('approvals').select('kind').distinct()).map(({ kind }) => kind);
  return [...new Set<string>([...KNOWN_KINDS, ...used])].sort();
}

function insert(tx: Tx, { kinds, from, until, endedAt, ...rest }: StoredDelegation): void {
  const row = { ...rest, kinds_json: JSON.stringify(kinds), from_at: from, until_at: until, ended_at: endedAt };
  tx.run(tx.db.insertInto('approval_delegations').values(row));
}

function told({ endedAt, holder, delegate, ...rest }: StoredDelegation, operators: Operators, now: number): Delegation {
  const people = operators();
  const live = endedAt === null && rest.until > now;
  return { ...rest, live, holder: nameOf(people, holder), delegate: nameOf(people, delegate) };
}
