import { Button, Modal, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './layout.module.css';

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
export function ReasonDialog({
  title,
  text,
  action,
  dismiss,
  danger = false,
  busy = false,
  refusal = null,
  onConfirm,
  onClose,
}: ReasonDialogProps) {
  const { t } = useTranslation('ui');
  const [reason, setReason] = useState('');
  const ready = reason.trim().length >= LEAST;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready) onConfirm(reason.trim());
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size={460}
      transitionProps={{ duration: 0 }}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <form className={styles.dialog} onSubmit={submit}>
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
          onKeyDown={(event) => {
            if (event.key === 'Enter' && event.ctrlKey) submit(event);
          }}
        />
        <div className={styles.dialogActions}>
          <Button variant="default" size="sm" onClick={onClose}>
            {dismiss ?? t('cancel')}
          </Button>
          <Button type="submit" size="sm" disabled={!ready} loading={busy} {...(danger ? { color: 'var(--s-danger-fill)' } : {})}>
            {action}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
