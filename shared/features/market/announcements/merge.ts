import type { Announcement } from '../contract';

export interface MergeResult {
  /** In the order of time. */
  readonly announcements: readonly Announcement[];
  readonly added: number;
  readonly moved: number;
  readonly unchanged: number;
}

/** Brings `incoming` into `known`: what has the same id replaces what was there, the last one winning (rescheduled). */
export function mergeAnnouncements(known: readonly Announcement[], incoming: readonly Announcement[]): MergeResult {
  const before = new Map(known.map((one) => [one.id, one]));
  const fresh = new Map(incoming.map((one) => [one.id, one]));
  let added = 0;
  let unchanged = 0;
  for (const one of fresh.values()) {
    const old = before.get(one.id);
    if (old === undefined) added += 1;
    else if (same(old, one)) unchanged += 1;
  }
  const all = [...new Map([...before, ...fresh]).values()];
  all.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  return { announcements: all, added, moved: fresh.size - added - unchanged, unchanged };
}

function same(a: Announcement, b: Announcement): boolean {
  return a.at === b.at && a.currency === b.currency && a.impact === b.impact && a.title === b.title;
}
