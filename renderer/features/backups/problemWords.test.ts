import type { TFunction } from 'i18next';
import { expect, it } from 'vitest';
import { problemText, refusalText } from './problemWords';

const t = ((key: string) => key) as unknown as TFunction<'backups'>;

it('names what went wrong, and leads to the log where it cannot', () => {
  expect(problemText(t, 'DAMAGED')).toBe('problem.DAMAGED');
  expect(problemText(t, 'SOMETHING')).toBe('problem.FAULT');
  expect(problemText(t, null)).toBe('problem.FAULT');
  const refused = { defined: true, code: 'FAILED', data: { problem: 'PASSPHRASE' } };
  expect(refusalText(t, refused)).toBe('refusal.FAILED problem.PASSPHRASE');
  expect(refusalText(t, { defined: true, code: 'BUSY' })).toBe('refusal.BUSY');
  expect(refusalText(t, new Error('lost'))).toBe('refusal.unanswered');
});
