import type { Field, Step } from '../../../../../shared/features/sop/step';
import { Refusal } from '../../../store/refusal';

type Value = string | number | boolean;
type Values = Readonly<Record<string, Value>>;
type Problem = 'missing' | 'not-a-number' | 'too-small' | 'too-large' | 'pattern' | 'not-an-option' | 'not-a-date' | 'not-a-link';

/** What was typed, held against the form; fields that the form does not have are dropped. Throws Refusal FIELDS_WRONG. */
export function acceptValues(step: Extract<Step, { kind: 'record' }>, given: Values): Record<string, Value> {
  const problems: { id: string; problem: Problem }[] = [];
  const kept: Record<string, Value> = {};
  for (const field of step.fields) {
    const value = given[field.id];
    if (value === undefined || value === '') {
      if (field.required) problems.push({ id: field.id, problem: 'missing' });
      continue;
    }
    const problem = problemOf(field, value);
    if (problem !== null) problems.push({ id: field.id, problem });
    kept[field.id] = value;
  }
  if (problems.length > 0) throw new Refusal('FIELDS_WRONG', { fields: problems });
  return kept;
}

const NUMBERS: ReadonlySet<Field['type']> = new Set(['integer', 'number', 'percent', 'money']);

function problemOf(field: Field, value: Value): Problem | null {
  if (NUMBERS.has(field.type)) return numberProblem(field, value);
  if (field.type === 'boolean') return typeof value === 'boolean' ? null : 'not-an-option';
  const said = String(value);
  if (field.type === 'choice') return field.options?.some(({ id }) => id === said) === true ? null : 'not-an-option';
  if (field.type === 'date') return isDay(said) ? null : 'not-a-date';
  if (field.type === 'time') return /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(said) ? null : 'not-a-date';
  if (field.type === 'link') return /^https?:\/\/\S+$/.test(said) ? null : 'not-a-link';
  return field.pattern !== undefined && !new RegExp(field.pattern, 'u').test(said) ? 'pattern' : null;
}

/** Money is whole minor units; counts are whole. */
function numberProblem(field: Field, value: Value): Problem | null {
  if (typeof value !== 'number' || !Number.isFinite(value)) return 'not-a-number';
  if ((field.type === 'integer' || field.type === 'money') && !Number.isInteger(value)) return 'not-a-number';
  if (field.min !== undefined && value < field.min) return 'too-small';
  return field.max !== undefined && value > field.max ? 'too-large' : null;
}

function isDay(said: string): boolean {
  const at = Date.parse(`${said}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(said) && !Number.isNaN(at) && new Date(at).toISOString().startsWith(said);
}
