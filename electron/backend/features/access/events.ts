import { type OperatorEvent, operatorEvent } from '../../../../shared/features/access/operator';
import type { Reader, Tx } from '../../store/types';

/** Keeps what was done to an account and why, beside the journal, which keeps digests only. */
export function note(tx: Tx, operator: string, kind: OperatorEvent['kind'], reason: string | null): void {
  tx.run(tx.db.insertInto('operator_events').values({ operator, at: tx.at, actor: tx.actor, kind, reason }));
}

export function eventsOf(read: Reader, operator: string): OperatorEvent[] {
  const query = read.db
    .selectFrom('operator_events')
    .select(['at', 'actor', 'kind', 'reason'])
    .where('operator', '=', operator)
    .orderBy('sequence', 'desc')
    .limit(200);
  return read.all(query, operatorEvent);
}
