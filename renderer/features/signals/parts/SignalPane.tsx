import { ActionIcon, Button } from '@mantine/core';
import { IconChartCandle, IconExternalLink } from '@tabler/icons-react';
import { type Ref, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SignalDetail } from '../../../../shared/features/signals/signal';
import { useCommand, useKeyOf } from '../../../app/keys';
import { useGoTo } from '../../../app/navigation';
import { shell } from '../../../app/shell';
import { faultOf } from '../../../ui/fault';
import { useNow } from '../../../ui/format/FormatProvider';
import { KeyTip } from '../../../ui/KeyHint';
import { ReasonDialog } from '../../../ui/ReasonDialog';
import { EmptyState, ErrorState, SkeletonRows } from '../../../ui/states';
import { tell } from '../../../ui/toasts';
import { refusalOf, useDecide } from '../decide';
import { canCancel, marketTime } from '../life';
import { useSignal } from '../queries';
import { useRefusalText } from '../refusalText';
import { SignalInspector } from './SignalInspector';
import styles from './signals.module.css';

/** The chosen signal with what can be done about it; says what to do while none is chosen. */
export function SignalPane({ id, ref }: { id: string | null; ref?: Ref<HTMLElement> }) {
  const { t } = useTranslation('signals');
  const signal = useSignal(id);
  const unknown = signal.isError && faultOf(signal.error).code === 'UNKNOWN_SIGNAL';
  return (
    <section ref={ref} className={styles.paneBody} tabIndex={-1} aria-label={t('inspector.label')}>
      {id === null ? (
        <EmptyState title={t('inspector.choose')} text={t('inspector.chooseHint')} />
      ) : unknown ? (
        <EmptyState title={t('inspector.unknown')} text={t('inspector.unknownHint')} />
      ) : signal.isError ? (
        <ErrorState error={signal.error} onRetry={() => void signal.refetch()} />
      ) : signal.data === undefined ? (
        <SkeletonRows rows={14} />
      ) : (
        <div className={styles.paneBody} data-outdated={signal.isPlaceholderData || undefined}>
          {/* While the next one is on its way the last one stays, dimmed, and nothing can be done to it by mistake. */}
          <SignalInspector
            detail={signal.data}
            actions={signal.isPlaceholderData ? undefined : <Actions detail={signal.data} />}
          />
        </div>
      )}
    </section>
  );
}

function Actions({ detail }: { detail: SignalDetail }) {
  const { t } = useTranslation('signals');
  const goTo = useGoTo();
  const [cancelling, setCancelling] = useState(false);
  const cancellable = canCancel(detail, marketTime(detail.source, useNow()));
  const toMarket = () => goTo(`/market/${detail.instrument}`);
  const toWindow = () => void shell.openWindow(`/signals/${detail.id}?only=1`);
  useCommand('signals.market', toMarket);
  useCommand('signals.cancel', () => setCancelling(true), cancellable);
  useCommand('signals.copy', () => void navigator.clipboard.writeText(detail.id).then(() => tell(t('inputs.copied'))));
  const keys = { market: useKeyOf('signals.market'), cancel: useKeyOf('signals.cancel') };
  return (
    <>
      <KeyTip label={t('action.toMarket')} shortcut={keys.market}>
        <ActionIcon variant="subtle" color="var(--s-text-secondary)" aria-label={t('action.toMarket')} onClick={toMarket}>
          <IconChartCandle size={16} aria-hidden />
        </ActionIcon>
      </KeyTip>
      <KeyTip label={t('action.openWindow')} shortcut={null}>
        <ActionIcon variant="subtle" color="var(--s-text-secondary)" aria-label={t('action.openWindow')} onClick={toWindow}>
          <IconExternalLink size={16} aria-hidden />
        </ActionIcon>
      </KeyTip>
      {cancellable && (
        <KeyTip label={t('action.cancel')} shortcut={keys.cancel}>
          <Button size="compact-sm" variant="default" aria-label={t('action.cancel')} onClick={() => setCancelling(true)}>
            {t('action.cancelShort')}
          </Button>
        </KeyTip>
      )}
      {cancelling && <CancelDialog id={detail.id} onClose={() => setCancelling(false)} />}
    </>
  );
}

function CancelDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation('signals');
  const cancel = useDecide('cancel');
  const say = useRefusalText();
  const confirm = (reason: string) => {
    cancel.mutate(
      { id, reason },
      {
        onSuccess: () => {
          tell(t('cancel.done'));
          onClose();
        },
      },
    );
  };
  return (
    <ReasonDialog
      title={t('cancel.title')}
      text={t('cancel.text')}
      action={t('cancel.confirm')}
      dismiss={t('cancel.keep')}
      danger
      busy={cancel.isPending}
      refusal={cancel.error === null ? null : say(refusalOf(cancel.error))}
      onConfirm={confirm}
      onClose={onClose}
    />
  );
}
