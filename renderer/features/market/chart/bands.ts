import { MINUTE } from '../../../../shared/base/time';
import type { Announcement } from '../../../../shared/features/market/contract';

/** A stretch around one or more major announcements, in positions of the time axis; a bar spans [n − ½, n + ½]. */
export interface Band {
  readonly from: number;
  readonly to: number;
  /** Where the announcements themselves stand. */
  readonly at: readonly number[];
}

/**
 * Where a time stands on an axis that counts bars: within its bar by its share of the bar, at a bar's end while the market is
 * closed after it, and beyond the last bar as if bars went on. `times` are the bars' open times, ascending, ms.
 */
export function positionOf(times: readonly number[], stepMs: number, at: number): number {
  const first = times[0];
  if (first === undefined) return 0;
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  const index = Math.max(0, low - 1);
  const bars = (at - (times[index] ?? 0)) / stepMs;
  return index - 0.5 + (index < times.length - 1 ? Math.min(1, bars) : bars);
}

/** The bands of the announcements, those that touch joined to one. */
export function bandsOf(
  announcements: readonly Announcement[],
  minutes: number,
  times: readonly number[],
  stepMs: number,
): readonly Band[] {
  const first = times[0];
  if (first === undefined) return [];
  const place = (at: number) => positionOf(times, stepMs, at);
  const bands: Band[] = [];
  for (const { at } of [...announcements].sort((a, b) => a.at - b.at)) {
    if (at + minutes * MINUTE < first) continue;
    const [from, to] = [place(at - minutes * MINUTE), place(at + minutes * MINUTE)];
    const last = bands.at(-1);
    if (last !== undefined && from <= last.to)
      bands[bands.length - 1] = { from: last.from, to: Math.max(last.to, to), at: [...new Set([...last.at, place(at)])] };
    else bands.push({ from, to, at: [place(at)] });
  }
  return bands;
}

/** The announcements whose band touches [from, to), in the order of time. */
export function announcementsAround(
  announcements: readonly Announcement[],
  minutes: number,
  from: number,
  to: number,
): readonly Announcement[] {
  const reach = minutes * MINUTE;
  return announcements.filter(({ at }) => at + reach >= from && at - reach < to).toSorted((a, b) => a.at - b.at);
}
