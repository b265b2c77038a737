import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { command, query, stream } from '../../base/contract';
import { signalId, uuid } from '../../base/ids';
import { rate } from '../signals/contract';
import { cause, causeName } from './causes';
import { GROUPINGS } from './rates';

export const LOCK_KINDS = ['stops', 'manual', 'proof'] as const;

/** Keeps signals back: of one instrument, or of all where its scope is `*`. It always ends by itself. */
export const lock = z.object({
  id: uuid,
  scope: z.string(),
  kind: z.enum(LOCK_KINDS),
  /** Who answers for it: an operator, or the part of the console that set it. */
  owner: z.string(),
  reason: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number()])),
  createdAt: z.int(),
  expiresAt: z.int(),
  liftedAt: z.int().nullable(),
  liftedBy: z.string().nullable(),
  liftedReason: z.string().nullable(),
});
export type Lock = z.infer<typeof lock>;

export const ALERT_KINDS = ['win-rate', 'stops', 'drawdown', 'anomaly'] as const;
export const alertKind = z.enum(ALERT_KINDS);
export type AlertKind = z.infer<typeof alertKind>;

/** What an alert was raised on, as it was then. Nulls where a figure does not belong to the kind. */
export const alertFigures = z.object({
  n: z.int(),
  wins: z.int().nullable(),
  rate: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  expectancyR: z.number().nullable(),
  /** How probable so few wins are where the target is met. */
  probability: z.number().nullable(),
  drawdownR: z.number().nullable(),
  /** The model and its measure, for an anomaly. */
  name: z.string().nullable(),
  small: z.boolean(),
  /** Signals it was computed from, oldest first. */
  signals: z.array(z.string()),
});
export type AlertFigures = z.infer<typeof alertFigures>;

export const alert = z.object({
  id: uuid,
  kind: alertKind,
  /** The instrument, or `*`. */
  scope: z.string(),
  at: z.int(),
  /** The close that raised it, market time. */
  marketAt: z.int(),
  figures: alertFigures,
  lock: z.string().nullable(),
  clearedAt: z.int().nullable(),
});
export type Alert = z.infer<typeof alert>;

export const groupRate = z.object({ by: z.enum(GROUPINGS), key: z.string(), rate, small: z.boolean() });

/** One threshold of QA-001 now. `since` is the close that raised it; null while it is quiet. */
export const threshold = z.object({ kind: alertKind, since: z.int().nullable(), figures: alertFigures });

export const overview = z.object({
  /** The market's time that the windows end at. */
  at: z.int(),
  thresholds: z.array(threshold).length(ALERT_KINDS.length),
  /** Longest row of stops that has not paused its instrument, with the instrument. */
  row: z.object({ instrument: z.string(), stops: z.int() }).nullable(),
  windows: z.array(z.object({ days: z.int(), groups: z.array(groupRate) })),
  weeks: z.array(z.object({ from: z.int(), to: z.int(), groups: z.array(groupRate) })),
  drawdown: z.object({
    n: z.int(),
    worst: z.number(),
    peakAt: z.int().nullable(),
    troughAt: z.int().nullable(),
    points: z.array(z.object({ at: z.int(), total: z.number(), drawdown: z.number() })),
  }),
});
export type Overview = z.infer<typeof overview>;

export const loser = z.object({
  id: signalId,
  at: z.int(),
  closedAt: z.int(),
  instrument: z.string(),
  timeframe: z.string(),
  strategy: z.string(),
  direction: z.enum(['long', 'short']),
  r: z.number(),
  /** Null until it has been looked at. */
  causes: z.array(cause).nullable(),
  /** False while its expiry has not come: the market may still reach the first target. */
  complete: z.boolean(),
});
export type Loser = z.infer<typeof loser>;

export const pattern = z.object({
  cause: z.union([causeName, z.literal('unknown')]),
  instrument: z.string().nullable(),
  timeframe: z.string().nullable(),
  strategy: z.string().nullable(),
  hour: z.int().nullable(),
  losers: z.int(),
  share: z.number(),
  closed: z.int(),
  small: z.boolean(),
  ids: z.array(z.string()),
});

const days = z.int().min(1).max(90);
const reasonText = z.string().trim().min(5).max(1000);

export const qualityContract = {
  overview: query('quality:read').output(overview),
  /** Tells that a rate, an alert, a lock or the analysis of a loser has changed. */
  changes: stream('quality:read').output(eventIterator(z.object({ sequence: z.int() }))),
  /** Published signals that went to their stop, newest first; `waiting` have not been looked at yet. */
  losers: query('quality:read')
    .input(z.object({ days, cause: z.union([causeName, z.literal('unknown')]).nullable(), limit: z.int().min(1).max(500) }))
    .output(z.object({ rows: z.array(loser), total: z.int(), waiting: z.int() })),
  patterns: query('quality:read')
    .input(z.object({ days }))
    .output(z.object({ rows: z.array(pattern), losers: z.int() })),
  /** Newest first. */
  alerts: query('quality:read')
    .input(z.object({ limit: z.int().min(1).max(500) }))
    .output(z.object({ rows: z.array(alert), total: z.int() })),
  /** Those in force, and the latest that are over. */
  locks: query('quality:read').output(z.object({ active: z.array(lock), past: z.array(lock) })),
  /** Stops publication: of one instrument, or of everything for `*`. Stopping asks for no second factor. */
  pause: command('quality:manage')
    .input(z.object({ scope: z.string().regex(/^(\*|[A-Z0-9]{2,20})$/), reason: reasonText, days: days.default(7) }))
    .output(lock)
    .errors({ UNKNOWN_INSTRUMENT: {}, ALREADY_PAUSED: {} }),
  lift: command('quality:manage', { stepUp: true })
    .input(z.object({ id: uuid, reason: reasonText }))
    .output(lock)
    .errors({ UNKNOWN_LOCK: {}, ALREADY_OVER: {} }),
};
