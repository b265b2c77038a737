import { Button, Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Delegation } from '../../../../shared/features/approvals/contract';
import { client } from '../../../app/client';
import { useHello } from '../../../app/frame/hello';
import { ErrorState, SkeletonRows } from '../../../ui/states';
import { Time } from '../../../ui/values';
import { kindWord } from '../kindWords';
import { useDelegations } from '../queries';
import { useDecision } from '../useDecision';
import styles from './approvals.module.css';
import { DelegationForm } from './DelegationForm';

/** Who decides in whose place, until when, and a new delegation of one's own rights. */
export function DelegationsDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['approvals', 'ui']);
  const { data, error, refetch } = useDelegations();
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('approvals:delegations.title')}
      size={560}
      transitionProps={{ duration: 0 }}
      closeButtonProps={{ 'aria-label': t('ui:close') }}
    >
      {data === undefined ? (
        error === null ? (
          <SkeletonRows rows={4} />
        ) : (
          <ErrorState error={error} onRetry={() => void refetch()} />
        )
      ) : (
        <>
          <InForce rows={data.rows.filter(({ live }) => live)} />
          <DelegationForm operators={data.operators} kinds={data.kinds} onDone={onClose} />
        </>
      )}
    </Modal>
  );
}

function InForce({ rows }: { rows: readonly Delegation[] }) {
  const { t } = useTranslation('approvals');
  if (rows.length === 0) return <p className={styles.note}>{t('delegations.none')}</p>;
  return (
    <ul className={styles.delegations} aria-label={t('delegations.inForce')}>
      {rows.map((row) => (
        <Line key={row.id} row={row} />
      ))}
    </ul>
  );
}

function Line({ row: { id, holder, delegate, kinds, until, reason } }: { row: Delegation }) {
  const { t } = useTranslation('approvals');
  const own = useHello()?.operator?.id === holder.id;
  const end = useDecision(client.approvals.endDelegation, t('delegations.ended'));
  return (
    <li className={styles.delegation}>
      <div>
        {t('delegations.line', { holder: holder.name, delegate: delegate.name })}
        <small>
          {kinds.map((kind) => kindWord(kind, t)).join(', ')} · {t('delegations.until')} <Time at={until} style="short" /> ·{' '}
          {reason}
        </small>
        {end.refusal !== null && <small role="alert">{end.refusal}</small>}
      </div>
      {own && (
        <Button size="xs" variant="default" loading={end.busy} onClick={() => end.run({ id })}>
          {t('delegations.end')}
        </Button>
      )}
    </li>
  );
}
