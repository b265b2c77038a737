import { Button, Modal, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Procedure } from '../../../../shared/features/sop/procedure';
import styles from '../parts/sop.module.css';
import { useSay } from '../say';
import { useStart } from '../useStart';

/** Starts this procedure on demand; asked, since a link or the palette may have led here by mistake. */
export function StartQuestion({ procedure, onClose }: { procedure: Procedure; onClose: () => void }) {
  const { t } = useTranslation(['sop', 'ui']);
  const say = useSay();
  const [subject, setSubject] = useState('');
  const { start, busy, refusal } = useStart();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    start({ procedure: procedure.id, ...(subject.trim() === '' ? {} : { subject: subject.trim() }) });
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('sop:start.askTitle', { title: say(procedure.title) })}
      size={480}
      closeButtonProps={{ 'aria-label': t('ui:close') }}
    >
      <form className={styles.dialog} onSubmit={submit}>
        <p className={styles.prose}>{say(procedure.objective)}</p>
        <TextInput
          data-autofocus
          label={t('sop:start.subject')}
          description={t('sop:start.subjectHint')}
          maxLength={200}
          value={subject}
          onChange={(event) => setSubject(event.currentTarget.value)}
        />
        {refusal !== null && (
          <p className={styles.refusal} role="alert">
            {refusal}
          </p>
        )}
        <div className={styles.dialogActions}>
          <Button variant="default" onClick={onClose}>
            {t('ui:cancel')}
          </Button>
          <Button type="submit" loading={busy}>
            {t('sop:start.action')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
