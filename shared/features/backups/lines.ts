import { z } from 'zod';
import { DAY, HOUR, MINUTE } from '../../base/time';

const text = z.object({ fr: z.string(), en: z.string() });

/** One line of the company's own backup policy: what must be proven, how often, how long it is kept. */
export const policyLine = z.object({
  id: z.string(),
  system: text,
  title: text,
  everyMs: z.int(),
  /** Null where the policy names no time. */
  keptDays: z.int().nullable(),
});
export type PolicyLine = z.infer<typeof policyLine>;

export const monitoredLine = policyLine.extend({
  lastProofAt: z.int().nullable(),
  lastProofVia: z.enum(['terminal', 'hook']).nullable(),
  ageMs: z.int().nullable(),
  state: z.enum(['ok', 'late', 'missing']),
});
export type MonitoredLine = z.infer<typeof monitoredLine>;

const POSTGRES = { fr: 'PostgreSQL', en: 'PostgreSQL' };
const TIMESCALE = { fr: 'TimescaleDB (données de marché)', en: 'TimescaleDB (market data)' };
const REDIS = { fr: 'Redis', en: 'Redis' };
const FILES = { fr: 'Fichiers', en: 'Files' };

/**
 * TECH-004, where no procedure of the library says otherwise. What runs continuously must show a sign of life: the age of the
 * last one is what could be lost, so the hour of the RPO is its limit.
 */
export const POLICY_LINES: readonly PolicyLine[] = [
  {
    id: 'postgresql-full',
    system: POSTGRES,
    title: { fr: 'Sauvegarde complète, quotidienne à 3 h UTC', en: 'Full backup, daily at 3:00 UTC' },
    everyMs: DAY,
    keptDays: 30,
  },
  {
    id: 'postgresql-incremental',
    system: POSTGRES,
    title: { fr: 'Sauvegarde incrémentale, toutes les 6 heures', en: 'Incremental backup, every 6 hours' },
    everyMs: 6 * HOUR,
    keptDays: 30,
  },
  {
    id: 'postgresql-wal',
    system: POSTGRES,
    title: { fr: 'Archivage continu des journaux (WAL)', en: 'Continuous WAL archiving' },
    everyMs: HOUR,
    keptDays: 30,
  },
  {
    id: 'timescale-full',
    system: TIMESCALE,
    title: { fr: 'Sauvegarde complète, hebdomadaire', en: 'Full backup, weekly' },
    everyMs: 7 * DAY,
    keptDays: 90,
  },
  {
    id: 'timescale-continuous',
    system: TIMESCALE,
    title: { fr: 'Sauvegarde continue, quotidienne', en: 'Continuous backup, daily' },
    everyMs: DAY,
    keptDays: 90,
  },
  {
    id: 'redis-rdb',
    system: REDIS,
    title: { fr: 'Instantanés RDB, toutes les heures', en: 'RDB snapshots, every hour' },
    everyMs: HOUR,
    keptDays: 7,
  },
  {
    id: 'redis-aof',
    system: REDIS,
    title: { fr: 'Persistance AOF activée', en: 'AOF persistence enabled' },
    everyMs: DAY,
    keptDays: 7,
  },
  {
    id: 'files-versioning',
    system: FILES,
    title: { fr: 'Versions S3 activées', en: 'S3 versioning enabled' },
    everyMs: DAY,
    keptDays: 30,
  },
  {
    id: 'files-replication',
    system: FILES,
    title: { fr: 'Réplication vers une autre région', en: 'Cross-region replication' },
    everyMs: DAY,
    keptDays: 30,
  },
];

/** A proof is late a tenth of its rhythm after it was due, a quarter of an hour at the least: jobs take time too. */
export function lineState(line: PolicyLine, lastProofAt: number | null, now: number): MonitoredLine['state'] {
  if (lastProofAt === null) return 'missing';
  return now - lastProofAt > line.everyMs + Math.max(15 * MINUTE, line.everyMs / 10) ? 'late' : 'ok';
}
