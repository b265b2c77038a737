import { useRef, useState } from 'react';
import type { Notification } from '../../../shared/features/notifications/contract';
import { client } from '../../app/client';
import { usePreferences } from '../../app/preferences';
import { shell } from '../../app/shell';
import { useStream } from '../../app/useStream';
import { isWanted, wantsNative } from './notices';
import { readNoticesAgain } from './queries';
import { useNoticeWords } from './useNoticeWords';

export interface Announcement {
  readonly notice: Notification;
  readonly title: string;
  readonly body: string;
}

/** At most so many announcements are on screen; the centre has the rest. */
const SHOWN = 3;

/** Follows the notices: says the wanted ones on screen, or through the system while nobody looks, and keeps the count right. */
export function useAnnounce() {
  const wishes = usePreferences();
  const words = useNoticeWords();
  const [shown, setShown] = useState<readonly Announcement[]>([]);
  const seen = useRef(new Set<string>());
  useStream(
    'notices',
    (options) => client.notifications.stream(undefined, options),
    (notice) => {
      readNoticesAgain();
      if (seen.current.has(notice.id)) return;
      seen.current.add(notice.id);
      const text = words(notice);
      const lookedAt = document.visibilityState === 'visible' && document.hasFocus();
      if (wantsNative(notice, wishes, lookedAt))
        void shell.notify({ id: notice.id, ...text, urgency: notice.urgency, link: notice.link });
      if (isWanted(notice, wishes)) setShown((known) => [...known, { notice, ...text }].slice(-SHOWN));
    },
  );
  return { shown, dismiss: (id: string) => setShown((known) => known.filter((one) => one.notice.id !== id)) };
}
