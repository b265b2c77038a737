import { addDays } from '../../../../../shared/base/civilDay';
import { civilInstant } from '../../../../../shared/base/civilTime';
import { MINUTE } from '../../../../../shared/base/time';
import { dayOf } from '../../../../../shared/base/zonedDay';
import type { Step } from '../../../../../shared/features/sop/step';

/** When a wait that begins now will end. */
export function waitOf(
  { wait }: Extract<Step, { kind: 'wait' }>,
  now: number,
): { wait_until: number | null; wait_fact: string | null } {
  if ('minutes' in wait) return { wait_until: now + wait.minutes * MINUTE, wait_fact: null };
  if ('fact' in wait) return { wait_until: null, wait_fact: wait.fact };
  const today = dayOf(now, wait.zone);
  const at = civilInstant(today, wait.until, wait.zone);
  return { wait_until: at > now ? at : civilInstant(addDays(today, 1), wait.until, wait.zone), wait_fact: null };
}
