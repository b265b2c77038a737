import { addBusinessDays } from '../../base/businessDays';
import { addDays } from '../../base/civilDay';
import { civilInstant } from '../../base/civilTime';
import type { EpochMs } from '../../base/time';

/** The day of a sample is a day in Paris. */
export const REVIEW_ZONE = 'Europe/Paris';

/** When the sample of a day is drawn: five minutes into the next one. */
export function drawnFrom(day: string): EpochMs {
  return civilInstant(addDays(day, 1), '00:05', REVIEW_ZONE);
}

/** By when it must be reviewed: 18:00 of the next working day. */
export function dueAt(day: string): EpochMs {
  return civilInstant(addBusinessDays(day, 1), '18:00', REVIEW_ZONE);
}

/** First and first-after instants of the day in Paris. */
export function daySpan(day: string): { readonly from: EpochMs; readonly to: EpochMs } {
  return { from: civilInstant(day, '00:00', REVIEW_ZONE), to: civilInstant(addDays(day, 1), '00:00', REVIEW_ZONE) };
}
