import { Radio, Select, Switch, Textarea, TextInput } from '@mantine/core';
import type { TFunction } from 'i18next';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Field } from '../../../../shared/features/sop/step';
import { useFormat } from '../../../ui/format/FormatProvider';
import { type FormatRules, formatNumber } from '../../../ui/format/format';
import { Fields } from '../../../ui/values';
import { fieldText } from '../parts/fieldText';
import { useSay } from '../say';
import { useDesk } from './desk';
import { withField } from './drafts';
import { boundOf, decimalsOf, type FieldProblem, initialText, isNumeric, problemOf } from './fields';
import styles from './run.module.css';
import { isSettled, type StepView } from './runView';

/** The values that a step asks for. What is typed is kept on this computer until it is sent. */
export function RecordForm({ view, fields }: { view: StepView; fields: readonly Field[] }) {
  const { t } = useTranslation('sop');
  const say = useSay();
  const format = useFormat();
  const { drafts, draft, refusal, usable, primary, focus } = useDesk();
  const { step, status } = view;
  if (isSettled(view) || !usable) {
    const rows = fields.flatMap((field) => {
      const value = status.values[field.id];
      return value === undefined ? [] : [{ name: say(field.label), value: fieldText(field, value, t, say, format) }];
    });
    return rows.length === 0 ? null : <Fields rows={rows} />;
  }
  const typed = drafts.fields[step.id] ?? {};
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') focus();
    else if (event.key === 'Enter' && (event.ctrlKey || !(event.target instanceof HTMLTextAreaElement))) primary();
    else return;
    event.preventDefault();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Enter and Escape work from every field of the form.
    <div className={styles.form} onKeyDown={onKeyDown}>
      {fields.map((field) => (
        <FieldInput
          key={field.id}
          field={field}
          text={typed[field.id] ?? initialText(field, status.values)}
          refused={refusal?.step === step.id ? refusal.fields[field.id] : undefined}
          onChange={(text) => draft((known) => withField(known, step.id, field.id, text))}
        />
      ))}
      {Object.keys(typed).length > 0 && <p className={styles.quiet}>{t('run.record.draft')}</p>}
    </div>
  );
}

interface FieldInputProps {
  readonly field: Field;
  readonly text: string;
  readonly refused: FieldProblem | undefined;
  readonly onChange: (text: string) => void;
}

function FieldInput({ field, text, refused, onChange }: FieldInputProps) {
  const { t } = useTranslation('sop');
  const say = useSay();
  const format = useFormat();
  const [left, setLeft] = useState(false);
  // A field is judged once it was left or sent: nobody likes to be corrected while typing.
  const now = problemOf(field, text);
  const judged = refused !== undefined || (left && now !== 'missing');
  const problem = judged ? now : null;
  const unit = unitOf(field);
  const common = {
    label: say(field.label),
    withAsterisk: field.required && field.type !== 'boolean',
    error: problem === null ? undefined : problemWord(problem, field, t, format),
    onBlur: () => setLeft(true),
  };
  if (field.type === 'boolean')
    return (
      <Switch
        size="sm"
        label={say(field.label)}
        checked={text === 'true'}
        onChange={(event) => onChange(String(event.currentTarget.checked))}
      />
    );
  if (field.type === 'choice') return <Choice field={field} text={text} common={common} onChange={onChange} />;
  if (field.type === 'long')
    return (
      <Textarea
        {...common}
        autosize
        minRows={2}
        maxRows={8}
        value={text}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  return (
    <TextInput
      {...common}
      className={isNumeric(field) || field.type === 'date' || field.type === 'time' ? styles.narrow : styles.wide}
      type={field.type === 'date' || field.type === 'time' ? field.type : 'text'}
      inputMode={isNumeric(field) ? 'decimal' : undefined}
      rightSection={unit === undefined ? undefined : <span className={styles.unit}>{unit}</span>}
      rightSectionWidth={unit === undefined ? undefined : Math.max(30, unit.length * 8 + 14)}
      value={text}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

/** What stands behind the figure. */
function unitOf(field: Field): string | undefined {
  if (field.type === 'percent') return '%';
  return field.type === 'money' ? (field.currency ?? 'EUR') : field.unit;
}

/** So many options are shown at once; more are picked from a list. */
const SHOWN_OPTIONS = 5;

interface ChoiceProps {
  readonly field: Field;
  readonly text: string;
  readonly common: { readonly label: string; readonly withAsterisk: boolean; readonly error: string | undefined };
  readonly onChange: (text: string) => void;
}

function Choice({ field, text, common, onChange }: ChoiceProps) {
  const say = useSay();
  const options = field.options ?? [];
  if (options.length <= SHOWN_OPTIONS) {
    return (
      <Radio.Group {...common} value={text} onChange={onChange}>
        <div className={styles.radios}>
          {options.map((option) => (
            <Radio key={option.id} size="xs" value={option.id} label={say(option.label)} />
          ))}
        </div>
      </Radio.Group>
    );
  }
  return (
    <Select
      {...common}
      className={styles.wide}
      value={text === '' ? null : text}
      data={options.map((option) => ({ value: option.id, label: say(option.label) }))}
      onChange={(value) => onChange(value ?? '')}
    />
  );
}

function problemWord(problem: FieldProblem, field: Field, t: TFunction<'sop'>, format: FormatRules): string {
  const decimals = field.type === 'money' ? decimalsOf(field.currency) : 0;
  const bound = (value: number | undefined) => {
    const said = boundOf(field, value);
    return said === undefined ? '' : formatNumber(said, format, Number.isInteger(said) ? 0 : Math.max(decimals, 1));
  };
  return t(`problem.${problem}`, { min: bound(field.min), max: bound(field.max) });
}
