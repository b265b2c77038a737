import { DAY, MINUTE } from '../../../base/time';
import type { Announcement } from '../contract';

/** An announcement of this currency concerns every instrument. */
export const EVERY_CURRENCY = 'ALL';

/**
 * Announcements as the rules ask for them: the nearest high-impact one of some currencies. The calendar speaks of the
 * whole UTC days from its first to its last entry, whatever their impact; beyond them it knows nothing.
 */
export class AnnouncementCalendar {
  private readonly times = new Map<string, Float64Array>();
  private readonly from: number;
  private readonly to: number;

  /** @param version digest of the calendar's content, kept with every decision. */
  constructor(
    announcements: readonly Announcement[],
    readonly version: string,
  ) {
    const all = announcements.map((one) => one.at);
    this.from = Math.floor(all.reduce((least, at) => Math.min(least, at), Number.POSITIVE_INFINITY) / DAY) * DAY;
    this.to = (Math.floor(all.reduce((most, at) => Math.max(most, at), Number.NEGATIVE_INFINITY) / DAY) + 1) * DAY;
    const high = announcements.filter((one) => one.impact === 'high');
    for (const currency of new Set(high.map((one) => one.currency))) {
      const times = high.filter((one) => one.currency === currency).map((one) => one.at);
      this.times.set(currency, Float64Array.from(times).sort());
    }
  }

  /** Minutes to the nearest high-impact announcement, before or after; null when the calendar holds none for these currencies. */
  minutesToNearest(currencies: readonly string[], at: number): number | null {
    let nearest = Number.POSITIVE_INFINITY;
    for (const currency of [...currencies, EVERY_CURRENCY]) {
      const times = this.times.get(currency);
      if (times !== undefined) nearest = Math.min(nearest, distance(times, at));
    }
    return Number.isFinite(nearest) ? nearest / MINUTE : null;
  }

  covers(at: number): boolean {
    return at >= this.from && at < this.to;
  }
}

/** Distance in ms from `at` to the nearest of the sorted times. */
function distance(times: Float64Array, at: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] as number) < at) low = middle + 1;
    else high = middle;
  }
  const after = low < times.length ? (times[low] as number) - at : Number.POSITIVE_INFINITY;
  const before = low > 0 ? at - (times[low - 1] as number) : Number.POSITIVE_INFINITY;
  return Math.min(after, before);
}
