import type { approvalsContract } from '../../../../shared/features/approvals/contract';
import type { Clock } from '../../kit/clock';
import type { Reader } from '../../store/types';
import type { Handlers } from '../handlers';
import { type Around, abilityOf, stateAt } from './desk';
import type { Operators } from './ports';
import { askedBy, countOpenOf, openApprovals, type StoredApproval, settledApprovals } from './store';
import { rowOf } from './view';

interface ListOptions {
  readonly read: Reader;
  readonly clock: Clock;
  readonly operators: Operators;
}

const ENDLESS = Number.MAX_SAFE_INTEGER;

/** The inbox by box, with how much lies in each: few are open at a time, so those are judged one by one. */
export function listHandler({ read, clock, operators }: ListOptions): Handlers<typeof approvalsContract>['list'] {
  return {
    query: ({ box, before, limit }, { actor }) => {
      const around: Around = { reads: read, db: read.db, people: operators(), at: clock.now() };
      const open = openApprovals(read, read.db).filter((one) => stateAt(one, around.at) === 'open');
      const due = open.filter((one) => abilityOf(around, one, actor.id).hindrance === null);
      const boxes: Readonly<Record<typeof box, () => readonly StoredApproval[]>> = {
        due: () => due.slice(0, limit),
        open: () => open.slice(0, limit),
        mine: () => askedBy(read, read.db, actor.id, before ?? ENDLESS, limit),
        decided: () => settledApprovals(read, read.db, before ?? ENDLESS, limit),
      };
      return {
        rows: boxes[box]().map((one) => rowOf(around, one, actor.id)),
        due: due.length,
        mine: countOpenOf(read, read.db, actor.id),
        open: open.length,
      };
    },
  };
}
