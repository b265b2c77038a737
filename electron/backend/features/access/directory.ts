import type { Operator } from '../../../../shared/features/access/operator';
import type { Reader, Tx } from '../../store/types';
import { allOperators } from './operators';
import { archive, cutSessions, disable } from './team';

export type KnownOperator = Pick<Operator, 'id' | 'name' | 'roles' | 'level' | 'tier' | 'team' | 'state' | 'language' | 'timeZone'>;

/** Who there is, for the features that name people: a port that compose hands on. */
export interface OperatorDirectory {
  all(): readonly KnownOperator[];
  byId(id: string): KnownOperator | undefined;
}

export function operatorsOf(read: Reader): OperatorDirectory {
  return {
    all: () => allOperators(read),
    byId: (id) => allOperators(read).find((operator) => operator.id === id),
  };
}

/** What a leaver's procedure does to an account, within its own transaction and under the actor that runs it. */
export interface AccessActs {
  disable(tx: Tx, id: string, reason: string): void;
  cutSessions(tx: Tx, id: string): number;
  archive(tx: Tx, id: string, reason: string): void;
}

export const accessActs: AccessActs = {
  disable: (tx, id, reason) => {
    disable(tx, id, tx.actor);
    tx.fact('operator.disabled', id, { reason });
  },
  cutSessions,
  archive: (tx, id, reason) => {
    archive(tx, id, tx.actor);
    tx.fact('operator.archived', id, { reason });
  },
};
