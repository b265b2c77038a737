import { Button, Checkbox, Select, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DAY, HOUR } from '../../../../shared/base/time';
import { dayOf, dayStart } from '../../../../shared/base/zonedDay';
import { client } from '../../../app/client';
import { useHello } from '../../../app/frame/hello';
import { useFormat, useNow } from '../../../ui/format/FormatProvider';
import { kindWord } from '../kindWords';
import { useDecision } from '../useDecision';
import styles from './approvals.module.css';

interface DelegationFormProps {
  readonly operators: readonly { readonly id: string; readonly name: string }[];
  readonly kinds: readonly string[];
  readonly onDone: () => void;
}

/** One's own rights of approval, for some kinds, to one person, until the end of a day. */
export function DelegationForm({ operators, kinds, onDone }: DelegationFormProps) {
  const { t } = useTranslation(['approvals', 'ui']);
  const { timeZone } = useFormat();
  const own = useHello()?.operator?.id;
  const [to, setTo] = useState<string | null>(null);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [day, setDay] = useState(() => dayOf(Date.now() + 7 * DAY, timeZone));
  const [reason, setReason] = useState('');
  const call = useDecision(client.approvals.delegate, t('approvals:delegations.made'), onDone);
  const until = endOfDay(day, timeZone);
  const now = useNow();
  const ready = to !== null && chosen.length > 0 && until !== null && until > now && reason.trim().length >= 5;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready) call.run({ to, kinds: [...chosen], until, reason: reason.trim() });
  };
  return (
    <form className={styles.form} onSubmit={submit} aria-label={t('approvals:delegations.new')}>
      <Select
        data-autofocus
        searchable
        label={t('approvals:delegations.to')}
        data={operators.filter(({ id }) => id !== own).map(({ id, name }) => ({ value: id, label: name }))}
        value={to}
        onChange={setTo}
        comboboxProps={{ transitionProps: { duration: 0 } }}
        nothingFoundMessage={t('approvals:delegations.nobody')}
      />
      <Checkbox.Group label={t('approvals:delegations.kinds')} value={[...chosen]} onChange={setChosen}>
        <div className={styles.kinds}>
          {kinds.map((kind) => (
            <Checkbox key={kind} size="xs" value={kind} label={kindWord(kind, t as never)} />
          ))}
        </div>
      </Checkbox.Group>
      <TextInput
        type="date"
        label={t('approvals:delegations.lastDay')}
        description={t('approvals:delegations.longest')}
        value={day}
        onChange={(event) => setDay(event.currentTarget.value)}
      />
      <Textarea
        label={t('ui:reason.label')}
        description={t('ui:reason.least', { count: 5 })}
        rows={2}
        maxLength={1000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {call.refusal !== null && (
        <p className={styles.refusal} role="alert">
          {call.refusal}
        </p>
      )}
      <div className={styles.dialogActions}>
        <Button type="submit" size="sm" disabled={!ready} loading={call.busy}>
          {t('approvals:delegations.act')}
        </Button>
      </div>
    </form>
  );
}

/** Midnight that ends a civil day; null for no day. A civil day has 23 to 25 hours: 30 hours on lies in the next one. */
function endOfDay(day: string, timeZone: string): number | null {
  const start = dayStart(day, timeZone);
  return start === null ? null : dayStart(dayOf(start + DAY + 6 * HOUR, timeZone), timeZone);
}
