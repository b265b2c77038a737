import { MINUTE } from '../../../../shared/base/time';
import type { Me, Operator } from '../../../../shared/features/access/operator';
import type { Clock } from '../../kit/clock';
import type { Ids } from '../../kit/ids';
import type { Passwords } from '../../kit/passwords';
import { Refusal } from '../../store/refusal';
import type { Reader, Tx } from '../../store/types';
import type { Call } from '../handlers';
import type { Attempts } from './attempts';
import { codeKey, passwordKey } from './attempts';
import { passwordOf, takeCode } from './credentials';
import { updateOperator } from './operators';
import type { Principals } from './principals';
import { changeFamily } from './store';

export interface AccessContext {
  readonly read: Reader;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly passwords: Passwords;
  readonly attempts: Attempts;
  readonly principals: Principals;
}

const STEP_UP_LIFE = 5 * MINUTE;

/** Whoever is signed in at the calling session, enrolling included; refuses everybody else. */
export function signedIn(context: AccessContext, call: Call): Operator {
  const { state, operator } = context.principals.standing(call.sessionId);
  if (operator === null || state === 'locked') throw new Refusal('NOT_SIGNED_IN');
  return operator;
}

export function meOf(operator: Operator): Me {
  const { invitationExpiresAt: _, ...me } = operator;
  return me;
}

/** Checks the caller's password against back-off. */
export async function checkPassword(context: AccessContext, operator: Operator, password: string): Promise<void> {
  context.attempts.begin(passwordKey(operator.email));
  const phc = passwordOf(context.read, operator.id);
  if (phc === undefined || !(await context.passwords.verify(password, phc))) throw new Refusal('WRONG_CREDENTIALS');
}

/** Uses a code up, or refuses; counted before by `attempts.begin(codeKey(id))`. */
export function spendCode(context: AccessContext, tx: Tx, operator: string, code: string): void {
  if (!takeCode(tx, operator, code)) throw new Refusal('WRONG_CODE');
  context.attempts.right(tx, codeKey(operator));
}

/** Seats an operator at the calling session and the other windows of its browser. */
export function seat(context: AccessContext, tx: Tx, call: Call, operator: string, proved: boolean): void {
  tx.subject(operator);
  updateOperator(tx, operator, { last_seen_at: tx.at });
  const session = context.principals.session(call.sessionId);
  if (session === null) return;
  const steppedUp = proved ? tx.at + STEP_UP_LIFE : 0;
  changeFamily(tx, session.family, { operator, locked_at: null, stepped_up_until: steppedUp, last_seen_at: tx.at });
}

export function stepUp(context: AccessContext, tx: Tx, call: Call): number {
  const until = tx.at + STEP_UP_LIFE;
  const session = context.principals.session(call.sessionId);
  if (session !== null) changeFamily(tx, session.family, { stepped_up_until: until });
  return until;
}
