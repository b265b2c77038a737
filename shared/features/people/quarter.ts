import { DAY, type EpochMs } from '../../base/time';
import { dayOf, dayStart } from '../../base/zonedDay';

/** Days after the end of a quarter within which its review has to be signed. */
export const REVIEW_DAYS = 14;

/** A quarter in civil time: `[start, end)`. */
export interface Quarter {
  /** `2026-T1`. */
  readonly period: string;
  readonly start: EpochMs;
  readonly end: EpochMs;
  /** The end and fourteen civil days. */
  readonly overdueAt: EpochMs;
}

/** The last quarter that had ended at this moment. */
export function endedQuarter(at: EpochMs, timeZone: string): Quarter {
  const [year = 0, month = 1] = dayOf(at, timeZone).split('-').map(Number);
  const current = Math.floor((month - 1) / 3);
  return current === 0 ? quarter(year - 1, 3, timeZone) : quarter(year, current - 1, timeZone);
}

/** @param index 0 for the first quarter of the year. */
function quarter(year: number, index: number, timeZone: string): Quarter {
  const start = midnight(year, index * 3, 1, timeZone);
  const next = index === 3 ? ([year + 1, 0] as const) : ([year, (index + 1) * 3] as const);
  return {
    period: `${year}-T${index + 1}`,
    start,
    end: midnight(...next, 1, timeZone),
    overdueAt: midnight(...next, 1 + REVIEW_DAYS, timeZone),
  };
}

function midnight(year: number, month: number, day: number, timeZone: string): EpochMs {
  const text = `${year}-${String(month + 1).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  const at = dayStart(text, timeZone);
  if (at === null) throw new RangeError(`${text} is no day`);
  return at;
}

/** The civil day so many days from another; days are counted, not hours. */
export function dayFrom(day: string, by: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + by * DAY).toISOString().slice(0, 10);
}
