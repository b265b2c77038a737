import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormDialog } from './FormDialog';

/** The contract's shortest reason. */
const LEAST = 5;

interface ReasonDialogProps {
  readonly title: string;
  /** What will happen, and that it cannot be undone. */
  readonly text: string;
  readonly action: string;
  /** Name of the way out where the usual one could be taken for the act itself. */
  readonly dismiss?: string;
  readonly danger?: boolean;
  readonly busy?: boolean;
  /** Why the backend refused, in words. */
  readonly refusal?: string | null;
  readonly onConfirm: (reason: string) => void;
  readonly onClose: () => void;
}

/** Confirms what cannot be undone, and asks why. */
export function ReasonDialog(props: ReasonDialogProps) {
  const { t } = useTranslation('ui');
  const [reason, setReason] = useState('');
  const { text, refusal = null, onConfirm, busy = false, ...rest } = props;
  return (
    <FormDialog {...rest} busy={busy} ready={reason.trim().length >= LEAST} onSubmit={() => onConfirm(reason.trim())}>
      <p>{text}</p>
      <Textarea
        data-autofocus
        label={t('reason.label')}
        description={t('reason.least', { count: LEAST })}
        rows={3}
        maxLength={1000}
        value={reason}
        error={refusal}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
