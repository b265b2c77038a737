import { type EpochMs, HOUR, MINUTE } from './time';

const formats = new Map<string, Intl.DateTimeFormat>();

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('en-CA', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      hourCycle: 'h23',
    });
  formats.set(timeZone, known);
  return known;
}

/** The civil day `YYYY-MM-DD` that holds `at` in the zone. */
export function dayOf(at: EpochMs, timeZone: string): string {
  return clockOf(timeZone).format(at).slice(0, 10);
}

/**
 * The first instant of a civil day in the zone; null when `day` is not a day of the calendar.
 * Civil days may have 23 or 25 hours, and where clocks jump over midnight the day starts after the jump.
 */
export function dayStart(day: string, timeZone: string): EpochMs | null {
  const utc = Date.parse(`${day}T00:00:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(utc) || new Date(utc).toISOString().slice(0, 10) !== day) return null;
  for (let at = utc - 15 * HOUR; at <= utc + 15 * HOUR; at += 15 * MINUTE) {
    if (dayOf(at, timeZone) === day) return at;
  }
  return null;
}
