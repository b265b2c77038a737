import { join, resolve, sep } from 'node:path';
import type { BackupSettings, BackupState, backupsContract } from '../../../../shared/features/backups/contract';
import { POLICY_LINES, type PolicyLine } from '../../../../shared/features/backups/lines';
import { rpoOf, rtoOf } from '../../../../shared/features/backups/rules';
import type { Clock } from '../../kit/clock';
import { conflate, flatten } from '../../kit/conflate';
import type { Ids } from '../../kit/ids';
import type { Log } from '../../kit/log';
import { randomBytes } from '../../kit/random';
import { createSubject } from '../../kit/subject';
import { RECIPE } from '../../store/backup/codec';
import { backupErrand } from '../../store/backup/runner';
import { Refusal } from '../../store/refusal';
import type { Commands, Facts, Reader, Tx } from '../../store/types';
import type { Handlers } from '../handlers';
import { createJobs } from './jobs';
import { createPoints, type Points } from './points';
import { problemOf } from './problems';
import { type ApprovalsPort, createRestores, tellRestore } from './restores';
import { type BackupSecrets, fileSecrets } from './secrets';
import {
  BACKUPS_ACTOR,
  countPoints,
  lastVerified,
  listDrills,
  listPoints,
  pointById,
  readBackupSettings,
  type StoredPoint,
  saveDrill,
  savePoint,
  unsavedSince,
  writeBackupSettings,
} from './store';
import { createSupervision, type Supervision } from './supervision';
import { folderTarget, type Target } from './target';
import { createWatch } from './watch';

export interface BackupsOptions {
  readonly dataDir: string;
  readonly read: Reader;
  readonly commands: Commands;
  readonly facts: Facts;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly approvals: ApprovalsPort;
  /** A bucket as a target. */
  readonly bucket: (settings: BackupSettings['s3'], secret: string) => Target;
  readonly policy?: readonly PolicyLine[];
  readonly restart?: () => void;
}

export interface BackupsService {
  readonly handlers: Handlers<typeof backupsContract>;
  readonly supervision: Supervision;
  /** The last verified point of the console and how much is at stake, for checks. */
  verifiedState(now: number): { readonly lastVerifiedAt: number | null; readonly point: string | null };
  rpoState(now: number): BackupState['rpo'];
  /** Jobs for the acts of procedures: each resolves when it has ended and is on record. Rejects with the problem. */
  readonly acts: {
    create(): Promise<{ readonly point: string }>;
    verify(): Promise<{ readonly point: string }>;
    drill(): Promise<{ readonly drill: string; readonly durationMs: number; readonly point: string }>;
  };
  start(): void;
  stop(): Promise<void>;
}

