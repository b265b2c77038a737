import { DAY, HOUR, MINUTE } from '../../../base/time';
import { offsetOf } from '../../../base/zoneOffset';
import type { Feature } from './feature';

/** Cash sessions whose open moves every market, in their own civil time. */
const NEW_YORK = { zone: 'America/New_York', opens: 9.5 * HOUR, lasts: 6.5 * HOUR };
const LONDON = { zone: 'Europe/London', opens: 8 * HOUR, lasts: 8.5 * HOUR };

/** Clocks change months apart: a week that ends with the offset it began with has that offset throughout. */
const WEEK = 7 * DAY;
/** The last week asked of each zone: candidates come in the order of time. */
const looked = new Map<string, { readonly week: number; readonly offset: number | null }>();

function civil(at: number, zone: string): number {
  const week = Math.floor(at / WEEK);
  let known = looked.get(zone);
  if (known === undefined || known.week !== week) {
    const offset = offsetOf(week * WEEK, zone);
    known = { week, offset: offsetOf((week + 1) * WEEK, zone) === offset ? offset : null };
    looked.set(zone, known);
  }
  return at + (known.offset ?? offsetOf(at, zone));
}

/** Day of the week of a civil time, 0 = Thursday (1 January 1970 was one). */
function isWeekend(civilAt: number): boolean {
  const day = Math.floor(civilAt / DAY) % 7;
  return day === 2 || day === 3;
}

/** Hours since the session opened, -1 outside it and at weekends. */
function sinceOpen(at: number, { zone, opens, lasts }: typeof NEW_YORK): number {
  const shown = civil(at, zone);
  const since = (shown % DAY) - opens;
  return since < 0 || since >= lasts || isWeekend(shown) ? -1 : Math.floor(since / MINUTE) / 60;
}

const turn = (at: number): number => (2 * Math.PI * (at % DAY)) / DAY;

/** When it is: markets have hours. */
export const SESSION_FEATURES: readonly Feature[] = [
  { name: 'hour-sin', version: 1, of: ({ at }) => Math.sin(turn(at)) },
  { name: 'hour-cos', version: 1, of: ({ at }) => Math.cos(turn(at)) },
  { name: 'weekend', version: 1, of: ({ at }) => (isWeekend(at) ? 1 : 0) },
  { name: 'session-new-york', version: 1, of: ({ at }) => sinceOpen(at, NEW_YORK) },
  { name: 'session-london', version: 1, of: ({ at }) => sinceOpen(at, LONDON) },
];
