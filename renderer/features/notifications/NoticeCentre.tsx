import { ActionIcon, Button } from '@mantine/core';
import { IconBell, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { isConsolePath } from '../../../shared/base/shell';
import { dayOf } from '../../../shared/base/zonedDay';
import type { Notification } from '../../../shared/features/notifications/contract';
import { useKeyOf } from '../../app/keys';
import { useGoTo } from '../../app/navigation';
import { useFormat } from '../../ui/format/FormatProvider';
import { formatTime } from '../../ui/format/format';
import { KeyTip } from '../../ui/KeyHint';
import { EmptyState, ErrorState, SkeletonRows } from '../../ui/states';
import { noticeDays } from './notices';
import { NoticeLine } from './parts/NoticeLine';
import styles from './parts/notifications.module.css';
import { useMarkAllRead, useMarkRead, useNotices } from './queries';
import { useNoticeWords } from './useNoticeWords';

/** Everything that was announced, newest first; the system's own notifications are only a copy of this. */
export function NoticeCentre({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('notifications');
  const list = useNotices();
  const all = useMarkAllRead();
  const key = useKeyOf('notices.toggle');
  return (
    <section className={styles.centre} aria-label={t('centre')}>
      <div className={styles.head}>
        <h2>
          {t('title')}
          {!list.pending && list.error === null && (
            <small>{list.unread === 0 ? t('allRead') : t('unread', { count: list.unread })}</small>
          )}
        </h2>
        {list.unread > 0 && (
          <Button size="compact-xs" variant="default" loading={all.isPending} onClick={() => all.mutate(undefined)}>
            {t('markAllRead')}
          </Button>
        )}
        <KeyTip label={t('close')} shortcut={key}>
          <ActionIcon variant="subtle" color="var(--s-text-secondary)" aria-label={t('close')} onClick={onClose}>
            <IconX size={16} aria-hidden />
          </ActionIcon>
        </KeyTip>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard to be scrolled. */}
      <section className={styles.list} tabIndex={0} aria-label={t('title')}>
        {list.pending ? (
          <SkeletonRows rows={6} />
        ) : list.error !== null ? (
          <ErrorState error={list.error} onRetry={list.retry} />
        ) : list.notices.length === 0 ? (
          <EmptyState icon={<IconBell size={24} aria-hidden />} title={t('empty')} text={t('emptyHint')} />
        ) : (
          <>
            <Days notices={list.notices} onFollow={onClose} />
            {list.hasMore && (
              <div className={styles.older}>
                <Button size="xs" variant="default" loading={list.loadingMore} onClick={list.more}>
                  {t('older')}
                </Button>
              </div>
            )}
          </>
        )}
      </section>
    </section>
  );
}

function Days({ notices, onFollow }: { notices: readonly Notification[]; onFollow: () => void }) {
  const format = useFormat();
  const words = useNoticeWords();
  const goTo = useGoTo();
  const mark = useMarkRead();
  const read = (notice: Notification) => {
    if (notice.readAt === null) mark.mutate({ ids: [notice.id] });
  };
  return noticeDays(notices, (at) => dayOf(at, format.timeZone)).map(({ day, notices: ofDay }) => (
    <section key={day}>
      <h3 className={styles.day}>{formatTime(ofDay[0]?.at ?? 0, format, 'day')}</h3>
      <ul>
        {ofDay.map((notice) => (
          <NoticeLine
            key={notice.id}
            notice={notice}
            text={words(notice)}
            onRead={() => read(notice)}
            onOpen={() => {
              read(notice);
              if (!isConsolePath(notice.link)) return;
              goTo(notice.link);
              // What it led to lies beneath.
              onFollow();
            }}
          />
        ))}
      </ul>
    </section>
  ));
}
