import { z } from 'zod';
import { DAY, HOUR, MINUTE } from '../../base/time';

export const database = z.enum(['console', 'market']);
export type DatabaseName = z.infer<typeof database>;

/** TECH-004: what may be lost at most, and how long a restore may take. */
export const RPO_LIMIT = HOUR;
export const RTO_LIMIT = 4 * HOUR;
/** Without a verified point for so long while something changed, a person should look. */
export const RPO_AMBER = 45 * MINUTE;

export const POINT_EVERY = 15 * MINUTE;
export const FULL_EVERY = HOUR;
export const MARKET_EVERY = DAY;
/** TECH-004: 30 days of the database, 90 of market data, 7 of what comes in between. */
export const KEPT = { full: 30 * DAY, market: 90 * DAY, incremental: 7 * DAY } as const;
/** A point is begun so long before it must be there. */
const HEAD_START = MINUTE;

export const rpo = z.object({
  /** How much would be lost by a restore now, ms; 0 while nothing changed since the last verified point. */
  exposedMs: z.int(),
  changed: z.boolean(),
  lastVerifiedAt: z.int().nullable(),
  state: z.enum(['ok', 'amber', 'breach']),
});
export type Rpo = z.infer<typeof rpo>;

/** @param since when the oldest commit was made that no verified point holds; null where every one is held. */
export function rpoOf(lastVerifiedAt: number | null, since: number | null, now: number): Rpo {
  const exposedMs = since === null ? 0 : Math.max(0, now - (lastVerifiedAt ?? since));
  const state = exposedMs >= RPO_LIMIT ? 'breach' : exposedMs >= RPO_AMBER ? 'amber' : 'ok';
  return { exposedMs, changed: since !== null, lastVerifiedAt, state };
}

export const rto = z.object({
  /** Of the last drill or restore that succeeded; null before the first. */
  measuredMs: z.int().nullable(),
  at: z.int().nullable(),
  state: z.enum(['ok', 'breach', 'unknown']),
});
export type Rto = z.infer<typeof rto>;

export function rtoOf(last: { readonly durationMs: number; readonly at: number } | null): Rto {
  if (last === null) return { measuredMs: null, at: null, state: 'unknown' };
  return { measuredMs: last.durationMs, at: last.at, state: last.durationMs > RTO_LIMIT ? 'breach' : 'ok' };
}

interface Taken {
  readonly id: string;
  readonly database: DatabaseName;
  readonly kind: 'full' | 'incremental';
  readonly base: string | null;
  readonly takenAt: number;
  readonly state: 'verified' | 'failed' | 'unverified';
}

/** What has to be made now, counted in elapsed time: no clock of a country has a say, and one who slept catches up with one point. */
export function duePoint(
  points: readonly Taken[],
  changed: boolean,
  now: number,
): { database: DatabaseName; full: boolean } | null {
  const last = (name: DatabaseName, full: boolean) =>
    Math.max(
      Number.NEGATIVE_INFINITY,
      ...points
        .filter((one) => one.database === name && one.state === 'verified' && (!full || one.kind === 'full'))
        .map((one) => one.takenAt),
    );
  if (changed && now - last('console', true) >= FULL_EVERY - HEAD_START) return { database: 'console', full: true };
  if (changed && now - last('console', false) >= POINT_EVERY - HEAD_START) return { database: 'console', full: false };
  return now - last('market', true) >= MARKET_EVERY - HEAD_START ? { database: 'market', full: true } : null;
}

/** Ids of the points whose time is over. The last verified one of each database, and what a kept one stands on, stay. */
export function outlived(points: readonly Taken[], now: number): string[] {
  const keep = new Set<string>();
  for (const name of database.options) {
    const own = points.filter((one) => one.database === name && one.state === 'verified');
    const newest = own.toSorted((a, b) => b.takenAt - a.takenAt)[0];
    if (newest !== undefined) keep.add(newest.id);
  }
  for (const one of points) if (now - one.takenAt < keptFor(one)) keep.add(one.id);
  for (const one of points) if (keep.has(one.id) && one.base !== null) keep.add(one.base);
  return points.filter((one) => !keep.has(one.id)).map((one) => one.id);
}

function keptFor({ database: name, kind }: Taken): number {
  if (kind === 'incremental') return KEPT.incremental;
  return name === 'market' ? KEPT.market : KEPT.full;
}
