import fc from 'fast-check';
import { type RunDetail, runDetail, type StepStatus } from '../../shared/features/sop/run';
import type { Field, Step } from '../../shared/features/sop/step';
import { ANNA, type SopDesk } from './sop';

/** What to answer at each decision; the first option where nothing is said. */
export type Choices = ReadonlyMap<string, string>;

/** Carries a run out, step by step, as people would, to where nothing is left to do; then ends it. */
export async function walk(desk: SopDesk, run: string, choices: Choices, lateReason = 'raison du test'): Promise<RunDetail> {
  for (let turn = 0; turn < 400; turn += 1) {
    const detail = runDetail.parse(await desk.call('run', { id: run }));
    const next = nextStep(detail);
    if (next === null) break;
    await doStep(desk, detail, next.step, next.status, choices);
  }
  await desk.call('finish', { id: run, lateReason });
  return runDetail.parse(await desk.call('run', { id: run }));
}

/** The first step in the run's own order that is still to be done. */
export function nextStep(detail: RunDetail): { step: Step; status: StepStatus } | null {
  const parts = new Map(
    detail.pinned.phases.flatMap((phase) => phase.steps.map((step) => [step.id, { step, part: phase.part }])),
  );
  for (const status of detail.steps) {
    const known = parts.get(status.id);
    if (known === undefined || known.part === 'aside') continue;
    if (status.state === 'todo' || status.state === 'waiting') return { step: known.step, status };
  }
  return null;
}

export async function doStep(desk: SopDesk, detail: RunDetail, step: Step, status: StepStatus, choices: Choices): Promise<void> {
  const at = { run: detail.id, step: step.id, revision: status.revision };
  if (step.evidence?.required === true && status.evidence.length === 0) {
    await desk.call('addEvidence', { run: detail.id, step: step.id, kind: 'text', text: 'preuve du test' });
    return;
  }
  if (step.kind === 'attest') await desk.call('complete', { ...at, attest: false });
  else if (step.kind === 'record') await desk.call('complete', { ...at, attest: false, values: valuesOf(step) });
  else if (step.kind === 'decide') {
    const option = choices.get(step.id) ?? step.options[0]?.id ?? '';
    await desk.call('decide', { ...at, option, reason: 'raison du test' });
  } else if (step.kind === 'check') await doCheck(desk, at);
  else if (step.kind === 'act') await desk.call('act', { ...at, subject: 'subject', text: 'texte' });
  else if (step.kind === 'wait') await wait(desk, status, step);
  else await approve(desk, at, status);
}

async function doCheck(desk: SopDesk, at: { run: string; step: string; revision: number }): Promise<void> {
  const found = await desk.call('check', at);
  if (found.state === 'done') return;
  await desk.call('complete', { ...at, revision: found.revision, attest: true, note: 'vu de mes yeux' });
}

async function wait(desk: SopDesk, status: StepStatus, step: Extract<Step, { kind: 'wait' }>): Promise<void> {
  if ('fact' in step.wait) {
    const { fact } = step.wait;
    desk.store.commands.run({ actor: 'system:test', action: 'test', input: {} }, (tx) => tx.fact(fact, 'test'));
    await desk.settle();
  } else await desk.settle((status.waitUntil ?? desk.clock.now()) - desk.clock.now());
}

async function approve(desk: SopDesk, at: { run: string; step: string; revision: number }, status: StepStatus): Promise<void> {
  if (status.approval === null) await desk.call('requestApproval', at, ANNA);
  else {
    desk.approvals.decide(status.approval.id, 'approved');
    await desk.settle();
  }
}

/** Something that each field takes. */
export function valuesOf(step: Extract<Step, { kind: 'record' }>): Record<string, string | number | boolean> {
  return Object.fromEntries(step.fields.map((field) => [field.id, sampleOf(field)]));
}

function sampleOf(field: Field): string | number | boolean {
  if (field.type === 'integer' || field.type === 'money' || field.type === 'number' || field.type === 'percent')
    return Math.ceil(field.min ?? Math.min(1, field.max ?? 1));
  if (field.type === 'boolean') return true;
  if (field.type === 'date') return '2026-11-25';
  if (field.type === 'time') return '09:00';
  if (field.type === 'link') return 'https://status.example/1';
  if (field.type === 'choice') return field.options?.[0]?.id ?? '';
  if (field.pattern === undefined) return 'texte';
  return fc.sample(fc.stringMatching(new RegExp(field.pattern, 'u')), { seed: 1, numRuns: 1 })[0] ?? '';
}
