import { Button, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApprovalDetail } from '../../../../shared/features/approvals/contract';
import { client } from '../../../app/client';
import { FormDialog } from '../../../ui/FormDialog';
import { Section } from '../../../ui/Screen';
import { Time } from '../../../ui/values';
import { useMay } from '../queries';
import { useDecision } from '../useDecision';
import styles from './approvals.module.css';

/** States in which the emergency way has nothing to say about this approval. */
const SILENT = ['closed', 'not-alone'] as const;
const isSilent = (state: ApprovalDetail['glass']['state']) => (SILENT as readonly string[]).includes(state);

/** One operator alone: who could agree does not exist, so the reason, a delay and the journal stand in for them. */
export function Glass({ approval }: { approval: ApprovalDetail }) {
  const { t } = useTranslation('approvals');
  const [asked, setAsked] = useState(false);
  const may = useMay('approvals:break-glass');
  const { state, by, reason, dueAt } = approval.glass;
  if (isSilent(state)) return null;
  return (
    <Section title={t('glass.title')}>
      <p className={styles.note}>{t(`glass.state.${state}`, { name: by?.name ?? '–' })}</p>
      {reason !== null && <p className={styles.note}>{t('glass.reason', { reason })}</p>}
      {state === 'running' && dueAt !== null && (
        <p className={styles.note}>
          {t('glass.due')} <Time at={dueAt} style="full" />
        </p>
      )}
      {may && (state === 'offered' || state === 'running') && (
        <div className={styles.acts}>
          <Button size="xs" variant="default" onClick={() => setAsked(true)}>
            {t(state === 'running' ? 'glass.withCode' : 'glass.begin')}
          </Button>
        </div>
      )}
      {asked && <GlassDialog approval={approval} onClose={() => setAsked(false)} />}
    </Section>
  );
}

function GlassDialog({ approval, onClose }: { approval: ApprovalDetail; onClose: () => void }) {
  const { t } = useTranslation(['approvals', 'ui']);
  const { id, digest, glass } = approval;
  const running = glass.state === 'running';
  const [reason, setReason] = useState(glass.reason ?? '');
  const [code, setCode] = useState('');
  const call = useDecision(client.approvals.breakGlass, t('approvals:glass.done'), onClose);
  const send = () => call.run({ id, digest, reason: reason.trim(), recoveryCode: code.trim() === '' ? null : code.trim() });
  return (
    <FormDialog
      title={t('approvals:glass.title')}
      action={t(code.trim() === '' ? 'approvals:glass.actDelay' : 'approvals:glass.actNow')}
      danger
      size={480}
      ready={reason.trim().length >= 5 && (!running || code.trim() !== '')}
      busy={call.busy}
      refusal={call.refusal}
      onSubmit={send}
      onClose={onClose}
    >
      <p className={styles.warning}>{t('approvals:glass.warning')}</p>
      <Textarea
        data-autofocus
        label={t('ui:reason.label')}
        description={t('ui:reason.least', { count: 5 })}
        rows={3}
        maxLength={1000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <TextInput
        label={t('approvals:glass.code')}
        description={t(running ? 'approvals:glass.codeHintRunning' : 'approvals:glass.codeHint')}
        autoComplete="off"
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
