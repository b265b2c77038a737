import { Button } from '@mantine/core';
import { IconFlask, IconPlugConnectedX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { connection, useConnectionState } from '../client';
import styles from './frame.module.css';
import { useSimulated } from './hello';

/** What nobody may miss: that the market is simulated, or that what is on screen no longer moves. */
export function Bands() {
  const { t } = useTranslation('app');
  const state = useConnectionState();
  const simulated = useSimulated();
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
        {(state === 'reconnecting' || state === 'offline') && (
          <div className={styles.connection} data-state={state}>
            <IconPlugConnectedX size={16} aria-hidden />
            {t(`connection.${state}`)}
            <Button size="compact-xs" variant="default" onClick={() => connection.retryNow()}>
              {t('connection.retry')}
            </Button>
          </div>
        )}
      </div>
    </>
  );
}
