import type { CheckContext } from '../../electron/backend/features/checks';
import { type Procedure, procedure } from '../../shared/features/sop/procedure';
import { TEST_START } from './store';

const said = { fr: 'Essai', en: 'Trial' };

/** A procedure that states one threshold and nothing else. */
export function aProcedure(metric = 'cpu_usage', value = 80): Procedure {
  return procedure.parse({
    id: 'TEST-001',
    version: 1,
    title: said,
    family: 'tech',
    objective: said,
    owner: { roles: ['sre'] },
    schedules: [{ id: 'demand', title: said, kind: 'demand' }],
    values: [{ id: 'bound', title: said, type: 'threshold', metric, op: '<', value, unit: '%' }],
  });
}

export function aCheckContext(given: Partial<CheckContext> = {}): CheckContext {
  return { params: {}, run: 'none', subject: null, startedAt: TEST_START, procedure: aProcedure(), now: TEST_START, ...given };
}
