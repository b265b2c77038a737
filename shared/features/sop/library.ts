import { z } from 'zod';
import { procedure, procedureId } from './procedure';
import { person } from './run';
import { text } from './text';

export const problem = z.object({ path: z.string(), code: z.string(), detail: z.string(), line: z.int().nullable() });
export type SopProblem = z.infer<typeof problem>;

export const procedureRow = z.object({
  id: procedureId,
  version: z.int(),
  title: text,
  family: z.string(),
  roles: z.array(z.string()),
  steps: z.int(),
  publishedAt: z.int(),
  /** When it must have been looked over again. */
  reviewDueAt: z.int(),
  openRuns: z.int(),
  nextDueAt: z.int().nullable(),
  draft: z.object({ by: person, at: z.int(), state: z.enum(['draft', 'review']) }).nullable(),
});
export type ProcedureRow = z.infer<typeof procedureRow>;

export const draft = z.object({
  id: procedureId,
  /** The version it was begun from; 0 for a new procedure. */
  basedOn: z.int(),
  yaml: z.string(),
  /** Counts up with each save. */
  revision: z.int(),
  state: z.enum(['draft', 'review']),
  by: person,
  at: z.int(),
  note: z.string().nullable(),
  approval: z.string().nullable(),
  problems: z.array(problem),
});
export type Draft = z.infer<typeof draft>;

export const procedureVersion = z.object({
  version: z.int(),
  at: z.int(),
  by: person,
  approvedBy: person.nullable(),
  note: z.string().nullable(),
  digest: z.string(),
});
export type ProcedureVersion = z.infer<typeof procedureVersion>;

export const procedureDetail = z.object({
  row: procedureRow,
  procedure,
  yaml: z.string(),
  versions: z.array(procedureVersion),
  draft: draft.nullable(),
  /** Weekdays that the owner has unticked, by schedule. */
  offDays: z.record(z.string(), z.array(z.string())),
});
export type ProcedureDetail = z.infer<typeof procedureDetail>;

/** What past runs say of a procedure. Shares are 0–1 and null where n is 0. */
export const insight = z.object({
  procedure: procedureId,
  title: text,
  runs: z.int(),
  missed: z.int(),
  onTime: z.number().nullable(),
  medianMinutes: z.number().nullable(),
  phases: z.array(z.object({ id: z.string(), title: text, n: z.int(), medianMinutes: z.number().nullable(), late: z.int() })),
  skipped: z.array(z.object({ id: z.string(), title: text, n: z.int(), of: z.int() })),
  failed: z.array(z.object({ id: z.string(), title: text, n: z.int(), of: z.int() })),
  /** What a review should look at, drawn from these figures. */
  suggestions: z.array(
    z.object({
      code: z.enum(['OFTEN_SKIPPED', 'OFTEN_FAILED', 'OFTEN_LATE', 'OFTEN_MISSED', 'BOX_TOO_SHORT', 'REVIEW_OVERDUE']),
      step: z.string().nullable(),
      n: z.int(),
      of: z.int(),
    }),
  ),
});
export type Insight = z.infer<typeof insight>;
