import type { Procedure } from '../../../../shared/features/sop/procedure';
import type { RunDetail, StepStatus } from '../../../../shared/features/sop/run';

const text = (word: string) => ({ fr: word, en: word });

function attest(id: string): Procedure['phases'][number]['steps'][number] {
  return {
    id,
    kind: 'attest',
    title: text(id),
    help: text(id),
    why: text('why'),
    covers: [],
    roles: [],
    onFailure: 'continue',
    optional: false,
  };
}

const phase = (id: string, part: Procedure['phases'][number]['part'], ...steps: string[]): Procedure['phases'][number] => ({
  id,
  part,
  title: text(id),
  steps: steps.map(attest),
});

/** Listed out of order, as a file may be. */
const PROCEDURE: Procedure = {
  id: 'TEST-001',
  version: 1,
  title: text('Test'),
  family: 'tech',
  objective: { ...text('To be tested'), covers: [] },
  owner: { roles: ['qa'], covers: [] },
  review: { everyMonths: 6 },
  schedules: [
    { id: 'demand', kind: 'demand', title: text('On demand'), graceMinutes: 30, missedAfterMinutes: 180, phases: [], covers: [] },
  ],
  phases: [
    phase('rules', 'aside', 'rule'),
    phase('work', 'work', 'first', 'second'),
    phase('back', 'rollback', 'undo'),
    phase('before', 'prerequisite', 'ready'),
  ],
  values: [],
  escalations: [],
  templates: [],
  contacts: [],
};

/** A run of that procedure, whose `done` steps are done. */
export function aRun(given: { readonly done?: readonly string[]; readonly phases?: readonly string[] } = {}) {
  const phases = PROCEDURE.phases.filter(({ id }) => given.phases === undefined || given.phases.includes(id));
  return {
    pinned: PROCEDURE,
    phases: phases.map(({ id }) => ({
      id,
      state: 'ahead' as const,
      opensAt: null,
      dueAt: null,
      endedAt: null,
      lateReason: null,
    })),
    steps: PROCEDURE.phases.flatMap((one) => one.steps.map(({ id }) => status(id, given.done?.includes(id) === true))),
  } satisfies Pick<RunDetail, 'pinned' | 'phases' | 'steps'>;
}

function status(id: string, done: boolean): StepStatus {
  return {
    id,
    state: done ? 'done' : 'todo',
    revision: 0,
    by: null,
    at: null,
    assignee: null,
    notes: [],
    reason: null,
    option: null,
    values: {},
    check: null,
    attested: false,
    approval: null,
    waitUntil: null,
    evidence: [],
  };
}
