import { Button, Modal, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dayOf } from '../../../../shared/base/zonedDay';
import type { RegisterLine } from '../../../../shared/features/people/contract';
import { client } from '../../../app/client';
import { useFormat } from '../../../ui/format/FormatProvider';
import { useChange } from '../queries';
import styles from './people.module.css';

/** A line is done with what shows it: a sentence or a link, and the day it was done. */
export function ProveDialog({ line, onClose }: { line: RegisterLine; onClose: () => void }) {
  const { t } = useTranslation(['people', 'ui']);
  const { timeZone } = useFormat();
  const today = dayOf(Date.now(), timeZone);
  const [proof, setProof] = useState('');
  const [day, setDay] = useState(today);
  const call = useChange(client.people.proveLine, t('people:lines.done'), onClose);
  const ready = proof.trim().length >= 3 && day !== '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready) call.run({ id: line.id, proof: proof.trim(), day });
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={line.label}
      size={460}
      transitionProps={{ duration: 0 }}
      closeButtonProps={{ 'aria-label': t('ui:close') }}
    >
      <form className={styles.form} onSubmit={submit}>
        <Textarea
          data-autofocus
          label={t('people:prove.proof')}
          description={t('people:prove.hint')}
          rows={3}
          maxLength={1000}
          value={proof}
          onChange={(event) => setProof(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && event.ctrlKey) submit(event);
          }}
        />
        <TextInput
          type="date"
          label={t('people:prove.day')}
          max={today}
          value={day}
          onChange={(event) => setDay(event.currentTarget.value)}
        />
        {call.refusal !== null && (
          <p className={styles.refusal} role="alert">
            {call.refusal}
          </p>
        )}
        <div className={styles.dialogActions}>
          <Button variant="default" size="sm" onClick={onClose}>
            {t('ui:cancel')}
          </Button>
          <Button type="submit" size="sm" disabled={!ready} loading={call.busy}>
            {t('people:prove.act')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
