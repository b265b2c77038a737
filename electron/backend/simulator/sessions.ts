import { DAY, HOUR, MINUTE } from '../../../shared/base/time';
import type { SimulatedInstrument } from './profiles';

const FRIDAY = 5;
const SATURDAY = 6;
const SUNDAY = 0;
/** 1 January 1970 was a Thursday. */
const EPOCH_WEEKDAY = 4;

/**
 * Whether the simulated market trades in the minute that holds `at`. Winter hours of New York all the year: the simulator
 * needs sessions that open and close, not the calendar of an exchange.
 */
export function isTrading(session: SimulatedInstrument['session'], at: number): boolean {
  if (session === 'always') return true;
  const weekday = (Math.floor(at / DAY) + EPOCH_WEEKDAY) % 7;
  const inDay = at % DAY;
  if (session === 'us-equity') {
    const weekend = weekday === SATURDAY || weekday === SUNDAY;
    return !weekend && inDay >= 14 * HOUR + 30 * MINUTE && inDay < 21 * HOUR;
  }
  if (weekday === SATURDAY) return false;
  if (weekday === SUNDAY) return inDay >= (session === 'metal' ? 23 : 22) * HOUR;
  if (weekday === FRIDAY && inDay >= 22 * HOUR) return false;
  // Metals pause for an hour every day.
  return session !== 'metal' || inDay < 22 * HOUR || inDay >= 23 * HOUR;
}

/** Activity of a minute of the day against the mean of 1: quiet Asian night, bumps at the openings of London and New York. */
export function activity(minuteOfDay: number): number {
  const hour = minuteOfDay / 60;
  return 0.65 + 0.45 * bump(hour, 8.5, 2.5) + 1.05 * bump(hour, 15, 3) + 0.25 * bump(hour, 1, 1.5);
}

function bump(hour: number, centre: number, width: number): number {
  const distance = Math.min(Math.abs(hour - centre), 24 - Math.abs(hour - centre));
  return Math.exp(-((distance / width) ** 2));
}
