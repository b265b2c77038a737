import { addDays, civilDay, weekdayOf } from './civilDay';

/** Easter Sunday of the Gregorian calendar (Meeus, Jones and Butcher). */
export function easter(year: number): string {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = Math.floor(b / 4);
  const e = b % 4;
  const f = Math.floor((b + 8) / 25);
  const g = Math.floor((b - f + 1) / 3);
  const h = (19 * a + b - d - g + 15) % 30;
  const i = Math.floor(c / 4);
  const k = c % 4;
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const sum = h + l - 7 * m + 114;
  return civilDay(year, Math.floor(sum / 31), (sum % 31) + 1);
}

/** Days on which TARGET2, and with it every payment in euro, is closed besides week-ends. */
export function target2Holidays(year: number): readonly string[] {
  const sunday = easter(year);
  return [`${year}-01-01`, addDays(sunday, -2), addDays(sunday, 1), `${year}-05-01`, `${year}-12-25`, `${year}-12-26`];
}

/** Public holidays of metropolitan France (Code du travail, L3133-1). */
export function frenchHolidays(year: number): readonly string[] {
  const sunday = easter(year);
  const moving = [addDays(sunday, 1), addDays(sunday, 39), addDays(sunday, 50)];
  const fixed = ['01-01', '05-01', '05-08', '07-14', '08-15', '11-01', '11-11', '12-25'].map((date) => `${year}-${date}`);
  return [...fixed, ...moving].sort();
}

const closed = new Map<number, ReadonlySet<string>>();

/** Whether payments in euro are settled on a civil day `YYYY-MM-DD`. */
export function isBusinessDay(day: string): boolean {
  const weekday = weekdayOf(day);
  if (weekday === 'sat' || weekday === 'sun') return false;
  const year = Number(day.slice(0, 4));
  const known = closed.get(year) ?? new Set(target2Holidays(year));
  closed.set(year, known);
  return !known.has(day);
}

/** The day itself where it is a business day, else the nearest one in that direction. */
export function nearestBusinessDay(day: string, direction: 'before' | 'after'): string {
  let at = day;
  while (!isBusinessDay(at)) at = addDays(at, direction === 'after' ? 1 : -1);
  return at;
}

/**
 * So many business days on (or back, where negative). The day itself is not counted: from a Saturday one business day on is
 * Monday, one back is Friday. Zero is the day itself, whatever it is.
 */
export function addBusinessDays(day: string, count: number): string {
  const direction = count < 0 ? 'before' : 'after';
  let at = day;
  for (let left = Math.abs(count); left > 0; left -= 1) at = nearestBusinessDay(addDays(at, count < 0 ? -1 : 1), direction);
  return at;
}
