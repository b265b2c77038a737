import { Button, Modal } from '@mantine/core';
import type { FormEvent, KeyboardEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './layout.module.css';

interface FormDialogProps {
  readonly title: string;
  readonly action: string;
  /** Name of the way out where the usual one could be taken for the act itself. */
  readonly dismiss?: string;
  readonly danger?: boolean;
  /** Whether what is filled in can be sent. */
  readonly ready: boolean;
  readonly busy: boolean;
  /** Why the backend refused, in words. */
  readonly refusal?: string | null;
  readonly size?: number;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A question with fields: sent by Enter, from a text of several lines by Ctrl+Enter, left by Escape. */
export function FormDialog({ size = 460, danger = false, refusal = null, ...props }: FormDialogProps) {
  const { t } = useTranslation('ui');
  const submit = (event: FormEvent | KeyboardEvent) => {
    event.preventDefault();
    if (props.ready && !props.busy) props.onSubmit();
  };
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={props.title}
      size={size}
      transitionProps={{ duration: 0 }}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <form
        className={styles.dialog}
        onSubmit={submit}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && event.ctrlKey) submit(event);
        }}
      >
        {props.children}
        {refusal !== null && (
          <p className={styles.dialogRefusal} role="alert">
            {refusal}
          </p>
        )}
        <div className={styles.dialogActions}>
          <Button variant="default" size="sm" onClick={props.onClose}>
            {props.dismiss ?? t('cancel')}
          </Button>
          <Button
            type="submit"
            size="sm"
            disabled={!props.ready}
            loading={props.busy}
            {...(danger ? { color: 'var(--s-danger-fill)' } : {})}
          >
            {props.action}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
