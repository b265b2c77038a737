import { z } from 'zod';
import { timeOfDay, timeZone } from './schedule';
import { covers, slug, text } from './text';

/** Only where an earlier decision took this option. */
export const branch = z.strictObject({ decision: slug, is: z.array(slug).min(1) });
export type Branch = z.infer<typeof branch>;

export const EVIDENCE_KINDS = ['text', 'link', 'file', 'screenshot'] as const;
export const evidenceKind = z.enum(EVIDENCE_KINDS);

export const field = z.strictObject({
  id: slug,
  label: text,
  type: z.enum(['text', 'long', 'integer', 'number', 'percent', 'money', 'date', 'time', 'choice', 'boolean', 'link']),
  required: z.boolean().default(true),
  unit: z.string().max(20).optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  /** For money: ISO 4217. */
  currency: z.string().length(3).optional(),
  options: z.array(z.strictObject({ id: slug, label: text })).optional(),
  /** What the text must look like, as a regular expression. */
  pattern: z.string().max(200).optional(),
  /** Filled in at the start, such as `lead_` or `MANUAL`. */
  initial: z.string().max(200).optional(),
  covers,
});
export type Field = z.infer<typeof field>;

const common = {
  id: slug,
  title: text,
  help: text,
  covers,
  /** Who may do it; the procedure's owners where none is named. */
  roles: z.array(z.string()).default([]),
  /** Support tier that is needed besides. */
  tier: z.int().min(1).max(3).optional(),
  evidence: z.strictObject({ required: z.boolean().default(false), kinds: z.array(evidenceKind).min(1), what: text }).optional(),
  /** What a failure of this step means. */
  onFailure: z.enum(['stop', 'continue', 'rollback', 'escalate']).default('continue'),
  failure: text.optional(),
  /** "If applicable": may be left out without counting as skipped. */
  optional: z.boolean().default(false),
  only: branch.optional(),
  /** A path of the console where the work is done. */
  link: z
    .string()
    .regex(/^\/[A-Za-z0-9/_?=&%.-]*$/)
    .optional(),
};

export const step = z.discriminatedUnion('kind', [
  /** The console proves it; `check` names an entry of the register of checks. */
  z.strictObject({
    ...common,
    kind: z.literal('check'),
    check: z.string(),
    params: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
  }),
  /** One call; `act` names an entry of the register of acts. */
  z.strictObject({
    ...common,
    kind: z.literal('act'),
    act: z.string(),
    params: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
    approval: slug.optional(),
  }),
  /** A person says so; `why` tells why the console cannot. */
  z.strictObject({ ...common, kind: z.literal('attest'), why: text }),
  z.strictObject({
    ...common,
    kind: z.literal('decide'),
    options: z
      .array(z.strictObject({ id: slug, label: text, needsReason: z.boolean().default(false) }))
      .min(2)
      .max(6),
  }),
  z.strictObject({
    ...common,
    kind: z.literal('wait'),
    wait: z.union([
      z.strictObject({ minutes: z.int().min(1) }),
      z.strictObject({ until: timeOfDay, zone: timeZone }),
      z.strictObject({ fact: z.string() }),
    ]),
  }),
  z.strictObject({
    ...common,
    kind: z.literal('approve'),
    /** Each group must give one approval (AND); any of its roles may give it. */
    groups: z.array(z.strictObject({ id: slug, roles: z.array(z.string()).min(1) })).min(1),
    expiresHours: z
      .int()
      .min(1)
      .max(24 * 30)
      .default(48),
  }),
  z.strictObject({ ...common, kind: z.literal('record'), fields: z.array(field).min(1).max(20) }),
]);
export type Step = z.infer<typeof step>;
export type StepKind = Step['kind'];
export const STEP_KINDS = [
  'check',
  'act',
  'attest',
  'decide',
  'wait',
  'approve',
  'record',
] as const satisfies readonly StepKind[];
