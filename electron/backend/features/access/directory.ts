import type { Operator } from '../../../../shared/features/access/operator';
import type { Reader } from '../../store/types';
import { allOperators, operatorById } from './operators';

/** Who there is, for the features that name people: a port that compose hands on. */
export interface OperatorDirectory {
  all(): readonly Operator[];
  byId(id: string): Operator | undefined;
}

export function operatorsOf(read: Reader): OperatorDirectory {
  return {
    all: () => allOperators(read),
    byId: (id) => operatorById(read, id),
  };
}
