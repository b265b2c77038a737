import { z } from 'zod';
import { type AccessLevel, ROLES, type SupportTier } from '../../base/access';

export const role = z.enum(ROLES);
export const accessLevel = z.union([
  z.literal(1),
  z.literal(2),
  z.literal(3),
  z.literal(4),
  z.literal(5),
]) satisfies z.ZodType<AccessLevel>;
export const supportTier = z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]) satisfies z.ZodType<SupportTier>;
export const language = z.enum(['fr', 'en']);
export const email = z.email().max(200);
export const operatorName = z.string().trim().min(2).max(80);
/** At least twelve characters; long phrases are welcome. */
export const password = z.string().min(12).max(200);

/** What an operator may do. */
export const rights = z.object({ roles: z.array(role).min(1), level: accessLevel, tier: supportTier });
export type Rights = z.infer<typeof rights>;

export const operator = rights.extend({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  language,
  timeZone: z.string(),
  team: z.string(),
  state: z.enum(['invited', 'active', 'disabled', 'archived']),
  secondFactor: z.boolean(),
  /** Whether level or rights demand one. */
  secondFactorDue: z.boolean(),
  createdAt: z.int(),
  lastSeenAt: z.int().nullable(),
  /** When the password and the second factor were set, epoch ms: the ages that a review looks at. */
  passwordAt: z.int().nullable(),
  secondFactorAt: z.int().nullable(),
  invitationExpiresAt: z.int().nullable(),
});
export type Operator = z.infer<typeof operator>;

/** Whoever sits before the screen. */
export const me = operator.omit({ invitationExpiresAt: true });
export type Me = z.infer<typeof me>;

/** What was done to an account, and why. */
export const operatorEvent = z.object({
  at: z.int(),
  actor: z.string(),
  kind: z.enum(['invited', 'rights', 'disabled', 'enabled', 'archived', 'sessions-cut', 'factor-reset']),
  reason: z.string().nullable(),
});
export type OperatorEvent = z.infer<typeof operatorEvent>;
