import { Button, Modal } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { orpc, queryClient } from '../../../app/client';
import { ErrorState, SkeletonRows } from '../../../ui/states';
import { Age, StatusTag, Time } from '../../../ui/values';
import { browserOf } from './browserName';
import { SettingsSection } from './Row';
import styles from './settings.module.css';

/** The open sessions of the browser console; a revoked one ends at once, for good. */
export function SessionsSection() {
  const { t } = useTranslation(['settings', 'ui']);
  const { data, error, isPending, refetch } = useQuery(orpc.access.sessions.queryOptions({ refetchInterval: 30_000 }));
  const [asked, setAsked] = useState<string | null>(null);
  const revoke = useMutation(
    orpc.access.revokeSession.mutationOptions({
      onSettled: () => {
        setAsked(null);
        void queryClient.invalidateQueries({ queryKey: orpc.access.sessions.key() });
      },
    }),
  );
  return (
    <SettingsSection id="sessions" title={t('settings:sessions.title')} note={t('settings:sessions.note')}>
      {isPending ? (
        <SkeletonRows rows={2} />
      ) : data === undefined ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : data.sessions.length === 0 ? (
        <p className={styles.note}>{t('settings:sessions.none')}</p>
      ) : (
        <ul className={styles.list}>
          {data.sessions.map((session) => (
            <li key={session.id} className={styles.item}>
              <span className={styles.itemMain}>
                {browserOf(session.label) ?? t('settings:sessions.unknown')}{' '}
                <small>
                  {t('settings:sessions.seen')} <Age at={session.lastSeenAt} /> · {t('settings:sessions.until')}{' '}
                  <Time at={session.expiresAt} />
                </small>
              </span>
              {session.current ? (
                <StatusTag tone="live">{t('settings:sessions.current')}</StatusTag>
              ) : (
                <Button size="compact-xs" variant="default" onClick={() => setAsked(session.id)}>
                  {t('settings:sessions.revoke')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {asked !== null && (
        <Modal
          opened
          onClose={() => setAsked(null)}
          title={t('settings:sessions.confirm')}
          size={420}
          closeButtonProps={{ 'aria-label': t('ui:close') }}
        >
          <p>{t('settings:sessions.confirmText')}</p>
          <div className={styles.control}>
            <Button size="sm" variant="default" data-autofocus onClick={() => setAsked(null)}>
              {t('ui:cancel')}
            </Button>
            <Button
              size="sm"
              color="var(--s-danger-fill)"
              loading={revoke.isPending}
              onClick={() => revoke.mutate({ id: asked })}
            >
              {t('settings:sessions.revoke')}
            </Button>
          </div>
        </Modal>
      )}
    </SettingsSection>
  );
}
