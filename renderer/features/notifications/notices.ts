import type { Notification } from '../../../shared/features/notifications/contract';
import type { Settings } from '../../../shared/features/settings/contract';

export interface NoticeDay {
  readonly day: string;
  readonly notices: readonly Notification[];
}

/** Newest first, under their day; `dayOf` knows the operator's zone. */
export function noticeDays(notices: readonly Notification[], dayOf: (at: number) => string): readonly NoticeDay[] {
  const days = new Map<string, Notification[]>();
  for (const notice of [...notices].sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1))) {
    const day = dayOf(notice.at);
    const list = days.get(day);
    if (list === undefined) days.set(day, [notice]);
    else list.push(notice);
  }
  return [...days].map(([day, list]) => ({ day, notices: list }));
}

type Wishes = Pick<Settings, 'notifyQuarantine' | 'notifyOutcomes' | 'nativeNotifications'>;

/** Whether the operator wants to be disturbed by it. The centre lists every notice either way. */
export function isWanted(notice: Pick<Notification, 'kind'>, wishes: Wishes): boolean {
  if (notice.kind === 'signal.quarantined') return wishes.notifyQuarantine;
  if (notice.kind === 'signal.outcome') return wishes.notifyOutcomes;
  return true;
}

/** The desktop is disturbed only while the console is not being looked at; on screen a toast says the same. */
export function wantsNative(notice: Pick<Notification, 'kind'>, wishes: Wishes, lookedAt: boolean): boolean {
  return wishes.nativeNotifications && !lookedAt && isWanted(notice, wishes);
}
