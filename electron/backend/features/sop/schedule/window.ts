import { addDays, weekdayOf } from '../../../../../shared/base/civilDay';
import { civilInstant } from '../../../../../shared/base/civilTime';
import { dayOf } from '../../../../../shared/base/zonedDay';
import type { WorkWindow } from '../../../../../shared/features/sop/schedule';

/** When the work may be done next: now, while the window is open. Null where it opens on no day of the coming week. */
export function opensAt(window: WorkWindow, now: number): number | null {
  const today = dayOf(now, window.zone);
  for (let ahead = 0; ahead <= 7; ahead += 1) {
    const day = addDays(today, ahead);
    if (!window.days.includes(weekdayOf(day))) continue;
    const from = civilInstant(day, window.from, window.zone);
    const to = civilInstant(day, window.to, window.zone);
    if (now < to) return Math.max(now, from);
  }
  return null;
}
