import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { FeedConnection, Health } from '../../../shared/features/monitoring/contract';
import { useCommand } from '../../app/keys';
import { useGoTo } from '../../app/navigation';
import { faultOf } from '../../ui/fault';
import { useFormat, useNow } from '../../ui/format/FormatProvider';
import { formatAge } from '../../ui/format/format';
import { Screen, Scroll } from '../../ui/Screen';
import { ErrorState, SkeletonRows } from '../../ui/states';
import { tell } from '../../ui/toasts';
import { Connections } from './parts/Connections';
import { Gaps } from './parts/Gaps';
import { Instruments } from './parts/Instruments';
import styles from './parts/monitoring.module.css';
import { Outbox } from './parts/Outbox';
import { Referee } from './parts/Referee';
import { Refused } from './parts/Refused';
import { Vitals } from './parts/Vitals';
import { type Reading, readSlowOnesAgain, useHealth, useReconnect } from './queries';
import { firstBroken, headlineTone, isFrozen } from './readings';

/** Whether the data can be trusted, and if not, which part of it and what to do. */
export function HealthScreen() {
  const { t } = useTranslation('monitoring');
  const { reading, error, retry } = useHealth();
  return (
    <Screen title={t('title')} actions={reading === null ? undefined : <Freshness reading={reading} />}>
      <Scroll label={t('title')}>
        {reading !== null ? (
          <Body health={reading.health} />
        ) : error !== null ? (
          <ErrorState error={error} kept={t('failedHint')} onRetry={retry} />
        ) : (
          <SkeletonRows rows={16} />
        )}
      </Scroll>
    </Screen>
  );
}

function Body({ health }: { health: Health }) {
  const { t } = useTranslation('monitoring');
  const reconnect = useReconnect();
  const goTo = useGoTo();
  const ask = (connection: FeedConnection) => {
    reconnect.mutate(
      { connection: connection.id },
      {
        onSuccess: () => tell(t('connection.reconnected', { venue: connection.venue })),
        onError: (error) =>
          tell(faultOf(error).code === 'UNKNOWN_CONNECTION' ? t('connection.UNKNOWN_CONNECTION') : t('connection.unanswered')),
      },
    );
  };
  useCommand('health.reload', readSlowOnesAgain);
  useCommand('health.reconnect', () => {
    const broken = firstBroken(health.connections);
    if (broken === undefined) tell(t('nothingToReconnect'));
    else ask(broken);
  });
  return (
    <div className={styles.page}>
      <div className={styles.headline} data-tone={headlineTone(health.state)} role="status">
        <h2>{t(wantsKey(health) ? `headline.key.${health.key}` : `headline.${health.state}`)}</h2>
        <p>{t(wantsKey(health) ? `headlineHint.key.${health.key}` : `headlineHint.${health.state}`)}</p>
        {wantsKey(health) && (
          <Button size="xs" variant="default" onClick={() => goTo('/settings')}>
            {t('toSettings')}
          </Button>
        )}
      </div>
      <Vitals health={health} />
      <Connections
        connections={[...health.connections, ...(health.referee?.connections ?? [])]}
        onReconnect={ask}
        busy={reconnect.isPending ? reconnect.variables.connection : null}
      />
      <div className={styles.columns}>
        <Instruments feeds={health.instruments} />
        <Refused refused={health.refused} samples={health.samples} />
      </div>
      <Referee referee={health.referee} />
      <Gaps />
      <Outbox />
    </div>
  );
}

/** Nothing can arrive before somebody gives a key that the venue takes. */
function wantsKey(health: Health): health is Health & { key: 'missing' | 'refused' } {
  return health.key === 'missing' || health.key === 'refused';
}

/** How old the figures are; a silent stream is said, since frozen figures look exactly like good ones. */
function Freshness({ reading }: { reading: Reading }) {
  const { t } = useTranslation('monitoring');
  const format = useFormat();
  const now = useNow();
  const age = formatAge(reading.arrivedAt, Math.max(now, reading.arrivedAt), format);
  return isFrozen(reading.arrivedAt, now) ? (
    <span className={styles.over}>{t('frozen', { age })}</span>
  ) : (
    <span className={styles.muted}>{t('updated', { age })}</span>
  );
}
