import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { outboxRow } from '../../../../shared/features/monitoring/contract';
import { faultOf } from '../../../ui/fault';
import { useFormat } from '../../../ui/format/FormatProvider';
import { formatNumber } from '../../../ui/format/format';
import { Block, Empty, PlainTable } from '../../../ui/Plain';
import { ErrorState, SkeletonRows } from '../../../ui/states';
import { tell } from '../../../ui/toasts';
import { Age, StatusTag, type Tone } from '../../../ui/values';
import { useCancelOutbox, useOutbox, useRetryOutbox } from '../queries';
import styles from './monitoring.module.css';

type OutboxRow = z.infer<typeof outboxRow>;
const TONE: Readonly<Record<OutboxRow['state'], Tone>> = {
  waiting: 'neutral',
  sending: 'accent',
  done: 'live',
  failed: 'danger',
  cancelled: 'neutral',
};

/** Effects on the outside world: waiting, tried, done or failed; a failed one can be tried again, a waiting one called off. */
export function Outbox() {
  const { t } = useTranslation('monitoring');
  const outbox = useOutbox();
  return (
    <Block title={t('outbox.title')} hint={t('outbox.hint')}>
      {outbox.data === undefined ? (
        outbox.isError ? (
          <ErrorState error={outbox.error} onRetry={() => void outbox.refetch()} />
        ) : (
          <SkeletonRows rows={3} />
        )
      ) : outbox.data.rows.length === 0 ? (
        <Empty title={t('outbox.none')} text={t('outbox.noneHint')} />
      ) : (
        <PlainTable
          label={t('outbox.title')}
          columns={[
            { header: t('outbox.kind') },
            { header: t('outbox.state') },
            { header: t('outbox.attempts'), align: 'end' },
            { header: t('outbox.created') },
            { header: t('outbox.next') },
            { header: t('outbox.lastError') },
            { header: t('outbox.acts') },
          ]}
        >
          {outbox.data.rows.map((row) => (
            <OutboxLine key={row.id} row={row} />
          ))}
        </PlainTable>
      )}
    </Block>
  );
}

function OutboxLine({ row }: { row: OutboxRow }) {
  const { t } = useTranslation('monitoring');
  const format = useFormat();
  return (
    <tr>
      <th scope="row">{row.kind}</th>
      <td>
        <StatusTag tone={row.dry ? 'neutral' : TONE[row.state]}>
          {row.dry ? t('outbox.dry') : t(`outbox.states.${row.state}`)}
        </StatusTag>
      </td>
      <td data-align="end">{formatNumber(row.attempts, format)}</td>
      <td>
        <Age at={row.createdAt} />
      </td>
      <td>
        <Age at={row.nextAt} />
      </td>
      <td className={styles.errorText} title={row.lastError ?? undefined}>
        {row.lastError ?? '–'}
      </td>
      <td>
        <OutboxActs row={row} />
      </td>
    </tr>
  );
}

function OutboxActs({ row }: { row: OutboxRow }) {
  const { t } = useTranslation('monitoring');
  const retry = useRetryOutbox();
  const cancel = useCancelOutbox();
  const said = (word: 'outbox.retried' | 'outbox.cancelled') => ({
    onSuccess: () => tell(t(word)),
    onError: (error: unknown) => {
      const { code } = faultOf(error);
      tell(code === 'NOT_RETRYABLE' || code === 'NOT_CANCELLABLE' ? t(`outbox.${code}`) : t('outbox.unanswered'));
    },
  });
  if (row.state === 'failed') {
    return (
      <Button
        size="compact-xs"
        variant="default"
        loading={retry.isPending}
        aria-label={t('outbox.retryOne', { kind: row.kind })}
        onClick={() => retry.mutate({ id: row.id }, said('outbox.retried'))}
      >
        {t('outbox.retry')}
      </Button>
    );
  }
  if (row.state !== 'waiting') return null;
  return (
    <Button
      size="compact-xs"
      variant="default"
      loading={cancel.isPending}
      aria-label={t('outbox.cancelOne', { kind: row.kind })}
      onClick={() => cancel.mutate({ id: row.id }, said('outbox.cancelled'))}
    >
      {t('outbox.cancel')}
    </Button>
  );
}
