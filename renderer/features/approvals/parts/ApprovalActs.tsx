import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApprovalDetail } from '../../../../shared/features/approvals/contract';
import { client } from '../../../app/client';
import { useStepUp } from '../../../app/gate/useStepUp';
import { useCommand, useKeyOf } from '../../../app/keys';
import { useGoTo } from '../../../app/navigation';
import { KeyTip } from '../../../ui/KeyHint';
import { ReasonDialog } from '../../../ui/ReasonDialog';
import { useMay } from '../queries';
import { useDecision } from '../useDecision';
import styles from './approvals.module.css';

type Act = 'approve' | 'refuse' | 'withdraw';

/** A group that is taken hinders approving again, not objecting. */
const refusable = ({ hindrance, state }: ApprovalDetail) =>
  state === 'open' && (hindrance === null || hindrance === 'GROUP_TAKEN');

/** What the reader can do with it, by button or key, and why not where they cannot. */
export function ApprovalActs({ approval }: { approval: ApprovalDetail }) {
  const { t } = useTranslation('approvals');
  const [asked, setAsked] = useState<Act | null>(null);
  const goTo = useGoTo();
  const stepUp = useStepUp();
  const mayDecide = useMay('approvals:decide');
  const { hindrance, mine, state, link, onBehalfOf } = approval;
  const can: Record<Act, boolean> = {
    approve: mayDecide && hindrance === null,
    refuse: mayDecide && refusable(approval),
    withdraw: mine && (state === 'open' || state === 'approved'),
  };
  // The second factor is asked for before the reason is written, not after.
  const ask = (act: Act) => (act === 'approve' ? void stepUp().then((given) => given && setAsked(act)) : setAsked(act));
  useCommand('approvals.approve', () => ask('approve'), can.approve);
  useCommand('approvals.refuse', () => ask('refuse'), can.refuse);
  useCommand('approvals.withdraw', () => ask('withdraw'), can.withdraw);
  useCommand('approvals.follow', () => link !== null && goTo(link), link !== null);
  return (
    <>
      {hindrance !== null && state === 'open' && <p className={styles.note}>{t(`hindrance.${hindrance}`)}</p>}
      {onBehalfOf !== null && <p className={styles.note}>{t('onBehalfOf', { name: onBehalfOf.name })}</p>}
      <div className={styles.acts}>
        {can.approve && <ActButton act="approve" onRun={() => ask('approve')} />}
        {can.refuse && <ActButton act="refuse" onRun={() => ask('refuse')} />}
        {can.withdraw && <ActButton act="withdraw" onRun={() => ask('withdraw')} />}
        {link !== null && <ActButton act="follow" onRun={() => goTo(link)} />}
      </div>
      {asked !== null && <Reason act={asked} approval={approval} onClose={() => setAsked(null)} />}
    </>
  );
}

function ActButton({ act, onRun }: { act: Act | 'follow'; onRun: () => void }) {
  const { t } = useTranslation('approvals');
  return (
    <KeyTip label={t(`command.${act}`)} shortcut={useKeyOf(`approvals.${act}`)}>
      <Button size="xs" variant={act === 'approve' ? 'filled' : 'default'} onClick={onRun}>
        {t(`act.${act}`)}
      </Button>
    </KeyTip>
  );
}

function Reason({ act, approval, onClose }: { act: Act; approval: ApprovalDetail; onClose: () => void }) {
  const { t, i18n } = useTranslation('approvals');
  const { id, digest, title } = approval;
  const name = title[i18n.language === 'en' ? 'en' : 'fr'];
  const call = useDecision(
    (reason: string) =>
      act === 'withdraw' ? client.approvals.withdraw({ id, reason }) : client.approvals[act]({ id, digest, reason }),
    t(`done.${act}`, { name }),
    onClose,
  );
  return (
    <ReasonDialog
      title={t(`command.${act}`)}
      text={t(`confirm.${act}`, { name })}
      action={t(`action.${act}`)}
      danger={act !== 'approve'}
      busy={call.busy}
      refusal={call.refusal}
      onConfirm={call.run}
      onClose={onClose}
    />
  );
}
