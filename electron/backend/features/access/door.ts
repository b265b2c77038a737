import type { accessContract } from '../../../../shared/features/access/contract';
import { FIRST_RIGHTS } from '../../../../shared/features/access/matrix';
import { UNKNOWN_PASSWORD } from '../../kit/passwords';
import { Refusal } from '../../store/refusal';
import type { Handlers } from '../handlers';
import { codeKey, INVITATION_KEY, passwordKey } from './attempts';
import { type AccessContext, checkPassword, seat, spendCode } from './context';
import { handCodeHash, passwordOf, putPassword } from './credentials';
import {
  anyOperator,
  dropInvitation,
  insertOperator,
  operatorByEmail,
  operatorById,
  operatorByInvitation,
  updateOperator,
  within,
} from './operators';
import { changeFamily } from './store';
import { weakPassword } from './weakPassword';

/** Who acted in the first data directories, before operators had names: the first operator goes on under this id. */
export const FIRST_OPERATOR = 'owner';

type Door = Pick<Handlers<typeof accessContract>, 'setUp' | 'signIn' | 'signOut' | 'lock' | 'unlock' | 'acceptInvitation'>;

/** Coming in and going out. */
export function createDoor(context: AccessContext): Door {
  const { read, attempts, passwords, principals, clock } = context;
  return {
    setUp: {
      command: async ({ name, email, password, language, timeZone }, call) => {
        if (anyOperator(read)) throw new Refusal('ALREADY_SET_UP');
        if (weakPassword(password, { name, email })) throw new Refusal('WEAK_PASSWORD');
        const phc = await passwords.hash(password);
        return (tx) => {
          if (anyOperator(within(tx))) throw new Refusal('ALREADY_SET_UP');
          const self = { id: FIRST_OPERATOR, name, email, language, timeZone, team: '', state: 'active' as const };
          insertOperator(tx, { ...self, ...FIRST_RIGHTS });
          putPassword(tx, FIRST_OPERATOR, phc);
          seat(context, tx, call, FIRST_OPERATOR, false);
          return {};
        };
      },
    },
    signIn: {
      command: async ({ email, password, code }, call) => {
        const key = passwordKey(email);
        attempts.begin(key);
        const found = operatorByEmail(read, email);
        const phc = found === undefined ? undefined : passwordOf(read, found.id);
        const right = await passwords.verify(password, phc ?? UNKNOWN_PASSWORD);
        if (found === undefined || !right) throw new Refusal('WRONG_CREDENTIALS');
        if (found.state !== 'active' || (found.secondFactor && code === undefined)) {
          attempts.rightAlone(key);
          throw new Refusal(found.state === 'active' ? 'CODE_REQUIRED' : 'DISABLED');
        }
        if (code !== undefined && found.secondFactor) attempts.begin(codeKey(found.id));
        return (tx) => {
          const now = operatorById(within(tx), found.id);
          if (now?.state !== 'active') throw new Refusal('DISABLED');
          if (now.secondFactor) spendCode(context, tx, found.id, code ?? '');
          attempts.right(tx, key);
          seat(context, tx, call, found.id, now.secondFactor);
          return {};
        };
      },
    },
    signOut: {
      command: (_, call) => {
        const { session } = principals.standing(call.sessionId);
        return (tx) => {
          if (session !== null) {
            changeFamily(tx, session.family, { operator: null, locked_at: null, stepped_up_until: 0 });
          }
          return {};
        };
      },
    },
    lock: {
      command: (_, call) => {
        const { session } = principals.standing(call.sessionId);
        return (tx) => {
          if (session !== null) changeFamily(tx, session.family, { locked_at: tx.at, stepped_up_until: 0 });
          return {};
        };
      },
    },
    unlock: {
      command: async ({ password }, call) => {
        const { state, operator } = principals.standing(call.sessionId);
        if (state !== 'locked' || operator === null) throw new Refusal('NOT_LOCKED');
        await checkPassword(context, operator, password);
        return (tx) => {
          if (operatorById(within(tx), operator.id)?.state !== 'active') throw new Refusal('NOT_LOCKED');
          attempts.right(tx, passwordKey(operator.email));
          seat(context, tx, call, operator.id, false);
          return {};
        };
      },
    },
    acceptInvitation: {
      command: async ({ code, name, password, language, timeZone }, call) => {
        attempts.begin(INVITATION_KEY);
        const hash = handCodeHash(code);
        const invited = operatorByInvitation(read, hash);
        if (invited === undefined) throw new Refusal('UNKNOWN_INVITATION');
        if ((invited.invitationExpiresAt ?? 0) <= clock.now()) throw new Refusal('EXPIRED_INVITATION');
        if (weakPassword(password, { name, email: invited.email })) {
          attempts.rightAlone(INVITATION_KEY);
          throw new Refusal('WEAK_PASSWORD');
        }
        const phc = await passwords.hash(password);
        return (tx) => {
          if (operatorByInvitation(within(tx), hash)?.state !== 'invited') throw new Refusal('UNKNOWN_INVITATION');
          attempts.right(tx, INVITATION_KEY);
          dropInvitation(tx, invited.id);
          putPassword(tx, invited.id, phc);
          updateOperator(tx, invited.id, { name, language, time_zone: timeZone, state: 'active' });
          seat(context, tx, call, invited.id, false);
          return {};
        };
      },
    },
  };
}
