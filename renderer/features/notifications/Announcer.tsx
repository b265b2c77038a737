import { CloseButton } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { isConsolePath } from '../../../shared/base/shell';
import { useGoTo } from '../../app/navigation';
import { NoticeIcon } from './parts/NoticeIcon';
import styles from './parts/notifications.module.css';
import { useMarkRead } from './queries';
import { type Announcement, useAnnounce } from './useAnnounce';

/** How long an announcement stays; urgent ones stay until they are read. */
const TOLD_MS = 7_000;

/** Says what has just happened, at the lower right, without taking the focus. Urgent news interrupts a screen reader, the rest waits for a pause. */
export function Announcer() {
  const { shown, dismiss } = useAnnounce();
  const urgent = shown.filter((one) => one.notice.urgency === 'urgent');
  const calm = shown.filter((one) => one.notice.urgency !== 'urgent');
  return (
    <div className={styles.announcer}>
      <div role="alert">
        {urgent.map((one) => (
          <Card key={one.notice.id} announcement={one} onDone={() => dismiss(one.notice.id)} />
        ))}
      </div>
      <div role="status">
        {calm.map((one) => (
          <Card key={one.notice.id} announcement={one} onDone={() => dismiss(one.notice.id)} />
        ))}
      </div>
    </div>
  );
}

function Card({ announcement: { notice, title, body }, onDone }: { announcement: Announcement; onDone: () => void }) {
  const { t } = useTranslation('notifications');
  const goTo = useGoTo();
  const mark = useMarkRead();
  const stays = notice.urgency === 'urgent';
  // biome-ignore lint/correctness/useExhaustiveDependencies: the time runs from when the card appears, whatever is re-rendered around it.
  useEffect(() => {
    if (stays) return;
    const timer = setTimeout(onDone, TOLD_MS);
    return () => clearTimeout(timer);
  }, [stays, notice.id]);
  const open = () => {
    mark.mutate({ ids: [notice.id] });
    if (isConsolePath(notice.link)) goTo(notice.link);
    onDone();
  };
  return (
    <div className={styles.card} data-urgency={notice.urgency} data-simulated={notice.simulated || undefined}>
      <NoticeIcon notice={notice} />
      <button type="button" className={styles.cardText} onClick={open}>
        <strong>{title}</strong>
        <span>{body}</span>
      </button>
      <CloseButton size="sm" aria-label={t('dismiss')} onClick={onDone} />
    </div>
  );
}
