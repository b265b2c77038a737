import { Checkbox, SegmentedControl, Select, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dayOf } from '../../../../shared/base/zonedDay';
import type { CaseKind } from '../../../../shared/features/people/contract';
import { client, orpc } from '../../../app/client';
import { useHello } from '../../../app/frame/hello';
import { FormDialog } from '../../../ui/FormDialog';
import { useFormat } from '../../../ui/format/FormatProvider';
import { useChange } from '../queries';

const KINDS = ['joiner', 'leaver'] as const satisfies readonly CaseKind[];

/** Somebody comes or goes: who, on which day, and the usual lines of SEC-001 laid out at once. */
export function OpenCaseDialog({ onClose, onOpened }: { onClose: () => void; onOpened: (id: string) => void }) {
  const { t } = useTranslation('people');
  const { timeZone } = useFormat();
  const [form, setForm] = useState({
    kind: 'joiner' as CaseKind,
    name: '',
    operatorId: null as string | null,
    day: dayOf(Date.now(), timeZone),
    notes: '',
    usual: true,
  });
  const call = useChange(client.people.openCase, t('open.done'), ({ id }) => {
    onClose();
    onOpened(id);
  });
  return (
    <FormDialog
      title={t('open.title')}
      action={t('open.send')}
      size={480}
      ready={form.name.trim().length >= 2 && form.day !== ''}
      busy={call.busy}
      refusal={call.refusal}
      onSubmit={() => call.run({ ...form, name: form.name.trim(), notes: form.notes.trim() })}
      onClose={onClose}
    >
      <SegmentedControl
        aria-label={t('column.kind')}
        data={KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
        value={form.kind}
        onChange={(kind) => setForm({ ...form, kind: kind as CaseKind })}
      />
      <TextInput
        data-autofocus
        label={t('open.name')}
        maxLength={80}
        value={form.name}
        onChange={(event) => setForm({ ...form, name: event.currentTarget.value })}
      />
      <Account value={form.operatorId} onChange={(operatorId) => setForm({ ...form, operatorId })} />
      <TextInput
        type="date"
        label={t(`open.day.${form.kind}`)}
        value={form.day}
        onChange={(event) => setForm({ ...form, day: event.currentTarget.value })}
      />
      <Checkbox
        label={t('open.usual')}
        checked={form.usual}
        onChange={(event) => setForm({ ...form, usual: event.currentTarget.checked })}
      />
      <Textarea
        label={t('notes')}
        rows={2}
        maxLength={2000}
        value={form.notes}
        onChange={(event) => setForm({ ...form, notes: event.currentTarget.value })}
      />
    </FormDialog>
  );
}

/** The console's own account of that person, where the reader may see accounts. */
function Account({ value, onChange }: { value: string | null; onChange: (id: string | null) => void }) {
  const { t } = useTranslation('people');
  const may = useHello()?.permissions.includes('access:read') ?? false;
  const { data } = useQuery(orpc.access.operators.queryOptions({ enabled: may }));
  if (!may) return null;
  return (
    <Select
      searchable
      clearable
      label={t('account.label')}
      description={t('account.hint')}
      data={(data?.rows ?? []).map(({ id, name }) => ({ value: id, label: name }))}
      value={value}
      onChange={onChange}
      comboboxProps={{ transitionProps: { duration: 0 } }}
    />
  );
}
