import { ROLES } from '../../base/access';
import { ACTS, CHECKS } from './checks';
import { type Procedure, procedure } from './procedure';
import type { Branch, Step } from './step';

export interface Problem {
  /** Where in the procedure, such as `phases.2.steps.0.check`. */
  readonly path: string;
  readonly code:
    | 'SHAPE'
    | 'DUPLICATE_ID'
    | 'UNKNOWN_ROLE'
    | 'UNKNOWN_CHECK'
    | 'UNKNOWN_ACT'
    | 'UNKNOWN_DECISION'
    | 'UNKNOWN_OPTION'
    | 'UNKNOWN_PHASE'
    | 'BAD_PATTERN'
    | 'EMPTY_RANGE'
    | 'NO_OPTIONS'
    | 'NO_PHASE';
  readonly detail: string;
}

export type Loaded =
  | { readonly ok: true; readonly procedure: Procedure }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** Reads a procedure from what a YAML parser made of its file: the shape, and what a shape cannot say. Never throws. */
export function loadProcedure(value: unknown): Loaded {
  const parsed = procedure.safeParse(value);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => ({
      path: issue.path.join('.'),
      code: 'SHAPE' as const,
      detail: issue.message,
    }));
    return { ok: false, problems };
  }
  const problems = [...problemsOf(parsed.data)];
  return problems.length === 0 ? { ok: true, procedure: parsed.data } : { ok: false, problems };
}

const ROLE_SET: ReadonlySet<string> = new Set(ROLES);

function* problemsOf(sop: Procedure): Generator<Problem> {
  if (sop.phases.length === 0) yield { path: 'phases', code: 'NO_PHASE', detail: sop.id };
  yield* duplicates(sop);
  yield* roles(sop.owner.roles, 'owner.roles');
  const phaseIds = new Set(sop.phases.map((one) => one.id));
  for (const [index, one] of sop.schedules.entries())
    for (const id of one.phases)
      if (!phaseIds.has(id)) yield { path: `schedules.${index}.phases`, code: 'UNKNOWN_PHASE', detail: id };
  const decisions = new Map<string, ReadonlySet<string>>();
  for (const [index, phase] of sop.phases.entries()) {
    const path = `phases.${index}`;
    yield* branches(phase.only, decisions, path);
    const box = phase.timeBox;
    if (box?.toMinutes != null && box.toMinutes <= box.fromMinutes)
      yield { path: `${path}.timeBox`, code: 'EMPTY_RANGE', detail: phase.id };
    for (const [at, step] of phase.steps.entries()) {
      yield* branches(step.only, decisions, `${path}.steps.${at}`);
      yield* ofStep(step, `${path}.steps.${at}`);
      if (step.kind === 'decide') decisions.set(step.id, new Set(step.options.map((option) => option.id)));
    }
  }
  for (const [index, one] of sop.escalations.entries()) yield* roles(one.roles, `escalations.${index}.roles`);
}

function* ofStep(step: Step, path: string): Generator<Problem> {
  yield* roles(step.roles, `${path}.roles`);
  if (step.kind === 'check' && !Object.hasOwn(CHECKS, step.check))
    yield { path: `${path}.check`, code: 'UNKNOWN_CHECK', detail: step.check };
  if (step.kind === 'act' && !Object.hasOwn(ACTS, step.act)) yield { path: `${path}.act`, code: 'UNKNOWN_ACT', detail: step.act };
  if (step.kind === 'approve') for (const group of step.groups) yield* roles(group.roles, `${path}.groups`);
  if (step.kind !== 'record') return;
  for (const [index, field] of step.fields.entries()) {
    if (field.type === 'choice' && (field.options?.length ?? 0) < 2)
      yield { path: `${path}.fields.${index}`, code: 'NO_OPTIONS', detail: field.id };
    if (field.pattern !== undefined && !isPattern(field.pattern))
      yield { path: `${path}.fields.${index}`, code: 'BAD_PATTERN', detail: field.pattern };
  }
}

function isPattern(source: string): boolean {
  try {
    new RegExp(source, 'u');
    return true;
  } catch {
    return false;
  }
}

function* roles(names: readonly string[], path: string): Generator<Problem> {
  for (const name of names) if (!ROLE_SET.has(name)) yield { path, code: 'UNKNOWN_ROLE', detail: name };
}

/** A branch may only hang on a decision that comes before it. */
function* branches(
  only: Branch | undefined,
  decisions: ReadonlyMap<string, ReadonlySet<string>>,
  path: string,
): Generator<Problem> {
  if (only === undefined) return;
  const options = decisions.get(only.decision);
  if (options === undefined) {
    yield { path: `${path}.only`, code: 'UNKNOWN_DECISION', detail: only.decision };
    return;
  }
  for (const id of only.is) if (!options.has(id)) yield { path: `${path}.only`, code: 'UNKNOWN_OPTION', detail: id };
}

function* duplicates(sop: Procedure): Generator<Problem> {
  const lists: readonly (readonly [string, readonly string[]])[] = [
    ['schedules', sop.schedules.map((one) => one.id)],
    ['phases', sop.phases.map((one) => one.id)],
    ['steps', sop.phases.flatMap((one) => one.steps.map((step) => step.id))],
    ['values', sop.values.map((one) => one.id)],
    ['escalations', sop.escalations.map((one) => one.id)],
    ['templates', sop.templates.map((one) => one.id)],
    ['contacts', sop.contacts.map((one) => one.id)],
  ];
  for (const [path, ids] of lists) {
    const seen = new Set<string>();
    for (const id of ids) {
      if (seen.has(id)) yield { path, code: 'DUPLICATE_ID', detail: id };
      seen.add(id);
    }
  }
}
