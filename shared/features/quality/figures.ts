import { DAY } from '../../base/time';
import type { Close } from './closes';

/** The bounds of QA-001, compared as they are written: rate < 70 %, 3 stops, drawdown > 10 %. */
export const WIN_RATE = 0.7;
export const WIN_RATE_WINDOW = 7 * DAY;
export const STOPS = 3;
/** 10 % at 1 % of risk a signal. */
export const DRAWDOWN_R = 10;
export const DRAWDOWN_WINDOW = 30 * DAY;
/** Under so many closed signals a rate is shown, compared, and marked as an insufficient sample. */
export const ENOUGH = 20;
/** How long a lock holds where nobody says otherwise. */
export const LOCK_DAYS = 7;
/** The scope of a lock that stops everything. */
export const EVERYTHING = '*';

/** Closes of the half-open window `to − length < at ≤ to`. */
export function within(closes: readonly Close[], to: number, length: number): Close[] {
  return closes.filter(({ at }) => at > to - length && at <= to);
}
