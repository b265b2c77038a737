import { grants } from '../../../../shared/features/access/matrix';
import type { Operator, Rights } from '../../../../shared/features/access/operator';
import { Refusal } from '../../store/refusal';
import type { Reader, Tx } from '../../store/types';
import { dropFactor } from './credentials';
import { note } from './events';
import { allOperators, dropInvitation, operatorById, updateOperator, within } from './operators';
import { revokeSession, sessionsOf } from './store';

/** Ends every session of theirs with the transaction; sockets and streams follow at once. */
export function cutSessions(tx: Tx, id: string): number {
  return sessionsOf(within(tx), id, tx.at).filter((session) => revokeSession(tx, session.id)).length;
}

export function disable(tx: Tx, id: string, reason: string): Operator {
  const operator = another(tx, id);
  keepAnOwner(tx, operator);
  if (operator.state !== 'archived') updateOperator(tx, id, { state: 'disabled' });
  note(tx, id, 'disabled', reason);
  dropInvitation(tx, id);
  cutSessions(tx, id);
  return known(within(tx), id);
}

/** For good: the name stays in the records, nothing can be done with it any more. */
export function archive(tx: Tx, id: string, reason: string): Operator {
  const operator = another(tx, id);
  if (operator.state !== 'disabled' && operator.state !== 'archived') throw new Refusal('NOT_DISABLED');
  cutSessions(tx, id);
  dropFactor(tx, id);
  tx.run(tx.db.deleteFrom('operator_passwords').where('operator', '=', id));
  note(tx, id, 'archived', reason);
  updateOperator(tx, id, { state: 'archived' });
  return known(within(tx), id);
}

export function known(read: Reader, id: string): Operator {
  const found = operatorById(read, id);
  if (found === undefined) throw new Refusal('UNKNOWN_OPERATOR');
  return found;
}

/** Nobody changes their own rights, nor takes their own guard away. */
export function another(tx: Tx, id: string): Operator {
  tx.subject(id);
  const found = known(within(tx), id);
  if (id === tx.actor) throw new Refusal('NOT_SELF');
  return found;
}

export const manages = (rights: Rights) => grants('access:manage', rights);

export function keepAnOwner(tx: Tx, leaving: Operator): void {
  if (leaving.state !== 'active' || !manages(leaving)) return;
  const left = allOperators(within(tx)).filter((each) => each.state === 'active' && manages(each) && each.id !== leaving.id);
  if (left.length === 0) throw new Refusal('LAST_OWNER');
}

/** What a leaver's procedure does to an account, within its own transaction and under the actor that runs it. */
export interface AccessActs {
  disable(tx: Tx, id: string, reason: string): void;
  cutSessions(tx: Tx, id: string): number;
  archive(tx: Tx, id: string, reason: string): void;
}

export const accessActs: AccessActs = { disable, cutSessions, archive };
