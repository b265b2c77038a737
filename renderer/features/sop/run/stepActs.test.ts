import { expect, it } from 'vitest';
import type { CheckResult, StepState } from '../../../../shared/features/sop/run';
import type { Step, StepKind } from '../../../../shared/features/sop/step';
import { aRun } from './run.fixture';
import { phasesOf, type StepView, stepsOf } from './runView';
import { mayAttest, mayReopen, primaryOf } from './stepActs';

function aView(kind: StepKind, state: StepState = 'todo', verdict: CheckResult['verdict'] | null = null): StepView {
  const [view] = stepsOf(phasesOf(aRun()), false);
  if (view === undefined) throw new Error('the fixture has a step');
  const check = verdict === null ? null : { at: 0, verdict, summary: { fr: '', en: '' }, figures: [] };
  // Only the kind is read here; the parts that a kind brings are not.
  return { ...view, step: { ...view.step, kind } as Step, status: { ...view.status, state, check } };
}

it.each([
  ['attest', 'complete'],
  ['record', 'save'],
  ['check', 'check'],
  ['act', 'do'],
  ['decide', 'decide'],
  ['approve', 'request'],
  ['wait', null],
] as const)('the space bar on a step of kind %s does: %s', (kind, act) => {
  expect(primaryOf(aView(kind))).toBe(act);
  expect(primaryOf(aView(kind, 'done'))).toBeNull();
});

it('an approval that is on its way is not asked for twice, and a failed step may be tried again', () => {
  expect(primaryOf(aView('approve', 'waiting'))).toBeNull();
  expect(primaryOf(aView('check', 'failed'))).toBe('check');
});

it('only a check that could not run may be attested instead', () => {
  expect(mayAttest(aView('check', 'todo', 'cannot-run'))).toBe(true);
  expect(mayAttest(aView('check', 'todo', 'fail'))).toBe(false);
  expect(mayAttest(aView('check', 'done', 'cannot-run'))).toBe(false);
  expect(mayAttest(aView('attest'))).toBe(false);
});

it('what is settled may be opened again, but not what lies on another branch', () => {
  expect(mayReopen(aView('attest', 'skipped'))).toBe(true);
  expect(mayReopen(aView('attest'))).toBe(false);
  expect(mayReopen(aView('attest', 'not-applicable'))).toBe(false);
});
