import { Button, Checkbox, SegmentedControl, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DirectoryRow } from '../../../../shared/features/directory/contract';
import { useCommand } from '../../../app/keys';
import { Inspector, Section } from '../../../ui/Screen';
import { tell } from '../../../ui/toasts';
import { type EntryForm, entryOf, formOf } from '../entryForm';
import { useRefusal, useSaveEntry } from '../queries';
import styles from './directory.module.css';

interface EntryEditorProps {
  /** Null for a new entry. */
  readonly row: DirectoryRow | null;
  readonly onClose: () => void;
  readonly onSaved: (id: string) => void;
}

const KINDS = ['contact', 'tool', 'term'] as const;

export function EntryEditor({ row, onClose, onSaved }: EntryEditorProps) {
  const { t } = useTranslation('directory');
  const [form, setForm] = useState(() => formOf(row?.entry ?? null));
  const [wrong, setWrong] = useState(false);
  const save = useSaveEntry();
  const refusal = useRefusal();
  useCommand('screen.back', onClose);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const entry = entryOf(form, row?.entry ?? null);
    setWrong(entry === null);
    if (entry === null) return;
    save.mutate(
      { entry, revision: row?.revision ?? null },
      {
        onSuccess: () => {
          tell(t('saved'));
          onSaved(entry.id);
        },
      },
    );
  };
  return (
    <Inspector title={t(row === null ? 'new' : 'edit')}>
      <Section>
        <form className={styles.form} onSubmit={submit}>
          {row === null && (
            <>
              <SegmentedControl
                size="xs"
                aria-label={t('field.kind')}
                data={KINDS.map((value) => ({ value, label: t(`one.${value}`) }))}
                value={form.kind}
                onChange={(kind) => setForm({ ...form, kind: kind as EntryForm['kind'] })}
              />
              <Field name="id" form={form} onChange={setForm} hint={t('field.idHint')} focus />
            </>
          )}
          <div className={styles.pair}>
            <Field name="titleFr" form={form} onChange={setForm} focus={row !== null} />
            <Field name="titleEn" form={form} onChange={setForm} />
          </div>
          <OwnFields form={form} onChange={setForm} />
          {(wrong || save.isError) && (
            <p className={styles.problem} role="alert">
              {wrong ? t('refusal.invalid') : refusal(save.error)}
            </p>
          )}
          <div className={styles.actions}>
            <Button size="xs" variant="default" onClick={onClose}>
              {t('cancel', { ns: 'ui' })}
            </Button>
            <Button size="xs" type="submit" loading={save.isPending}>
              {t('save')}
            </Button>
          </div>
        </form>
      </Section>
    </Inspector>
  );
}

interface FieldsProps {
  readonly form: EntryForm;
  readonly onChange: (form: EntryForm) => void;
}

function OwnFields({ form, onChange }: FieldsProps) {
  const { t } = useTranslation('directory');
  if (form.kind === 'contact') {
    return (
      <>
        <Field name="name" form={form} onChange={onChange} />
        <div className={styles.pair}>
          <Field name="phone" form={form} onChange={onChange} />
          <Field name="email" form={form} onChange={onChange} />
        </div>
        <Checkbox
          size="xs"
          label={t('field.emergency')}
          checked={form.emergency}
          onChange={(event) => onChange({ ...form, emergency: event.currentTarget.checked })}
        />
        <p className={styles.note}>{t('personal')}</p>
      </>
    );
  }
  if (form.kind === 'tool') {
    return (
      <>
        <div className={styles.pair}>
          <Field name="useFr" form={form} onChange={onChange} />
          <Field name="useEn" form={form} onChange={onChange} />
        </div>
        <Field name="address" form={form} onChange={onChange} />
      </>
    );
  }
  return (
    <>
      <Field name="term" form={form} onChange={onChange} />
      <Field name="meaningFr" form={form} onChange={onChange} long />
      <Field name="meaningEn" form={form} onChange={onChange} long />
    </>
  );
}

type TextField = Exclude<keyof EntryForm, 'kind' | 'emergency'>;

function Field({
  name,
  form,
  onChange,
  hint,
  long = false,
  focus = false,
}: FieldsProps & { name: TextField; hint?: string; long?: boolean; focus?: boolean }) {
  const { t } = useTranslation('directory');
  const common = { size: 'xs' as const, label: t(`field.${name}`), description: hint, value: form[name] };
  if (long) {
    return <Textarea {...common} rows={3} onChange={(event) => onChange({ ...form, [name]: event.currentTarget.value })} />;
  }
  return (
    <TextInput {...common} autoFocus={focus} onChange={(event) => onChange({ ...form, [name]: event.currentTarget.value })} />
  );
}
