import type { peopleContract } from '../../../../shared/features/people/contract';
import type { Commands, Reader } from '../../store/types';
import type { Handlers } from '../handlers';
import { addEntry, type CasesOptions, caseHandlers } from './cases';
import { watchReviews } from './overdue';
import type { RegisterPort } from './ports';
import { type ReviewOptions, reviewDue, reviewHandlers } from './reviews';

export interface PeopleOptions extends CasesOptions, ReviewOptions {
  readonly commands: Commands;
}

export interface People extends RegisterPort {
  readonly handlers: Handlers<typeof peopleContract>;
  /** Begins to watch the quarterly review. */
  start(): void;
  stop(): void;
}

export function createPeople(options: PeopleOptions): People {
  const watch = watchReviews(options);
  return {
    start: watch.start,
    stop: watch.stop,
    addLine: (tx, entry) => addEntry(options, tx, entry),
    handlers: { ...caseHandlers(options), ...reviewHandlers(options) },
  };
}

/** For the register of checks: whether the last ended quarter's review is signed, and of which quarter that is said. */
export function reviewDone(read: Reader, at: number, timeZone: string) {
  const due = reviewDue(read, at, timeZone);
  return { done: due.state === 'signed' || due.state === 'none-yet', ...due };
}
