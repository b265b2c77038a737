import { weekdayOf } from '../../base/civilDay';
import { civilInstant } from '../../base/civilTime';
import type { EpochMs } from '../../base/time';

/** When a market is open, as `resources/market/sessions.json` says it. */
export interface SessionHours {
  readonly timeZone: string;
  /** Spans of a weekday by its English name, such as `[["09:30", "16:00"]]`. */
  readonly week: Readonly<Record<string, readonly (readonly [string, string])[]>>;
  readonly closedDays: readonly string[];
  readonly earlyCloses: Readonly<Record<string, string>>;
}

const NAMES = {
  mon: 'monday',
  tue: 'tuesday',
  wed: 'wednesday',
  thu: 'thursday',
  fri: 'friday',
  sat: 'saturday',
  sun: 'sunday',
} as const;

/** When the market opens or closes on a civil day of its place; null on a day without a session. */
export function sessionEdge(hours: SessionHours, day: string, edge: 'open' | 'close'): EpochMs | null {
  if (hours.closedDays.includes(day)) return null;
  const spans = hours.week[NAMES[weekdayOf(day)]] ?? [];
  const span = edge === 'open' ? spans[0] : spans.at(-1);
  if (span === undefined) return null;
  const time = edge === 'open' ? span[0] : (hours.earlyCloses[day] ?? span[1]);
  return civilInstant(day, time, hours.timeZone);
}
