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
  if (typeof value === 'number' && field.type === 'money') return majorText(value, field.currency);
  if (value !== undefined) return String(value);
  return field.type === 'boolean' ? 'false' : '';
}

/** The values as they are sent. A figure is typed with a comma or a point; what is no figure goes as it is and is refused by name. */
export function typedValues(fields: readonly Field[], texts: Readonly<Record<string, string>>): FieldValues {
  const values: Record<string, FieldValue> = {};
  for (const field of fields) {
    const text = (texts[field.id] ?? '').trim();
    if (field.type === 'boolean') values[field.id] = text === 'true';
    else if (text !== '') values[field.id] = isNumeric(field) ? (amountOf(field, text) ?? text) : text;
  }
  return values;
}

/** The figure as it is sent: money in whole minor units. */
function amountOf(field: Field, text: string): number | null {
  const value = figure(text);
  if (value === null || field.type !== 'money') return value;
  const minor = value * 10 ** decimalsOf(field.currency);
  // A tenth of a cent is no amount; the rest is what binary fractions leave over.
  return Math.abs(minor - Math.round(minor)) < 1e-6 ? Math.round(minor) : null;
}

export function decimalsOf(currency: string | undefined): number {
  const options = new Intl.NumberFormat('en', { style: 'currency', currency: currency ?? 'EUR' }).resolvedOptions();
  return options.maximumFractionDigits ?? 2;
}

/** An amount in minor units as one types it. */
function majorText(minor: number, currency: string | undefined): string {
  const decimals = decimalsOf(currency);
  return (minor / 10 ** decimals).toFixed(decimals);
}

/** A bound of the field as it is said to who types: money in the currency's main unit. */
export function boundOf(field: Field, bound: number | undefined): number | undefined {
  return bound !== undefined && field.type === 'money' ? bound / 10 ** decimalsOf(field.currency) : bound;
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
  const value = amountOf(field, plain);
  if (value === null || (field.type === 'integer' && !Number.isInteger(value))) return 'not-a-number';
  if (field.min !== undefined && value < field.min) return 'too-small';
  if (field.max !== undefined && value > field.max) return 'too-large';
  return null;
}

export function isLink(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

export const fieldsOf = (step: Step): readonly Field[] => (step.kind === 'record' ? step.fields : []);
