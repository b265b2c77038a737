import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { client, orpc } from '../../../../app/client';
import { useCommand } from '../../../../app/keys';
import { ErrorState, SkeletonRows } from '../../../../ui/states';
import { tell } from '../../../../ui/toasts';
import { readSessions, SESSIONS_EVERY_MS, signOutEverywhere } from '../../queries';
import { useAct } from '../../useAct';
import styles from '../access.module.css';
import { SessionList } from '../SessionList';

/** Every window in which this account is signed in; one that is ended closes at once. */
export function DevicesSection() {
  const { t } = useTranslation('access');
  const id = useId();
  const { data, error, isPending, refetch } = useQuery(orpc.access.sessions.queryOptions({ refetchInterval: SESSIONS_EVERY_MS }));
  const end = useAct(client.access.revokeSession, () => void readSessions());
  const endOthers = useAct(
    () => client.access.revokeOtherSessions(),
    ({ ended }) => {
      tell(t('acts.cut', { count: ended }));
      void readSessions();
    },
  );
  const leave = useAct(signOutEverywhere, () => undefined);
  useCommand('account.endOthers', () => endOthers.run(undefined));
  useCommand('account.signOutEverywhere', () => leave.run(undefined));
  const refusal = end.refusal ?? endOthers.refusal ?? leave.refusal;
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{t('account.devices')}</h2>
      <div className={styles.form}>
        <p className={styles.note}>{t('account.devicesHint')}</p>
        {isPending ? (
          <SkeletonRows rows={2} />
        ) : data === undefined ? (
          <ErrorState error={error} onRetry={() => void refetch()} />
        ) : (
          <SessionList
            sessions={data.sessions}
            act={(session) => (
              <Button size="compact-xs" variant="default" onClick={() => end.run({ id: session.id })}>
                {t('sessions.end')}
              </Button>
            )}
          />
        )}
        {refusal !== null && (
          <p className={styles.refusal} role="alert">
            {refusal}
          </p>
        )}
        <div className={styles.row}>
          <Button size="xs" variant="default" loading={endOthers.busy} onClick={() => endOthers.run(undefined)}>
            {t('command.endOthers')}
          </Button>
          <Button size="xs" variant="default" loading={leave.busy} onClick={() => leave.run(undefined)}>
            {t('command.signOutEverywhere')}
          </Button>
        </div>
      </div>
    </section>
  );
}
