import { z } from 'zod';
import { covers, slug, text } from './text';

const common = { id: slug, title: text, covers };

/** A typed value that a procedure states and other features read: never prose where a figure is meant. */
export const typedValue = z.discriminatedUnion('type', [
  /** A measure and the bound at which something is done about it. */
  z.strictObject({
    ...common,
    type: z.literal('threshold'),
    /** The measure's name across the console, such as `cpu_usage` or `win_rate`. */
    metric: z.string().regex(/^[a-z][a-z0-9_]*$/),
    op: z.enum(['<', '<=', '>', '>=', '=']),
    value: z.number(),
    /** Such as `%`, `ms`, `R`, `count`. */
    unit: z.string().min(1).max(20),
    aggregate: z.string().max(20).optional(),
    windowMinutes: z.int().min(1).optional(),
    /** What is done when it is met. */
    consequence: text.optional(),
  }),
  /** A time that must be kept, such as the first response to an urgent ticket. */
  z.strictObject({
    ...common,
    type: z.literal('sla'),
    /** Such as `incident` or `ticket`. */
    subject: z.string().regex(/^[a-z][a-z0-9_]*$/),
    /** Such as `P1` or `urgent`. */
    level: z.string().min(1).max(30),
    clock: z.enum(['acknowledge', 'first-response', 'resolution']),
    /** Null for best effort. */
    minutes: z.int().min(1).nullable(),
    calendar: z.enum(['always', 'opening-hours']),
  }),
  z.strictObject({
    ...common,
    type: z.literal('duration'),
    value: z.number().min(0),
    unit: z.enum(['seconds', 'minutes', 'hours', 'days', 'weeks', 'months']),
  }),
  z.strictObject({ ...common, type: z.literal('money'), minor: z.int(), currency: z.string().length(3) }),
  /** An amount band and who may decide on it; `null` is open-ended. */
  z.strictObject({
    ...common,
    type: z.literal('band'),
    fromMinor: z.int().nullable(),
    toMinor: z.int().nullable(),
    currency: z.string().length(3),
    roles: z.array(z.string()).min(1),
  }),
  /** So many of something in a period, such as 4–6 posts a day. */
  z.strictObject({
    ...common,
    type: z.literal('count'),
    min: z.number().min(0),
    max: z.number().min(0).nullable(),
    per: z.enum(['second', 'minute', 'hour', 'day', 'week', 'month', 'run', 'item']),
    unit: z.string().max(30).optional(),
  }),
  /** How often a thing is done, and where it is kept: the company's own systems. */
  z.strictObject({
    ...common,
    type: z.literal('policy'),
    system: z.string(),
    every: z
      .strictObject({ value: z.number().positive(), unit: z.enum(['minutes', 'hours', 'days', 'weeks', 'months']) })
      .optional(),
    at: z.string().max(20).optional(),
    value: text,
  }),
  /** A case that is told apart, such as a symptom, a class of incident, a kind of anomaly. */
  z.strictObject({ ...common, type: z.literal('case'), group: slug, value: text }),
  /** Where alerts of a level go. */
  z.strictObject({ ...common, type: z.literal('route'), level: z.string().min(1), channels: z.array(z.string()).min(1) }),
  /** An access level and what it opens. */
  z.strictObject({ ...common, type: z.literal('level'), level: z.int().min(1).max(5), value: text }),
  /** Something to be named or followed that has no figure. */
  z.strictObject({ ...common, type: z.literal('text'), group: slug.optional(), value: text }),
]);
export type TypedValue = z.infer<typeof typedValue>;

export const template = z.strictObject({ id: slug, title: text, subject: text.optional(), body: text, covers });
export type Template = z.infer<typeof template>;

export const contact = z.strictObject({
  id: slug,
  title: text,
  /** An entry of the directory, or what the source says. */
  entry: slug.optional(),
  value: z.string().max(200),
  covers,
});

export const escalation = z.strictObject({
  id: slug,
  title: text,
  from: text,
  to: text,
  /** Roles that are told. */
  roles: z.array(z.string()).min(1),
  /** After so many minutes without a solution; absent where a judgement decides. */
  afterMinutes: z.int().min(1).optional(),
  when: text,
  covers,
});
