import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { FeedConnection } from '../../../../shared/features/monitoring/contract';
import { useFormat, useNow } from '../../../ui/format/FormatProvider';
import { formatDuration, formatNumber } from '../../../ui/format/format';
import { Block, Empty, PlainTable } from '../../../ui/Plain';
import { Age, StatusTag, type Tone } from '../../../ui/values';
import { connectionTone, retrySeconds } from '../readings';
import styles from './monitoring.module.css';

const TAG: Readonly<Record<ReturnType<typeof connectionTone>, Tone>> = {
  good: 'live',
  neutral: 'neutral',
  warning: 'warning',
  danger: 'danger',
};

interface ConnectionsProps {
  readonly connections: readonly FeedConnection[];
  readonly onReconnect: (connection: FeedConnection) => void;
  /** The one whose reconnection was asked for and not answered yet. */
  readonly busy: string | null;
}

/** Every line to a venue: staleness is judged on the venue's own time, not on the socket being open. */
export function Connections({ connections, onReconnect, busy }: ConnectionsProps) {
  const { t } = useTranslation('monitoring');
  const end = 'end' as const;
  return (
    <Block title={t('connection.title')}>
      {connections.length === 0 ? (
        <Empty title={t('connection.none')} text={t('connection.noneHint')} />
      ) : (
        <PlainTable
          label={t('connection.title')}
          columns={[
            { header: t('connection.venue') },
            { header: t('connection.state') },
            { header: t('connection.act') },
            { header: t('connection.latency'), align: end },
            { header: t('connection.exchangeAt') },
            { header: t('connection.arrival') },
            { header: t('connection.rate'), align: end },
            { header: t('connection.messages'), align: end },
            { header: t('connection.subscriptions'), align: end },
            { header: t('connection.reconnects'), align: end },
            { header: t('connection.lastError') },
          ]}
        >
          {connections.map((connection) => (
            <Line
              key={connection.id}
              connection={connection}
              busy={busy === connection.id}
              onReconnect={() => onReconnect(connection)}
            />
          ))}
        </PlainTable>
      )}
    </Block>
  );
}

function Line({ connection, busy, onReconnect }: { connection: FeedConnection; busy: boolean; onReconnect: () => void }) {
  const { t } = useTranslation('monitoring');
  const format = useFormat();
  const { lastError } = connection;
  const key = lastError === 'key missing' ? 'missing' : lastError === 'key refused' ? 'refused' : null;
  const error = key === null ? lastError : t(`connection.key.${key}`);
  return (
    <tr>
      <th scope="row">{connection.id === connection.venue ? connection.venue : `${connection.venue} · ${connection.id}`}</th>
      <td>
        <State connection={connection} />
      </td>
      <td>
        <Button
          size="compact-xs"
          variant="default"
          loading={busy}
          aria-label={t('connection.reconnectOne', { venue: connection.venue })}
          onClick={onReconnect}
        >
          {t('connection.reconnect')}
        </Button>
      </td>
      <td data-align="end">{formatDuration(connection.latencyMs, format)}</td>
      <td>
        <Age at={connection.lastExchangeAt} />
      </td>
      <td>
        <Age at={connection.lastArrivalAt} />
      </td>
      <td data-align="end">{formatNumber(connection.perSecond, format, connection.perSecond < 10 ? 1 : 0)}</td>
      <td data-align="end">{formatNumber(connection.messages, format)}</td>
      <td data-align="end">{formatNumber(connection.subscriptions, format)}</td>
      <td data-align="end">{formatNumber(connection.reconnects, format)}</td>
      <td className={styles.errorText} title={error ?? undefined}>
        {error ?? '–'}
      </td>
    </tr>
  );
}

function State({ connection }: { connection: FeedConnection }) {
  const { t } = useTranslation('monitoring');
  const now = useNow();
  const left = connection.retryAt === null ? null : retrySeconds(connection.retryAt, now);
  return (
    <span title={connection.state === 'stale' ? t('connection.staleHint') : undefined}>
      <StatusTag tone={TAG[connectionTone(connection.state)]}>{t(`connection.states.${connection.state}`)}</StatusTag>{' '}
      <span className={styles.muted}>
        {connection.state === 'waiting' && left !== null ? (
          left === 0 ? (
            t('connection.retryNow')
          ) : (
            t('connection.retryIn', { s: left })
          )
        ) : (
          <Age at={connection.since} />
        )}
      </span>
    </span>
  );
}
