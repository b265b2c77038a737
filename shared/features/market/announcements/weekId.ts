import { DAY } from '../../../base/time';
import type { Announcement } from '../contract';

/** Days since a Sunday at the beginning of the epoch, which was a Thursday. */
const THURSDAY = 4;

/** The Sunday, as days since the epoch, of the week (Sunday to Saturday, UTC) in which `at` lies: the weeks of weekly exports. */
export function sundayOf(at: number): number {
  const day = Math.floor(at / DAY);
  return day - ((day + THURSDAY) % 7);
}

/**
 * Names announcements of a calendar that gives no ids: currency, title, week, and the how-manieth of that title in the week, in the
 * order of time. One that moves within its week keeps its name and is rescheduled; one that leaves the week is another.
 */
export function withWeekIds(announcements: readonly Omit<Announcement, 'id'>[]): Announcement[] {
  const counts = new Map<string, number>();
  return [...announcements]
    .sort((a, b) => a.at - b.at)
    .map((one) => {
      const key = `${one.currency}/${sundayOf(one.at)}/${one.title}`;
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      return { id: `week:${key}/${count}`, ...one };
    });
}
