import { describe, expect, it } from 'vitest';
import type { Field } from '../../../../shared/features/sop/step';
import { initialText, problemOf, typedValues } from './fields';

const aField = (field: Partial<Field> = {}): Field => ({
  id: 'found',
  label: { fr: 'Trouvés', en: 'Found' },
  type: 'integer',
  required: true,
  covers: [],
  ...field,
});

describe('a field as typed', () => {
  it.each([
    ['12', null],
    ['', 'missing'],
    ['1,5', 'not-a-number'],
    ['beaucoup', 'not-a-number'],
    ['-1', 'too-small'],
    ['101', 'too-large'],
  ] as const)('a whole number from 0 to 100: %j is %s', (text, problem) => {
    expect(problemOf(aField({ min: 0, max: 100 }), text)).toBe(problem);
  });

  it.each([
    [aField({ type: 'date' }), '25/11/2026', 'not-a-date'],
    [aField({ type: 'link' }), 'javascript:alert(1)', 'not-a-link'],
    [aField({ type: 'link' }), 'https://status.example.com/1', null],
    [aField({ type: 'text', pattern: '^lead_\\d+$' }), 'lead_x', 'pattern'],
    [aField({ type: 'choice', options: [{ id: 'a', label: { fr: 'A', en: 'A' } }] }), 'b', 'not-an-option'],
    [aField({ type: 'long', required: false }), '', null],
    [aField({ type: 'boolean' }), 'false', null],
  ] as const)('%#: is judged by its type', (field, text, problem) => {
    expect(problemOf(field, text)).toBe(problem);
  });
});

it('figures are sent as numbers, whichever way they were typed, and nothing is sent for what was left empty', () => {
  const fields = [
    aField({ id: 'amount', type: 'money', currency: 'EUR' }),
    aField({ id: 'rate', type: 'percent' }),
    aField({ id: 'told', type: 'boolean' }),
    aField({ id: 'why', type: 'long', required: false }),
  ];
  expect(typedValues(fields, { amount: '1\u202f234,50', rate: '70.5', told: 'true', why: '  ' })).toEqual({
    amount: 123_450,
    rate: 70.5,
    told: true,
  });
  expect(typedValues([aField({ type: 'money', currency: 'JPY' })], { found: '500' })).toEqual({ found: 500 });
  expect(typedValues([aField()], { found: 'douze' })).toEqual({ found: 'douze' });
});

it('a field starts with what was saved, else with what the procedure fills in', () => {
  const field = aField({ type: 'text', initial: 'lead_' });
  expect(initialText(field, {})).toBe('lead_');
  expect(initialText(field, { found: 'lead_7' })).toBe('lead_7');
  expect(initialText(aField({ type: 'boolean' }), {})).toBe('false');
  expect(initialText(aField({ type: 'money', currency: 'EUR' }), { found: 1250 })).toBe('12.50');
});
