import { addMonths } from '../../base/civilDay';
import { civilInstant } from '../../base/civilTime';
import { dayOf } from '../../base/zonedDay';

export const REPORT_ZONE = 'Europe/Paris';

/** The month `YYYY-MM` in Paris that holds an instant. */
export function monthOf(at: number): string {
  return dayOf(at, REPORT_ZONE).slice(0, 7);
}

/** So many months on, or back where negative. */
export function moveMonth(month: string, by: number): string {
  return addMonths(`${month}-01`, by).slice(0, 7);
}

/** First and first-after instants of a month in Paris. */
export function monthSpan(month: string): { readonly from: number; readonly to: number } {
  return {
    from: civilInstant(`${month}-01`, '00:00', REPORT_ZONE),
    to: civilInstant(`${moveMonth(month, 1)}-01`, '00:00', REPORT_ZONE),
  };
}

/** When the report of a month is made by itself: the first of the next one at 06:00. */
export function madeFrom(month: string): number {
  return civilInstant(`${moveMonth(month, 1)}-01`, '06:00', REPORT_ZONE);
}
