import { z } from 'zod';
import { uuid } from '../../base/ids';
import { approvalState } from '../approvals/contract';
import { procedure, procedureId } from './procedure';
import { slug, text } from './text';

/** An operator as lists show them. */
export const person = z.object({ id: z.string(), name: z.string() });
export type Person = z.infer<typeof person>;

export const runState = z.enum(['open', 'paused', 'done', 'aborted', 'rolled-back', 'missed']);
export type RunState = z.infer<typeof runState>;

export const stepState = z.enum(['todo', 'waiting', 'done', 'skipped', 'failed', 'not-applicable']);
export type StepState = z.infer<typeof stepState>;

export const evidenceRow = z.object({
  id: uuid,
  at: z.int(),
  by: person,
  kind: z.enum(['text', 'link', 'file', 'screenshot', 'captured']),
  /** The text or link itself, or the file's name. */
  label: z.string(),
  mime: z.string().nullable(),
  bytes: z.int(),
  /** SHA-256 of the content at capture. */
  sha256: z.string(),
  /** Taken back with a reason; the content stays in the store and in the pack. */
  withdrawn: z.object({ at: z.int(), by: person, reason: z.string() }).nullable(),
});
export type EvidenceRow = z.infer<typeof evidenceRow>;

export const checkResult = z.object({
  at: z.int(),
  verdict: z.enum(['pass', 'fail', 'cannot-run']),
  /** What was measured, in both languages; for `cannot-run`, why. */
  summary: text,
  figures: z.array(z.object({ label: text, value: z.string() })),
});
export type CheckResult = z.infer<typeof checkResult>;

export const stepStatus = z.object({
  id: slug,
  state: stepState,
  /** Counts up with each change of this step; what is sent with an older one is refused, kindly. */
  revision: z.int(),
  by: person.nullable(),
  at: z.int().nullable(),
  assignee: person.nullable(),
  notes: z.array(z.object({ at: z.int(), by: person, text: z.string() })),
  reason: z.string().nullable(),
  option: z.string().nullable(),
  values: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  check: checkResult.nullable(),
  /** A check that could not run and was said to be so by a person. */
  attested: z.boolean(),
  approval: z.object({ id: uuid, state: approvalState }).nullable(),
  /** For a wait: when it ends; null where a fact ends it. */
  waitUntil: z.int().nullable(),
  evidence: z.array(evidenceRow),
});
export type StepStatus = z.infer<typeof stepStatus>;

export const phaseStatus = z.object({
  id: slug,
  state: z.enum(['ahead', 'current', 'done', 'not-applicable']),
  /** When it should begin and end: of the time box or the business day; null without. */
  opensAt: z.int().nullable(),
  dueAt: z.int().nullable(),
  endedAt: z.int().nullable(),
  /** Said by whoever ended it late. */
  lateReason: z.string().nullable(),
});
export type PhaseStatus = z.infer<typeof phaseStatus>;

export const runRow = z.object({
  id: uuid,
  procedure: procedureId,
  version: z.int(),
  title: text,
  family: z.string(),
  schedule: slug,
  /** What it is about: an incident, a person; null for a routine. */
  subject: z.string().nullable(),
  dueAt: z.int().nullable(),
  startedAt: z.int().nullable(),
  endedAt: z.int().nullable(),
  state: runState,
  startedBy: person.nullable(),
  lead: person.nullable(),
  onTime: z.boolean().nullable(),
  done: z.int(),
  total: z.int(),
  skipped: z.int(),
  failed: z.int(),
  /** Why it was missed, aborted or paused. */
  reason: z.string().nullable(),
  /** The nearest end of a phase that is open; null without. */
  nextDueAt: z.int().nullable(),
});
export type RunRow = z.infer<typeof runRow>;

export const runEvent = z.object({
  sequence: z.int(),
  at: z.int(),
  by: person,
  kind: z.string(),
  step: slug.nullable(),
  note: z.string().nullable(),
});
export type RunEvent = z.infer<typeof runEvent>;

export const runDetail = runRow.extend({
  /** The version that this run is pinned to. */
  pinned: procedure,
  /** The version in force; another number means drift. */
  current: z.int(),
  changedSince: z.array(z.string()),
  steps: z.array(stepStatus),
  phases: z.array(phaseStatus),
  rollingBack: z.boolean(),
  events: z.array(runEvent),
  parent: uuid.nullable(),
});
export type RunDetail = z.infer<typeof runDetail>;

/** One line of *Aujourd'hui*: a run, or an occurrence that nobody has started. */
export const dueRow = z.object({
  /** Procedure, schedule and due time: the same occurrence is the same key. */
  key: z.string(),
  procedure: procedureId,
  title: text,
  scheduleTitle: text,
  family: z.string(),
  schedule: slug,
  dueAt: z.int(),
  /** When it will be recorded as missed. */
  missedAt: z.int(),
  state: z.enum(['upcoming', 'due', 'overdue', 'running', 'paused', 'done', 'missed', 'aborted', 'rolled-back']),
  roles: z.array(z.string()),
  mine: z.boolean(),
  run: uuid.nullable(),
  lead: person.nullable(),
  done: z.int(),
  total: z.int(),
  nextDueAt: z.int().nullable(),
  reason: z.string().nullable(),
  /** The day as planned fell on no business day and was moved. */
  shifted: z.boolean(),
});
export type DueRow = z.infer<typeof dueRow>;
