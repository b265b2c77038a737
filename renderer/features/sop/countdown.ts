import { DAY, HOUR, MINUTE } from '../../../shared/base/time';
import type { FormatRules } from '../../ui/format/format';

export interface Remaining {
  readonly late: boolean;
  readonly text: string;
}

/** Below an hour seconds matter; past two days they do not, and neither do hours. */
const HOURS_UNTIL = 2 * DAY;

/** The time left until `at`, or how long it has been over: `4:05`, `2 h 07 min`, `3 j`. */
export function remaining(at: number, now: number, { locale }: FormatRules): Remaining {
  const left = at - now;
  const late = left < 0;
  // What is left is rounded up and what is over down, so that both meet at 0:00.
  const seconds = late ? Math.floor(-left / 1000) : Math.ceil(left / 1000);
  return { late, text: lengthText(seconds * 1000, locale) };
}

function lengthText(ms: number, locale: string): string {
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)}:${two(Math.floor((ms % MINUTE) / 1000))}`;
  if (ms < HOURS_UNTIL) return `${Math.floor(ms / HOUR)}\u00a0h\u00a0${two(Math.floor((ms % HOUR) / MINUTE))}\u00a0min`;
  return new Intl.NumberFormat(locale, { style: 'unit', unit: 'day', unitDisplay: 'short' }).format(Math.floor(ms / DAY));
}

const two = (value: number) => String(value).padStart(2, '0');
