import { z } from 'zod';
import { covers, slug, text } from './text';

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export const weekday = z.enum(WEEKDAYS);
export type Weekday = z.infer<typeof weekday>;

/** A civil time of day, `HH:MM`. */
export const timeOfDay = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/);
/** An IANA zone, or `UTC`. */
export const timeZone = z.string().min(1).max(60);

const common = {
  id: slug,
  title: text,
  /** Minutes after the due time in which a start is on time. */
  graceMinutes: z
    .int()
    .min(0)
    .max(7 * 24 * 60)
    .default(30),
  /** Minutes after the due time at which a run that nobody started is recorded as missed. */
  missedAfterMinutes: z
    .int()
    .min(1)
    .max(31 * 24 * 60)
    .default(180),
  /** Phases of this schedule's runs; every phase where none is named. */
  phases: z.array(slug).default([]),
  covers,
};

/** When a procedure falls due. */
export const schedule = z.discriminatedUnion('kind', [
  /** Civil time on weekdays (every day where none is named), weekly or every day. */
  z.strictObject({ ...common, kind: z.literal('weekly'), at: timeOfDay, zone: timeZone, days: z.array(weekday).default([]) }),
  /** A day of the month; `shift` says what becomes of it on a day that is not a business day of TARGET2. */
  z.strictObject({
    ...common,
    kind: z.literal('monthly'),
    at: timeOfDay,
    zone: timeZone,
    day: z.int().min(1).max(31),
    months: z.array(z.int().min(1).max(12)).default([]),
    shift: z.enum(['none', 'before', 'after']).default('none'),
    /** Business days from that day, such as −10 for J-10. */
    businessDays: z.int().min(-30).max(30).default(0),
  }),
  /** Minutes from the open or close of a market's session, such as NYSE open − 60. */
  z.strictObject({
    ...common,
    kind: z.literal('session'),
    session: z.string(),
    edge: z.enum(['open', 'close']),
    offsetMinutes: z.int().min(-1440).max(1440),
  }),
  /** Started by a fact of the console, such as a P1 incident. */
  z.strictObject({ ...common, kind: z.literal('event'), fact: z.string(), where: z.record(z.string(), z.string()).default({}) }),
  /** Started by a person only. */
  z.strictObject({ ...common, kind: z.literal('demand') }),
]);
export type Schedule = z.infer<typeof schedule>;

/** When the work may be done at all, such as deployments on Tuesday and Wednesday from 10 to 12. */
export const workWindow = z.strictObject({
  days: z.array(weekday).min(1),
  from: timeOfDay,
  to: timeOfDay,
  zone: timeZone,
  covers,
});
export type WorkWindow = z.infer<typeof workWindow>;
