import { expect, it } from 'vitest';
import type { ProcedureRow } from '../../../../shared/features/sop/library';
import { libraryRows } from './libraryRows';

const aRow = (id: string, family: string, title: string): ProcedureRow => ({
  id,
  version: 1,
  title: { fr: title, en: title },
  family,
  roles: [],
  steps: 1,
  publishedAt: 0,
  reviewDueAt: 0,
  openRuns: 0,
  nextDueAt: null,
  draft: null,
});
const ROWS = [
  aRow('TECH-002', 'tech', 'Incidents'),
  aRow('TECH-001', 'tech', 'Déploiement'),
  aRow('SIRRIUS-MORNING', 'sirrius', 'Routine du matin'),
];
const shown = (text: string, families: readonly ('tech' | 'sirrius')[] = []) =>
  libraryRows(ROWS, { text, families }, (one) => one.fr).map((row) => [row.id, row.first]);

it('stand by family, the first of each with its name', () => {
  expect(shown('')).toEqual([
    ['SIRRIUS-MORNING', true],
    ['TECH-001', true],
    ['TECH-002', false],
  ]);
});

it('are found by name without accents, by identifier and by family', () => {
  expect(shown('deploi')).toEqual([['TECH-001', true]]);
  expect(shown('tech-002')).toEqual([['TECH-002', true]]);
  expect(shown('', ['sirrius'])).toEqual([['SIRRIUS-MORNING', true]]);
});
