import { z } from 'zod';
import { schedule, workWindow } from './schedule';
import { branch, step } from './step';
import { covers, slug, text } from './text';
import { contact, escalation, template, typedValue } from './values';

export const phase = z.strictObject({
  id: slug,
  title: text,
  /**
   * `prerequisite` comes before everything, `work` in order, `rollback` only when the run is turned back,
   * `aside` whenever it is needed (rules that hold all along).
   */
  part: z.enum(['prerequisite', 'work', 'rollback', 'aside']).default('work'),
  /** Minutes from the start of the run in which the phase should be done; `to` null is open-ended. */
  timeBox: z.strictObject({ fromMinutes: z.int().min(0), toMinutes: z.int().min(1).nullable() }).optional(),
  /** Business days from the run's own day, such as −10 for J-10. */
  businessDay: z.int().min(-30).max(30).optional(),
  only: branch.optional(),
  steps: z.array(step).min(1).max(40),
});
export type Phase = z.infer<typeof phase>;

export const procedureId = z
  .string()
  .regex(/^[A-Z]+(?:-[A-Z0-9]+)+$/)
  .max(40);

/** A standard operating procedure as data: `resources/sops/<id>.yaml`, one file each. */
export const procedure = z.strictObject({
  id: procedureId,
  version: z.int().min(1),
  title: text,
  /** Part of the work it belongs to, for the library's groups. */
  family: z.enum(['tech', 'support', 'marketing', 'finance', 'security', 'quality', 'sirrius']),
  objective: z.strictObject({ ...text.shape, covers }),
  owner: z.strictObject({ roles: z.array(z.string()).min(1), covers }),
  /** Reviewed every so many months; overdue is shown. */
  review: z.strictObject({ everyMonths: z.int().min(1).max(24).default(6) }).default({ everyMonths: 6 }),
  frequency: z.strictObject({ ...text.shape, covers }).optional(),
  schedules: z.array(schedule).min(1),
  window: workWindow.optional(),
  phases: z.array(phase).default([]),
  values: z.array(typedValue).default([]),
  escalations: z.array(escalation).default([]),
  templates: z.array(template).default([]),
  contacts: z.array(contact).default([]),
});
export type Procedure = z.infer<typeof procedure>;
