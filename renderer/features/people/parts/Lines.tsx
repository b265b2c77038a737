import { Button, Select, TextInput } from '@mantine/core';
import { IconAlertTriangle, IconCircle, IconCircleCheck } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type LineKind, lineKind, type RegisterLine } from '../../../../shared/features/people/contract';
import { client } from '../../../app/client';
import { useCommand } from '../../../app/keys';
import { ReasonDialog } from '../../../ui/ReasonDialog';
import { useChange } from '../queries';
import { Day } from './Day';
import { ProveDialog } from './ProveDialog';
import styles from './people.module.css';

const MARKS = { done: IconCircleCheck, overdue: IconAlertTriangle, open: IconCircle } as const;
const stateOf = ({ done, overdue }: RegisterLine) => (done !== null ? 'done' : overdue ? 'overdue' : 'open');

/** What has to be done outside the console, each with its day, and with what shows it once done. */
export function Lines({ rows, edits }: { rows: readonly RegisterLine[]; edits: boolean }) {
  const { t } = useTranslation('people');
  if (rows.length === 0) return <p className={styles.note}>{t('lines.none')}</p>;
  return (
    <ul className={styles.lines} aria-label={t('lines.title')}>
      {rows.map((line) => (
        <Line key={line.id} line={line} edits={edits} />
      ))}
    </ul>
  );
}

function Line({ line, edits }: { line: RegisterLine; edits: boolean }) {
  const { t } = useTranslation('people');
  const [asked, setAsked] = useState<'prove' | 'reopen' | null>(null);
  const state = stateOf(line);
  const Mark = MARKS[state];
  const reopen = useChange(
    (reason: string) => client.people.reopenLine({ id: line.id, reason }),
    t('lines.reopened'),
    () => setAsked(null),
  );
  return (
    <li className={styles.line} data-state={state}>
      <Mark size={16} aria-label={t(`lines.state.${state}`)} />
      <div>
        {line.label}
        <small>
          {t(`lineKind.${line.kind}`)} ·{' '}
          {line.done === null ? (
            <span className={state === 'overdue' ? styles.overdue : undefined}>
              {t(state === 'overdue' ? 'lines.wasDue' : 'lines.due')} <Day of={line.dueDay} />
            </span>
          ) : (
            <>
              {t('lines.doneBy', { name: line.done.by })} <Day of={line.done.day} />
            </>
          )}
        </small>
        {line.proof !== null && <small>{t('lines.proof', { proof: line.proof })}</small>}
      </div>
      {edits && (
        <Button size="compact-xs" variant="default" onClick={() => setAsked(line.done === null ? 'prove' : 'reopen')}>
          {t(line.done === null ? 'lines.prove' : 'lines.reopen')}
        </Button>
      )}
      {asked === 'prove' && <ProveDialog line={line} onClose={() => setAsked(null)} />}
      {asked === 'reopen' && (
        <ReasonDialog
          title={t('lines.reopenTitle')}
          text={t('lines.reopenText', { label: line.label })}
          action={t('lines.reopenAct')}
          busy={reopen.busy}
          refusal={reopen.refusal}
          onConfirm={reopen.run}
          onClose={() => setAsked(null)}
        />
      )}
    </li>
  );
}

/** A line of one's own, beside the usual ones. */
export function AddLine({ caseId, day }: { caseId: string; day: string }) {
  const { t } = useTranslation('people');
  const [open, setOpen] = useState(false);
  const [kind, setKind] = useState<LineKind>('other');
  const [label, setLabel] = useState('');
  const [dueDay, setDueDay] = useState(day);
  useCommand('people.addLine', () => setOpen(true));
  const add = useChange(client.people.addLine, t('add.done'), () => {
    setLabel('');
    setOpen(false);
  });
  if (!open) {
    return (
      <Button size="xs" variant="subtle" mt={8} onClick={() => setOpen(true)}>
        {t('add.open')}
      </Button>
    );
  }
  const ready = label.trim().length >= 2 && dueDay !== '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready) add.run({ caseId, kind, label: label.trim(), dueDay });
  };
  return (
    <form className={styles.form} onSubmit={submit} aria-label={t('add.open')}>
      <TextInput
        autoFocus
        size="xs"
        label={t('add.label')}
        value={label}
        onChange={(event) => setLabel(event.currentTarget.value)}
      />
      <div className={styles.pair}>
        <Select
          size="xs"
          label={t('add.kind')}
          allowDeselect={false}
          data={lineKind.options.map((value) => ({ value, label: t(`lineKind.${value}`) }))}
          value={kind}
          onChange={(value) => setKind(lineKind.options.find((known) => known === value) ?? kind)}
          comboboxProps={{ transitionProps: { duration: 0 } }}
        />
        <TextInput
          size="xs"
          type="date"
          label={t('add.day')}
          value={dueDay}
          onChange={(event) => setDueDay(event.currentTarget.value)}
        />
      </div>
      {add.refusal !== null && (
        <p className={styles.refusal} role="alert">
          {add.refusal}
        </p>
      )}
      <div className={styles.dialogActions}>
        <Button size="xs" variant="default" onClick={() => setOpen(false)}>
          {t('cancel', { ns: 'ui' })}
        </Button>
        <Button size="xs" type="submit" disabled={!ready} loading={add.busy}>
          {t('add.act')}
        </Button>
      </div>
    </form>
  );
}
