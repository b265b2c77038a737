import { DAY } from '../../../../shared/base/time';
import type { accessContract } from '../../../../shared/features/access/contract';
import { grants, permissionsOf } from '../../../../shared/features/access/matrix';
import type { Operator, Rights } from '../../../../shared/features/access/operator';
import { Refusal } from '../../store/refusal';
import type { Reader, Tx } from '../../store/types';
import type { Handlers } from '../handlers';
import { sessionRowOf } from './account';
import type { AccessContext } from './context';
import { dropFactor, handCode, handCodeHash } from './credentials';
import {
  allOperators,
  dropInvitation,
  insertOperator,
  operatorByEmail,
  operatorById,
  putInvitation,
  updateOperator,
  within,
} from './operators';
import { revokeSession, sessionsOf } from './store';

const INVITATION_LIFE = 7 * DAY;

type Team = Pick<
  Handlers<typeof accessContract>,
  | 'operators'
  | 'operator'
  | 'invite'
  | 'renewInvitation'
  | 'changeRights'
  | 'disable'
  | 'enable'
  | 'archive'
  | 'cutSessions'
  | 'resetSecondFactor'
>;

/** What those do who manage access. */
export function createTeam(context: AccessContext): Team {
  const { read, ids, clock } = context;
  return {
    operators: { query: () => ({ rows: allOperators(read) }) },
    operator: {
      query: ({ id }, call) => {
        const operator = known(read, id);
        const sessions = sessionsOf(read, id, clock.now()).map((session) => sessionRowOf(context, session, call.sessionId));
        return { operator, permissions: [...permissionsOf(operator)], sessions };
      },
    },
    invite: {
      command: (input) => {
        return (tx) => {
          if (operatorByEmail(within(tx), input.email) !== undefined) throw new Refusal('EMAIL_TAKEN');
          const id = ids();
          tx.subject(id);
          insertOperator(tx, { ...input, id, state: 'invited' });
          tx.fact('operator.changed', id);
          return { id, ...invitation(tx, id) };
        };
      },
    },
    renewInvitation: {
      command: ({ id }) => {
        return (tx) => {
          tx.subject(id);
          if (known(within(tx), id).state !== 'invited') throw new Refusal('NOT_INVITED');
          return invitation(tx, id);
        };
      },
    },
    changeRights: {
      command: ({ id, roles, level, tier, team }, call) => {
        return (tx) => {
          const operator = another(tx, id, call.actor.id);
          if (!manages({ roles, level, tier })) keepAnOwner(tx, operator);
          updateOperator(tx, id, { roles_json: JSON.stringify(roles), level, tier, team });
          return known(within(tx), id);
        };
      },
    },
    disable: { command: ({ id }, call) => (tx) => disable(tx, id, call.actor.id) },
    enable: {
      command: ({ id }, call) => {
        return (tx) => {
          const operator = another(tx, id, call.actor.id);
          if (operator.state === 'disabled') {
            updateOperator(tx, id, { state: operator.passwordAt === null ? 'invited' : 'active' });
          }
          return known(within(tx), id);
        };
      },
    },
    archive: { command: ({ id }, call) => (tx) => archive(tx, id, call.actor.id) },
    cutSessions: {
      command: ({ id }) => {
        return (tx) => {
          tx.subject(id);
          known(within(tx), id);
          return { ended: cutSessions(tx, id) };
        };
      },
    },
    resetSecondFactor: {
      command: ({ id }, call) => {
        return (tx) => {
          another(tx, id, call.actor.id);
          dropFactor(tx, id);
          cutSessions(tx, id);
          updateOperator(tx, id, {});
          return known(within(tx), id);
        };
      },
    },
  };
}

/** Ends every session of theirs with the transaction; sockets and streams follow at once. */
export function cutSessions(tx: Tx, id: string): number {
  return sessionsOf(within(tx), id, tx.at).filter((session) => revokeSession(tx, session.id)).length;
}

export function disable(tx: Tx, id: string, by: string): Operator {
  const operator = another(tx, id, by);
  keepAnOwner(tx, operator);
  if (operator.state !== 'archived') updateOperator(tx, id, { state: 'disabled' });
  dropInvitation(tx, id);
  cutSessions(tx, id);
  return known(within(tx), id);
}

/** For good: the name stays in the records, nothing can be done with it any more. */
export function archive(tx: Tx, id: string, by: string): Operator {
  const operator = another(tx, id, by);
  if (operator.state !== 'disabled' && operator.state !== 'archived') throw new Refusal('NOT_DISABLED');
  cutSessions(tx, id);
  dropFactor(tx, id);
  tx.run(tx.db.deleteFrom('operator_passwords').where('operator', '=', id));
  updateOperator(tx, id, { state: 'archived' });
  return known(within(tx), id);
}

function known(read: Reader, id: string): Operator {
  const found = operatorById(read, id);
  if (found === undefined) throw new Refusal('UNKNOWN_OPERATOR');
  return found;
}

/** Nobody changes their own rights, nor takes their own guard away. */
function another(tx: Tx, id: string, by: string): Operator {
  tx.subject(id);
  const found = known(within(tx), id);
  if (id === by) throw new Refusal('NOT_SELF');
  return found;
}

const manages = (rights: Rights) => grants('access:manage', rights);

function keepAnOwner(tx: Tx, leaving: Operator): void {
  if (leaving.state !== 'active' || !manages(leaving)) return;
  const left = allOperators(within(tx)).filter((each) => each.state === 'active' && manages(each) && each.id !== leaving.id);
  if (left.length === 0) throw new Refusal('LAST_OWNER');
}

function invitation(tx: Tx, operator: string): { code: string; expiresAt: number } {
  const [code, expiresAt] = [handCode(), tx.at + INVITATION_LIFE];
  putInvitation(tx, operator, handCodeHash(code), expiresAt);
  return { code, expiresAt };
}
