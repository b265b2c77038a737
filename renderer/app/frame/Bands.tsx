import { Button } from '@mantine/core';
import { IconFlask, IconPlugConnectedX } from '@tabler/icons-react';
import { type ReactNode, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { connection, useConnectionState } from '../client';
import { StandingBand } from '../slots';
import { useBackendState } from './backendState';
import styles from './frame.module.css';
import { useSimulated } from './hello';
import { useLater } from './later';

/** What nobody may miss: that the market is simulated, or that what is on screen no longer moves. */
export function Bands() {
  const { t } = useTranslation('app');
  const simulated = useSimulated();
  const later = useLater();
  return (
    <>
      {simulated && (
        <div className={styles.simulation} role="note">
          <IconFlask size={14} aria-hidden />
          <strong>{t('simulation.name')}</strong>
          <span>{t('simulation.explain')}</span>
        </div>
      )}
      <div role="status">
        <Trouble />
      </div>
      <Suspense fallback={null}>{later && <StandingBand />}</Suspense>
    </>
  );
}

/** One sentence at a time: what the shell knows of the backend says more than the link that it took down. */
function Trouble() {
  const { t } = useTranslation('app');
  const link = useConnectionState();
  const backend = useBackendState();
  if (backend.state === 'refused') return <Band state="offline">{t('backend.refused', { sentence: backend.sentence })}</Band>;
  if (backend.state === 'restarting') {
    const seconds = Math.ceil(backend.retryInMs / 1000);
    return <Band state="reconnecting">{t('backend.restarting', { attempt: backend.attempt, seconds })}</Band>;
  }
  if (link !== 'reconnecting' && link !== 'offline') return null;
  return (
    <Band state={link}>
      {t(`connection.${link}`)}
      <Button size="compact-xs" variant="default" onClick={() => connection.retryNow()}>
        {t('connection.retry')}
      </Button>
    </Band>
  );
}

function Band({ state, children }: { state: 'reconnecting' | 'offline'; children: ReactNode }) {
  return (
    <div className={styles.connection} data-state={state}>
      <IconPlugConnectedX size={16} aria-hidden />
      {children}
    </div>
  );
}
