import type { accessContract } from '../../../../shared/features/access/contract';
import { Refusal } from '../../store/refusal';
import type { Handlers } from '../handlers';
import { codeKey, passwordKey } from './attempts';
import { type AccessContext, checkPassword, meOf, signedIn, spendCode, stepUp } from './context';
import { beginFactor, confirmFactor, putPassword, renewRecoveryCodes } from './credentials';
import { operatorById, updateOperator, within } from './operators';
import { changeFamily, revokeSession, type StoredSession, sessionsOf } from './store';
import { weakPassword } from './weakPassword';

type Account = Pick<
  Handlers<typeof accessContract>,
  | 'stepUp'
  | 'beginSecondFactor'
  | 'confirmSecondFactor'
  | 'newRecoveryCodes'
  | 'updateProfile'
  | 'changePassword'
  | 'sessions'
  | 'revokeSession'
  | 'revokeOtherSessions'
>;

/** What everybody does with their own account. */
export function createAccount(context: AccessContext): Account {
  const { read, attempts, passwords, principals, clock } = context;
  return {
    stepUp: {
      command: ({ code }, call) => {
        const operator = signedIn(context, call);
        if (!operator.secondFactor) throw new Refusal('NO_SECOND_FACTOR');
        attempts.begin(codeKey(operator.id));
        return (tx) => {
          spendCode(context, tx, operator.id, code);
          return { until: stepUp(context, tx, call) };
        };
      },
    },
    beginSecondFactor: {
      command: (_, call) => {
        const operator = signedIn(context, call);
        // Whoever finds the console open must not be able to put a device of their own in place of the owner's.
        if (operator.secondFactor && call.actor.steppedUpUntil <= clock.now()) throw new Refusal('STEP_UP');
        return (tx) => beginFactor(tx, operator.id, operator.email);
      },
    },
    confirmSecondFactor: {
      command: ({ code }, call) => {
        const operator = signedIn(context, call);
        attempts.begin(codeKey(operator.id));
        return (tx) => {
          const confirmed = confirmFactor(tx, operator.id, code);
          if (confirmed !== 'ok') throw new Refusal(confirmed);
          attempts.right(tx, codeKey(operator.id));
          updateOperator(tx, operator.id, {});
          stepUp(context, tx, call);
          return { recoveryCodes: renewRecoveryCodes(tx, operator.id) };
        };
      },
    },
    newRecoveryCodes: {
      command: (_, call) => {
        const { id } = signedIn(context, call);
        return (tx) => ({ recoveryCodes: renewRecoveryCodes(tx, id) });
      },
    },
    updateProfile: {
      command: ({ name, language, timeZone }, call) => {
        const { id } = signedIn(context, call);
        return (tx) => {
          updateOperator(tx, id, {
            ...(name === undefined ? {} : { name }),
            ...(language === undefined ? {} : { language }),
            ...(timeZone === undefined ? {} : { time_zone: timeZone }),
          });
          const after = operatorById(within(tx), id);
          if (after === undefined) throw new Refusal('NOT_SIGNED_IN');
          return meOf(after);
        };
      },
    },
    changePassword: {
      command: async ({ current, next }, call) => {
        const operator = signedIn(context, call);
        await checkPassword(context, operator, current);
        if (weakPassword(next, operator)) {
          attempts.rightAlone(passwordKey(operator.email));
          throw new Refusal('WEAK_PASSWORD');
        }
        const phc = await passwords.hash(next);
        return (tx) => {
          attempts.right(tx, passwordKey(operator.email));
          putPassword(tx, operator.id, phc);
          // Whoever knew the old one elsewhere is out.
          endOthers(context, call.sessionId, sessionsOf(within(tx), operator.id, tx.at), (id) => revokeSession(tx, id));
          updateOperator(tx, operator.id, {});
          return {};
        };
      },
    },
    sessions: {
      query: (_, call) => ({
        sessions: sessionsOf(read, call.actor.id, clock.now()).map((session) => sessionRowOf(context, session, call.sessionId)),
      }),
    },
    revokeSession: {
      command: ({ id }, call) => {
        return (tx) => {
          tx.subject(id);
          const mine = sessionsOf(within(tx), call.actor.id, tx.at).some((session) => session.id === id);
          if (!mine || !revokeSession(tx, id)) throw new Refusal('UNKNOWN_SESSION');
          return {};
        };
      },
    },
    revokeOtherSessions: {
      command: (_, call) => {
        const family = principals.session(call.sessionId)?.family;
        return (tx) => {
          const mine = sessionsOf(within(tx), call.actor.id, tx.at);
          const ended = endOthers(context, call.sessionId, mine, (id) => revokeSession(tx, id));
          if (family !== undefined) changeFamily(tx, family, {});
          return { ended };
        };
      },
    },
  };
}

/** Ends every session but those of the calling browser. */
function endOthers(
  context: AccessContext,
  own: string | null,
  sessions: readonly StoredSession[],
  end: (id: string) => boolean,
): number {
  const family = context.principals.session(own)?.family;
  return sessions.filter((session) => session.family !== family && end(session.id)).length;
}

export function sessionRowOf(context: AccessContext, session: StoredSession, current: string | null) {
  const { id, createdAt, expiresAt, label } = session;
  return { id, createdAt, expiresAt, label, lastSeenAt: context.principals.lastUse(session), current: id === current };
}
