import { addMonths } from '../../../../../shared/base/civilDay';
import { civilInstant } from '../../../../../shared/base/civilTime';
import { dayOf } from '../../../../../shared/base/zonedDay';
import type { Reader } from '../../../store/types';
import type { PublishedSop } from './catalogue';

const ZONE = 'Europe/Paris';

/** When a procedure must have been looked over again: so many months after it was published or last confirmed. */
export function reviewDueAt({ read }: { readonly read: Reader }, sop: PublishedSop): number {
  const { id, review } = sop.procedure;
  const last = read.get(
    read.db
      .selectFrom('sop_reviews')
      .select((eb) => eb.fn.max('at').as('at'))
      .where('procedure', '=', id),
  );
  const from = Math.max(sop.at, last?.at ?? 0);
  return civilInstant(addMonths(dayOf(from, ZONE), review.everyMonths), '00:00', ZONE);
}
