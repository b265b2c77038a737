import type { Field, Step } from '../../../../shared/features/sop/step';

export type FieldValue = string | number | boolean;
export type FieldValues = Readonly<Record<string, FieldValue>>;
export type FieldProblem =
  | 'missing'
  | 'not-a-number'
  | 'too-small'
  | 'too-large'
  | 'pattern'
  | 'not-an-option'
  | 'not-a-date'
  | 'not-a-link';

const NUMERIC: readonly Field['type'][] = ['integer', 'number', 'percent', 'money'];
export const isNumeric = (field: Field): boolean => NUMERIC.includes(field.type);

/** What a field holds before anybody has typed: what was saved, else what the procedure fills in. */
export function initialText(field: Field, saved: FieldValues): string {
  const value = saved[field.id] ?? field.initial;
  if (value !== undefined) return String(value);
  return field.type === 'boolean' ? 'false' : '';
}

/** The values as they are sent. A figure is typed with a comma or a point; what is no figure goes as it is and is refused by name. */
export function typedValues(fields: readonly Field[], texts: Readonly<Record<string, string>>): FieldValues {
  const values: Record<string, FieldValue> = {};
  for (const field of fields) {
    const text = (texts[field.id] ?? '').trim();
    if (field.type === 'boolean') values[field.id] = text === 'true';
    else if (text !== '') values[field.id] = isNumeric(field) ? (figure(text) ?? text) : text;
  }
  return values;
}

function figure(text: string): number | null {
  const plain = text.replaceAll(/[\s\u00a0\u202f]/g, '').replace(',', '.');
  return /^[+-]?\d+(?:\.\d+)?$/.test(plain) ? Number(plain) : null;
}

/** What is wrong with one field as typed, in the backend's words; null when nothing is. The backend judges again. */
export function problemOf(field: Field, text: string): FieldProblem | null {
  const plain = text.trim();
  if (field.type === 'boolean') return null;
  if (plain === '') return field.required ? 'missing' : null;
  if (isNumeric(field)) return figureProblem(field, plain);
  if (field.type === 'choice') return field.options?.some(({ id }) => id === plain) === true ? null : 'not-an-option';
  if (field.type === 'date') return /^\d{4}-\d{2}-\d{2}$/.test(plain) ? null : 'not-a-date';
  if (field.type === 'link' && !isLink(plain)) return 'not-a-link';
  if (field.pattern !== undefined && !new RegExp(field.pattern, 'u').test(plain)) return 'pattern';
  return null;
}

function figureProblem(field: Field, plain: string): FieldProblem | null {
  const value = figure(plain);
  if (value === null || (field.type === 'integer' && !Number.isInteger(value))) return 'not-a-number';
  if (field.min !== undefined && value < field.min) return 'too-small';
  if (field.max !== undefined && value > field.max) return 'too-large';
  return null;
}

export function isLink(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

export const fieldsOf = (step: Step): readonly Field[] => (step.kind === 'record' ? step.fields : []);
