import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { command, query, stream } from '../../base/contract';
import { monitoredLine } from './lines';
import { database, rpo, rto } from './rules';

export const point = z.object({
  id: z.string(),
  database,
  /** `full` stands by itself; `incremental` holds the pages that differ from the full one it names. */
  kind: z.enum(['full', 'incremental']),
  base: z.string().nullable(),
  /** When its snapshot was begun, epoch ms: everything committed before is in it. */
  takenAt: z.int(),
  /** Null where it was never restored and compared, or that failed. */
  verifiedAt: z.int().nullable(),
  state: z.enum(['verified', 'failed', 'unverified']),
  /** Why it failed, in the program's words. */
  problem: z.string().nullable(),
  bytes: z.int(),
  size: z.int(),
  encrypted: z.boolean(),
  target: z.enum(['folder', 's3']),
  file: z.string(),
  rows: z.int(),
  auditSequence: z.int(),
});
export type Point = z.infer<typeof point>;

/** What the console is busy with. One thing at a time. */
export const job = z.object({
  id: z.string(),
  kind: z.enum(['create', 'verify', 'drill', 'restore']),
  stage: z.enum(['copy', 'store', 'fetch', 'compare']),
  startedAt: z.int(),
  /** Parts of the present stage. */
  done: z.int(),
  total: z.int(),
});
export type Job = z.infer<typeof job>;

export const jobEnd = z.object({
  id: z.string(),
  kind: job.shape.kind,
  at: z.int(),
  ok: z.boolean(),
  /** A word of `backups:problem`. */
  problem: z.string().nullable(),
});

export const backupSettings = z.object({
  target: z.enum(['folder', 's3']),
  /** Null for the folder inside the data directory. */
  folder: z.string().min(1).max(500).nullable(),
  s3: z.object({
    endpoint: z.string().max(300),
    region: z.string().max(60),
    bucket: z.string().max(100),
    prefix: z
      .string()
      .max(100)
      .regex(/^[A-Za-z0-9._/-]*$/),
    /** The key's name; its secret is never read back. */
    accessKey: z.string().max(200),
  }),
  encrypted: z.boolean(),
});
export type BackupSettings = z.infer<typeof backupSettings>;

export const restoreRow = z.object({
  id: z.string(),
  point: z.string(),
  takenAt: z.int(),
  state: z.enum(['requested', 'armed', 'done', 'to-countersign', 'countersigned']),
  requestedBy: z.string(),
  requestedAt: z.int(),
  reason: z.string(),
  approval: z.enum(['none', 'waiting', 'approved', 'refused', 'expired', 'used']),
  doneAt: z.int().nullable(),
  durationMs: z.int().nullable(),
  countersignedBy: z.string().nullable(),
  keptAs: z.string().nullable(),
});
export type RestoreRow = z.infer<typeof restoreRow>;

export const drillRow = z.object({
  id: z.string(),
  at: z.int(),
  point: z.string(),
  ok: z.boolean(),
  durationMs: z.int(),
  bytes: z.int(),
  problem: z.string().nullable(),
});
export type DrillRow = z.infer<typeof drillRow>;

export const backupState = z.object({
  at: z.int(),
  rpo,
  rto,
  settings: backupSettings,
  /** The folder in force, for a person to find it. */
  folder: z.string(),
  /** True while what is kept lies on the machine that it protects. */
  sameFolder: z.boolean(),
  secrets: z.object({ passphrase: z.boolean(), s3: z.boolean(), place: z.string() }),
  job: job.nullable(),
  lastEnd: jobEnd.nullable(),
  restores: z.array(restoreRow),
  drills: z.array(drillRow),
});
export type BackupState = z.infer<typeof backupState>;

const busy = { BUSY: {} };
const one = z.object({ id: z.string() });
const unknownPoint = { UNKNOWN_POINT: {} };
const started = z.object({ job: z.string() });

export const backupsContract = {
  state: query('backups:read').output(backupState),
  /** Tells that the state, the points or the lines have changed. */
  changes: stream('backups:read').output(eventIterator(z.object({ sequence: z.int() }))),
  points: query('backups:read')
    .input(z.object({ database: database.optional(), limit: z.int().min(1).max(1000) }))
    .output(z.object({ rows: z.array(point), total: z.int() })),
  /** Makes a full point now. */
  create: command('backups:operate').input(z.object({ database })).output(started).errors(busy),
  /** Restores a point to a temporary file and compares it again. */
  verify: command('backups:operate')
    .input(one)
    .output(started)
    .errors({ ...busy, ...unknownPoint }),
  /** Restores the newest point of the console to a temporary file, compares and measures. */
  drill: command('backups:operate')
    .output(started)
    .errors({ ...busy, NO_POINT: {} }),
  cancel: command('backups:operate').output(z.object({})).errors({ NOTHING_RUNS: {} }),
  /** Reads the manifests that lie beside the points; for a catalogue that was lost. */
  rebuild: command('backups:operate')
    .output(z.object({ found: z.int(), added: z.int() }))
    .errors({ UNREACHABLE: {} }),
  configure: command('backups:operate', { stepUp: true, secrets: ['passphrase', 's3Secret'] })
    .input(
      backupSettings.extend({
        /** New secrets; left out, the present ones stay. */
        passphrase: z.string().min(12).max(500).optional(),
        s3Secret: z.string().min(1).max(500).optional(),
      }),
    )
    .output(z.object({}))
    .errors({
      NO_PASSPHRASE: {},
      NO_S3_SECRET: {},
      UNREACHABLE: { data: z.object({ problem: z.string() }) },
      FOLDER_UNUSABLE: {},
    }),

  /** What a restore of this point would lose. */
  restorePlan: query('backups:read')
    .input(one)
    .output(
      z.object({
        point,
        /** From the point's moment to the last commit. */
        lostMs: z.int(),
        lostCommands: z.int(),
        tables: z.array(z.object({ table: z.string(), now: z.int(), restored: z.int() })),
        /** Persons erased since, who are erased again before opening. */
        erasures: z.int(),
      }),
    )
    .errors(unknownPoint),
  requestRestore: command('backups:restore')
    .input(one.extend({ reason: z.string().trim().min(5).max(1000) }))
    .output(one)
    .errors({ ...unknownPoint, NOT_VERIFIED: {}, NO_APPROVALS: {} }),
  /** Puts the approved point in waiting: it takes its place at the next start. */
  restore: command('backups:restore', { stepUp: true })
    .input(one)
    .output(z.object({ restarting: z.boolean() }))
    .errors({ ...busy, UNKNOWN_RESTORE: {}, NOT_APPROVED: {}, FAILED: { data: z.object({ problem: z.string() }) } }),
  countersign: command('backups:restore', { stepUp: true })
    .input(one)
    .output(z.object({}))
    .errors({ UNKNOWN_RESTORE: {}, NOT_YOURS: {}, NOT_DUE: {} }),

  lines: query('backups:read').output(z.object({ rows: z.array(monitoredLine) })),
  tokens: query('backups:read').output(
    z.object({
      rows: z.array(
        z.object({
          id: z.string(),
          label: z.string(),
          createdAt: z.int(),
          lastUsedAt: z.int().nullable(),
          revokedAt: z.int().nullable(),
        }),
      ),
    }),
  ),
  /** The token is told once. */
  createToken: command('backups:operate')
    .input(z.object({ label: z.string().trim().min(2).max(60) }))
    .output(z.object({ id: z.string(), token: z.string() })),
  revokeToken: command('backups:operate').input(one).output(z.object({})).errors({ UNKNOWN_TOKEN: {} }),
};