export function createBackups(options: BackupsOptions): BackupsService {
  const { dataDir, read, commands, clock, ids, facts } = options;
  const log = options.log.child('backups');
  const secrets = fileSecrets(dataDir);
  const changes = createSubject<void>((error) => log.error('a listener failed', { error }));
  const changed = () => changes.tell();
  const target = () => targetOf(options, readBackupSettings(read), secrets);
  const points = createPoints({ dataDir, read, commands, clock, ids, log, secrets, target });
  const jobs = createJobs({ clock, ids, log, changed });
  const supervision = createSupervision({ dataDir, read, commands, clock, ids, policy: options.policy ?? POLICY_LINES });
  const restores = createRestores({ ...options, points, jobs, restart: options.restart });
  const rpoState = (now: number) => {
    const last = lastVerified(read, 'console');
    return rpoOf(last?.takenAt ?? null, unsavedSince(read, last), now);
  };
  const watch = createWatch({ read, commands, clock, log, points, jobs, supervision, rpoState: (now) => rpoState(now).state });
  const drill = createDrill({ points, commands, clock, ids, read });
  tellRestore(dataDir, read, commands, clock.now());

  const state = (): BackupState => {
    const now = clock.now();
    const settings = readBackupSettings(read);
    const drills = listDrills(read, 12);
    const rows = restores.rows(20);
    const measured = [
      ...drills.filter(({ ok }) => ok).map(({ at, durationMs }) => ({ at, durationMs })),
      ...rows.flatMap(({ doneAt, durationMs }) => (doneAt === null || durationMs === null ? [] : [{ at: doneAt, durationMs }])),
    ].toSorted((a, b) => b.at - a.at);
    const { key, s3Secret } = secrets.read();
    const folder = folderOf(dataDir, settings);
    return {
      at: now,
      rpo: rpoState(now),
      rto: rtoOf(measured[0] ?? null),
      settings,
      folder,
      sameFolder: settings.target === 'folder' && `${resolve(folder)}${sep}`.startsWith(`${resolve(dataDir)}${sep}`),
      secrets: { passphrase: key !== null, s3: s3Secret !== null, place: secrets.place },
      job: jobs.current,
      lastEnd: jobs.lastEnd,
      restores: rows,
      drills,
    };
  };

  const begin = (job: { readonly id: string; readonly done: Promise<unknown> } | null) => {
    if (job === null) throw new Refusal('BUSY');
    // Its end is on record and told by the stream.
    job.done.catch(() => undefined);
    return { job: job.id };
  };
  const startVerify = (point: StoredPoint) => jobs.start('verify', (handle) => points.verify(point, handle));
  const newest = (): StoredPoint => {
    const point = lastVerified(read, 'console');
    if (point === undefined) throw new Refusal('NO_POINT');
    return point;
  };

  return {
    supervision,
    rpoState,
    verifiedState(now) {
      const last = lastVerified(read, 'console');
      return { lastVerifiedAt: last === undefined ? null : Math.min(now, last.takenAt), point: last?.id ?? null };
    },
    acts: {
      async create() {
        const point = await finished(jobs.start('create', (handle) => points.make('console', true, handle)));
        return { point: point?.id ?? '' };
      },
      async verify() {
        const point = newest();
        await finished(startVerify(point));
        return { point: point.id };
      },
      async drill() {
        const point = newest();
        const row = await finished(jobs.start('drill', (handle) => drill(point, handle)));
        return { drill: row.id, durationMs: row.durationMs, point: point.id };
      },
    },
    start: watch.start,
    async stop() {
      watch.stop();
      await jobs.stop();
    },
    handlers: {
      ...supervision.handlers,
      ...restores.handlers,
      state: { query: state },
      changes: {
        query: (_, { signal }) =>
          flatten(
            conflate<{ sequence: number }>({
              clock,
              hz: 4,
              signal,
              source: (offer) => {
                let sequence = 0;
                const tell = () => {
                  sequence += 1;
                  offer('changes', { sequence });
                };
                const ends = [
                  changes.listen(tell),
                  facts.subscribe((fact) => {
                    if (fact.kind.startsWith('backup.') || fact.kind.startsWith('approval.')) tell();
                  }),
                ];
                return () => {
                  for (const end of ends) end();
                };
              },
            }),
          ),
      },
      points: {
        query: ({ database, limit }) => ({
          rows: listPoints(read, database ?? null, limit).map(({ manifest: _, ...row }) => row),
          total: countPoints(read, database ?? null),
        }),
      },
      create: {
        command: ({ database }) => {
          return () => begin(jobs.start('create', (handle) => points.make(database, true, handle)));
        },
      },
      verify: {
        command: ({ id }) => {
          const point = pointById(read, id);
          if (point === undefined) throw new Refusal('UNKNOWN_POINT');
          return () => begin(startVerify(point));
        },
      },
      drill: {
        command: () => {
          const point = newest();
          return () => begin(jobs.start('drill', (handle) => drill(point, handle)));
        },
      },
      cancel: {
        command: () => {
          return () => {
            if (!jobs.cancel()) throw new Refusal('NOTHING_RUNS');
            return {};
          };
        },
      },
      rebuild: { command: () => rebuild(points, target(), read) },
      configure: {
        command: async ({ passphrase, s3Secret, ...settings }) => {
          await configure(options, settings, secrets, { passphrase, s3Secret });
          return (tx) => {
            writeBackupSettings(tx, settings);
            tx.fact('backup.configured', settings.target);
            return {};
          };
        },
      },
    },
  };
}

