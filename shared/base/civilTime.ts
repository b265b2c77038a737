import { DAY, type EpochMs, MINUTE } from './time';
import { offsetOf } from './zoneOffset';

/**
 * The instant at which clocks of the zone show `HH:MM` on a civil day `YYYY-MM-DD`. An hour that is shown twice is the first of
 * the two; one that clocks jump over is the first instant after the jump. `24:00` is the midnight that ends the day.
 */
export function civilInstant(day: string, time: string, zone: string): EpochMs {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  const shown = Date.parse(`${day}T00:00:00Z`) + (hours * 60 + minutes) * MINUTE;
  const before = offsetOf(shown - DAY, zone);
  const after = offsetOf(shown + DAY, zone);
  const found = [shown - before, shown - after].filter((at) => at + offsetOf(at, zone) === shown);
  return found.length > 0 ? Math.min(...found) : jumpBetween(shown - DAY, shown + DAY, zone);
}

/** The first instant with the later offset; clocks change on whole minutes. */
function jumpBetween(from: EpochMs, to: EpochMs, zone: string): EpochMs {
  const old = offsetOf(from, zone);
  let low = Math.floor(from / MINUTE);
  let high = Math.ceil(to / MINUTE);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetOf(middle * MINUTE, zone) === old) low = middle;
    else high = middle;
  }
  return high * MINUTE;
}

/** Whether the runtime knows the zone. */
export function isTimeZone(zone: string): boolean {
  try {
    offsetOf(0, zone);
    return true;
  } catch {
    return false;
  }
}
