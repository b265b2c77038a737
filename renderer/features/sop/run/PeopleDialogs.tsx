import { Button, Modal, Select, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../../../app/client';
import { useHello } from '../../../app/frame/hello';
import styles from '../parts/sop.module.css';
import { usePeople } from '../queries';
import { roleWord } from '../refusal';
import { useSay } from '../say';
import { useDesk } from './desk';

interface PersonSelectProps {
  readonly label: string;
  readonly value: string | null;
  readonly onChange: (id: string | null) => void;
  /** A first entry that means nobody. */
  readonly nobody?: string;
  readonly except?: string | undefined;
}

const NOBODY = '-';

function PersonSelect({ label, value, onChange, nobody, except }: PersonSelectProps) {
  const { t } = useTranslation('sop');
  const people = usePeople().filter(({ id }) => id !== except);
  const named = people.map(({ id, name, roles }) => ({
    value: id,
    label: roles.length === 0 ? name : `${name} · ${roles.map((role) => roleWord(role, t)).join(', ')}`,
  }));
  return (
    <Select
      data-autofocus
      searchable
      label={label}
      nothingFoundMessage={t('run.dialog.handNobody')}
      data={nobody === undefined ? named : [{ value: NOBODY, label: nobody }, ...named]}
      value={value ?? (nobody === undefined ? null : NOBODY)}
      onChange={(next) => onChange(next === NOBODY ? null : next)}
      comboboxProps={{ withinPortal: false, transitionProps: { duration: 0 } }}
      maxDropdownHeight={220}
    />
  );
}

/** Gives a step to one person, who is told. */
export function AssignDialog() {
  const { t } = useTranslation(['sop', 'ui']);
  const say = useSay();
  const { current, ask, act, busy, refusal } = useDesk();
  const [who, setWho] = useState(current?.status.assignee?.id ?? null);
  if (current === null) return null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void act((at) => client.sop.assign({ ...at, operator: who }), { onDone: () => ask(null) });
  };
  return (
    <Modal
      opened
      onClose={() => ask(null)}
      title={t('sop:run.dialog.assignTitle', { step: say(current.step.title) })}
      size={460}
      closeButtonProps={{ 'aria-label': t('ui:close') }}
    >
      <form className={styles.dialog} onSubmit={submit}>
        <PersonSelect label={t('sop:run.dialog.assignTo')} value={who} onChange={setWho} nobody={t('sop:run.dialog.nobody')} />
        {refusal?.step === current.step.id && (
          <p className={styles.refusal} role="alert">
            {refusal.text}
          </p>
        )}
        <div className={styles.dialogActions}>
          <Button variant="default" onClick={() => ask(null)}>
            {t('ui:cancel')}
          </Button>
          <Button type="submit" loading={busy}>
            {t('sop:run.dialog.assign')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

/** The contract's shortest note. */
const LEAST = 5;

/** Gives the whole run to somebody, with what they must know. */
export function HandOverDialog() {
  const { t } = useTranslation(['sop', 'ui']);
  const { run, ask, actOnRun, runRefusal } = useDesk();
  const me = useHello()?.operator?.id;
  const people = usePeople();
  const [to, setTo] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const [busy, setBusy] = useState(false);
  const ready = to !== null && note.trim().length >= LEAST;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!ready) return;
    setBusy(true);
    const name = people.find(({ id }) => id === to)?.name ?? to;
    const done = await actOnRun(
      () => client.sop.handOver({ id: run.id, to, note: note.trim() }),
      t('sop:run.told.handed', { name }),
    );
    setBusy(false);
    if (done) ask(null);
  };
  return (
    <Modal
      opened
      onClose={() => ask(null)}
      title={t('sop:run.dialog.handTitle')}
      size={480}
      closeButtonProps={{ 'aria-label': t('ui:close') }}
    >
      <form className={styles.dialog} onSubmit={(event) => void submit(event)}>
        <p>{t('sop:run.dialog.handText')}</p>
        <PersonSelect label={t('sop:run.dialog.handTo')} value={to} onChange={setTo} except={run.lead?.id ?? me} />
        <Textarea
          label={t('sop:run.dialog.handNote')}
          description={t('ui:reason.least', { count: LEAST })}
          rows={4}
          maxLength={2000}
          value={note}
          error={runRefusal}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <div className={styles.dialogActions}>
          <Button variant="default" onClick={() => ask(null)}>
            {t('ui:cancel')}
          </Button>
          <Button type="submit" disabled={!ready} loading={busy}>
            {t('sop:run.dialog.hand')}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
