import { isConsolePath, type ShellNotice } from '../../shared/base/shell';
import type { ElectronApi, NotificationPart } from './electronApi';
import type { Windows } from './windows';

export interface Notifications {
  /** Shows the system's notification once, however many windows tell it. False when the system shows none. */
  show(notice: ShellNotice): boolean;
}

/** How many notices are remembered as shown; older ones are long gone from every window. */
const REMEMBERED = 500;

/** A copy of the notification centre's entry for an operator who looks elsewhere; a click leads to the record it speaks of. */
export function createNotifications({ Notification }: Pick<ElectronApi, 'Notification'>, windows: Windows): Notifications {
  /** Holds the objects too: one that is collected no longer hears its click. */
  const shown = new Map<string, NotificationPart>();
  return {
    show: (notice) => {
      if (!Notification.isSupported()) return false;
      if (shown.has(notice.id)) return true;
      const native = new Notification({
        title: notice.title,
        body: notice.body,
        silent: notice.urgency === 'info',
        urgency: notice.urgency === 'urgent' ? 'critical' : 'normal',
        timeoutType: notice.urgency === 'urgent' ? 'never' : 'default',
      });
      native.on('click', () => windows.showMain(isConsolePath(notice.link) ? notice.link : undefined));
      shown.set(notice.id, native);
      for (const id of [...shown.keys()].slice(0, -REMEMBERED)) shown.delete(id);
      native.show();
      return true;
    },
  };
}