async function finished<T>(job: { readonly done: Promise<T> } | null): Promise<T> {
  if (job === null) throw new Refusal('BUSY');
  return job.done;
}

function folderOf(dataDir: string, settings: BackupSettings): string {
  return settings.folder ?? join(dataDir, 'backups', 'points');
}

function targetOf(options: BackupsOptions, settings: BackupSettings, secrets: BackupSecrets): Target {
  if (settings.target === 'folder') return folderTarget(folderOf(options.dataDir, settings));
  return options.bucket(settings.s3, secrets.read().s3Secret ?? '');
}

/** Tries what was asked for before it is believed: settings that lead nowhere are no settings. */
async function configure(
  options: BackupsOptions,
  settings: BackupSettings,
  secrets: BackupSecrets,
  fresh: { readonly passphrase: string | undefined; readonly s3Secret: string | undefined },
): Promise<void> {
  const present = secrets.read();
  const key = fresh.passphrase === undefined ? present.key : await keyFrom(fresh.passphrase);
  const s3Secret = fresh.s3Secret ?? present.s3Secret;
  if (settings.encrypted && key === null) throw new Refusal('NO_PASSPHRASE');
  if (settings.target === 's3' && s3Secret === null) throw new Refusal('NO_S3_SECRET');
  const folder = settings.folder;
  if (folder !== null && resolve(folder) !== folder) throw new Refusal('FOLDER_UNUSABLE');
  const target =
    settings.target === 's3' ? options.bucket(settings.s3, s3Secret ?? '') : folderTarget(folderOf(options.dataDir, settings));
  try {
    await target.probe();
  } catch (error) {
    if (settings.target === 'folder') throw new Refusal('FOLDER_UNUSABLE');
    throw new Refusal('UNREACHABLE', { problem: problemOf(error) });
  }
  secrets.write({ key, s3Secret });
}

function keyFrom(passphrase: string) {
  const salt = Buffer.from(randomBytes(16)).toString('base64');
  return backupErrand({ kind: 'key', passphrase, recipe: { salt, ...RECIPE } }).answer;
}

async function rebuild(points: Points, target: Target, read: Reader) {
  let known: Awaited<ReturnType<Points['rebuild']>>;
  try {
    known = await points.rebuild();
  } catch {
    throw new Refusal('UNREACHABLE');
  }
  const { found, manifests } = known;
  return (tx: Tx) => {
    const added = manifests.filter(({ id }) => pointById(read, id) === undefined);
    for (const one of added) savePoint(tx, { manifest: one, target: target.kind, state: 'unverified', problem: null });
    tx.fact('backup.rebuilt', 'points', { found, added: added.length });
    return { found, added: added.length };
  };
}

type DrillOptions = Pick<BackupsOptions, 'commands' | 'clock' | 'ids' | 'read'> & { readonly points: Points };

/** The whole way back, measured: fetch, unpack, compare. Its end is on record whichever way it went. */
function createDrill({ points, commands, clock, ids }: DrillOptions) {
  return async (point: StoredPoint, handle: Parameters<Points['verify']>[1]) => {
    const began = clock.now();
    const id = ids();
    const record = (ok: boolean, bytes: number, problem: string | null) => {
      const row = { id, at: clock.now(), point: point.id, ok, durationMs: clock.now() - began, bytes, problem };
      commands.run({ actor: BACKUPS_ACTOR, action: 'backups.drilled', input: { point: point.id, ok } }, (tx) => {
        tx.subject(id);
        saveDrill(tx, row);
        tx.fact('backup.drilled', id, { ok });
      });
      return row;
    };
    try {
      const { bytes } = await points.restore(point, { path: join(points.work, `${id}.drill`), keep: false }, handle);
      return record(true, bytes, null);
    } catch (error) {
      record(false, 0, problemOf(error));
      throw error;
    }
  };
}
