import { Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dayOf } from '../../../../shared/base/zonedDay';
import type { RegisterLine } from '../../../../shared/features/people/contract';
import { client } from '../../../app/client';
import { FormDialog } from '../../../ui/FormDialog';
import { useFormat } from '../../../ui/format/FormatProvider';
import { useChange } from '../queries';

/** A line is done with what shows it: a sentence or a link, and the day it was done. */
export function ProveDialog({ line, onClose }: { line: RegisterLine; onClose: () => void }) {
  const { t } = useTranslation('people');
  const { timeZone } = useFormat();
  const today = dayOf(Date.now(), timeZone);
  const [proof, setProof] = useState('');
  const [day, setDay] = useState(today);
  const call = useChange(client.people.proveLine, t('lines.done'), onClose);
  return (
    <FormDialog
      title={line.label}
      action={t('prove.act')}
      ready={proof.trim().length >= 3 && day !== ''}
      busy={call.busy}
      refusal={call.refusal}
      onSubmit={() => call.run({ id: line.id, proof: proof.trim(), day })}
      onClose={onClose}
    >
      <Textarea
        data-autofocus
        label={t('prove.proof')}
        description={t('prove.hint')}
        rows={3}
        maxLength={1000}
        value={proof}
        onChange={(event) => setProof(event.currentTarget.value)}
      />
      <TextInput
        type="date"
        label={t('prove.day')}
        max={today}
        value={day}
        onChange={(event) => setDay(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
