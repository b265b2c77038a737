import { ActionIcon } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Notification } from '../../../../shared/features/notifications/contract';
import { Time } from '../../../ui/values';
import type { NoticeText } from '../useNoticeWords';
import { NoticeIcon } from './NoticeIcon';
import styles from './notifications.module.css';

interface NoticeLineProps {
  readonly notice: Notification;
  readonly text: NoticeText;
  readonly onOpen: () => void;
  readonly onRead: () => void;
}

/** One notice; a click reads it and goes where it leads. */
export function NoticeLine({ notice, text, onOpen, onRead }: NoticeLineProps) {
  const { t } = useTranslation('notifications');
  const unread = notice.readAt === null;
  return (
    <li className={styles.line} data-unread={unread || undefined} data-simulated={notice.simulated || undefined}>
      <NoticeIcon notice={notice} />
      <button type="button" className={styles.open} onClick={onOpen}>
        <span className={styles.title}>{text.title}</span>
        <span className={styles.body}>{text.body}</span>
      </button>
      <span className={styles.side}>
        <Time at={notice.at} style="minute" />
        {unread && (
          <ActionIcon
            size="sm"
            variant="subtle"
            color="var(--s-text-secondary)"
            aria-label={t('markRead')}
            title={t('markRead')}
            onClick={onRead}
          >
            <IconCheck size={14} aria-hidden />
          </ActionIcon>
        )}
      </span>
    </li>
  );
}
