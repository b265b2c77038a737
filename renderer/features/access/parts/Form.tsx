import { Button } from '@mantine/core';
import type { FormEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Act } from '../useAct';
import styles from './access.module.css';

interface FormProps {
  readonly act: Pick<Act<never>, 'busy' | 'refusal' | 'waiting'>;
  readonly ready: boolean;
  readonly submit: string;
  readonly onSubmit: () => void;
  /** The way beside: another account, an invitation. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** Fields, why it was refused, and one act; a wait is counted down in place. */
export function Form({ act, ready, submit, onSubmit, aside, children }: FormProps) {
  const { t } = useTranslation('access');
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (ready && !act.busy && act.waiting === 0) onSubmit();
  };
  return (
    <form className={styles.form} onSubmit={send} noValidate>
      {children}
      {act.refusal !== null && (
        <p className={styles.refusal} role="alert">
          {act.refusal}
        </p>
      )}
      <div className={styles.actions}>
        <Button type="submit" disabled={!ready || act.waiting > 0} loading={act.busy}>
          {submit}
        </Button>
        {act.waiting > 0 && <p className={styles.waiting}>{t('form.wait', { count: act.waiting })}</p>}
        {aside}
      </div>
    </form>
  );
}
