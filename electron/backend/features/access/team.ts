import { DAY } from '../../../../shared/base/time';
import type { accessContract } from '../../../../shared/features/access/contract';
import { permissionsOf } from '../../../../shared/features/access/matrix';
import { Refusal } from '../../store/refusal';
import type { Tx } from '../../store/types';
import type { Handlers } from '../handlers';
import { sessionRowOf } from './account';
import { another, archive, cutSessions, disable, keepAnOwner, known, manages } from './acts';
import type { AccessContext } from './context';
import { dropFactor, handCode, handCodeHash } from './credentials';
import { eventsOf, note } from './events';
import { allOperators, insertOperator, operatorByEmail, putInvitation, updateOperator, within } from './operators';
import { sessionsOf } from './store';

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
        return { operator, permissions: [...permissionsOf(operator)], sessions, events: eventsOf(read, id) };
      },
    },
    invite: {
      command: (input) => {
        return (tx) => {
          if (operatorByEmail(within(tx), input.email) !== undefined) throw new Refusal('EMAIL_TAKEN');
          const id = ids();
          tx.subject(id);
          insertOperator(tx, { ...input, id, state: 'invited' });
          note(tx, id, 'invited', null);
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
      command: ({ id, roles, level, tier, team, reason }) => {
        return (tx) => {
          const operator = another(tx, id);
          if (!manages({ roles, level, tier })) keepAnOwner(tx, operator);
          updateOperator(tx, id, { roles_json: JSON.stringify(roles), level, tier, team });
          note(tx, id, 'rights', reason);
          return known(within(tx), id);
        };
      },
    },
    disable: {
      command:
        ({ id, reason }) =>
        (tx) =>
          disable(tx, id, reason),
    },
    enable: {
      command: ({ id, reason }) => {
        return (tx) => {
          const operator = another(tx, id);
          if (operator.state === 'disabled') {
            note(tx, id, 'enabled', reason);
            updateOperator(tx, id, { state: operator.passwordAt === null ? 'invited' : 'active' });
          }
          return known(within(tx), id);
        };
      },
    },
    archive: {
      command:
        ({ id, reason }) =>
        (tx) =>
          archive(tx, id, reason),
    },
    cutSessions: {
      command: ({ id }) => {
        return (tx) => {
          tx.subject(id);
          known(within(tx), id);
          note(tx, id, 'sessions-cut', null);
          return { ended: cutSessions(tx, id) };
        };
      },
    },
    resetSecondFactor: {
      command: ({ id, reason }) => {
        return (tx) => {
          another(tx, id);
          note(tx, id, 'factor-reset', reason);
          dropFactor(tx, id);
          cutSessions(tx, id);
          updateOperator(tx, id, {});
          return known(within(tx), id);
        };
      },
    },
  };
}

function invitation(tx: Tx, operator: string): { code: string; expiresAt: number } {
  const [code, expiresAt] = [handCode(), tx.at + INVITATION_LIFE];
  putInvitation(tx, operator, handCodeHash(code), expiresAt);
  return { code, expiresAt };
}
