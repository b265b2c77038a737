import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { connectorPlan } from './connector.ts';
import { featurePlan } from './feature.ts';
import { BadName, carryOut, type Plan } from './files.ts';
import { migrationPlan } from './migration.ts';

const root = () => mkdtempSync(join(tmpdir(), 'sirrius-new-'));

/** What the parser holds against the made files; types are the business of `npm run check` once they stand in the project. */
function faults({ files }: Plan): readonly string[] {
  return Object.entries(files)
    .filter(([path]) => path.endsWith('.ts'))
    .flatMap(([path, text]) => ts.transpileModule(text, { fileName: path, reportDiagnostics: true }).diagnostics ?? [])
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

describe('the generators', () => {
  it('make a feature on both sides, with a law and the test that cites it', () => {
    const plan = featurePlan('refunds');
    expect(Object.keys(plan.files)).toEqual([
      'shared/features/refunds/contract.ts',
      'shared/features/refunds/SPEC.md',
      'electron/backend/features/refunds/service.ts',
      'electron/backend/features/refunds/service.test.ts',
    ]);
    const law = /\[(\w+)\]/.exec(plan.files['shared/features/refunds/SPEC.md'] ?? '')?.[1];
    expect(plan.files['electron/backend/features/refunds/service.test.ts']).toContain(`[${law}]`);
    expect(faults(plan)).toEqual([]);
  });

  it('number a migration ten above the last', () => {
    const folder = root();
    mkdirSync(join(folder, 'electron/backend/store/migrations/console'), { recursive: true });
    writeFileSync(join(folder, 'electron/backend/store/migrations/console/0050-payloads.ts'), '');
    const plan = migrationPlan(folder, 'console', 'leads');
    expect(Object.keys(plan.files)).toEqual(['electron/backend/store/migrations/console/0060-leads.ts']);
    expect(plan.files['electron/backend/store/migrations/console/0060-leads.ts']).toContain('id: 60,');
    expect(faults(plan)).toEqual([]);
    expect(() => migrationPlan(folder, 'other', 'leads')).toThrow(BadName);
  });

  it('make the pure half of a connector', () => {
    expect(faults(connectorPlan('acme'))).toEqual([]);
    expect(Object.keys(connectorPlan('acme').files)).toHaveLength(3);
  });

  it('never overwrite, and write nothing when one file is in the way', () => {
    const folder = root();
    mkdirSync(join(folder, 'shared/features/leads'), { recursive: true });
    writeFileSync(join(folder, 'shared/features/leads/SPEC.md'), 'mine');
    expect(() => carryOut(folder, featurePlan('leads'))).toThrow(/already there: shared\/features\/leads\/SPEC\.md/);
    expect(readFileSync(join(folder, 'shared/features/leads/SPEC.md'), 'utf8')).toBe('mine');
    expect(() => readFileSync(join(folder, 'shared/features/leads/contract.ts'))).toThrow();
    expect(carryOut(root(), featurePlan('leads'))).toContain('made  shared/features/leads/contract.ts');
  });

  it.each([undefined, '', 'Leads', 'new leads', '../x', 'a', '9x'])('refuse the name %j', (name) => {
    expect(() => featurePlan(name)).toThrow(BadName);
  });
});
