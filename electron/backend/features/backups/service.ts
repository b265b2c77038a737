import { resolve, sep } from 'node:path';
import type { BackupState, backupsContract } from '../../../../shared/features/backups/contract';
import { POLICY_LINES, type PolicyLine } from '../../../../shared/features/backups/lines';
import { rpoOf, rtoOf } from '../../../../shared/features/backups/rules';
import type { Clock } from '../../kit/clock';
import { conflate, flatten } from '../../kit/conflate';
import type { Ids } from '../../kit/ids';
import type { Log } from '../../kit/log';
import { createSubject } from '../../kit/subject';
import { Refusal } from '../../store/refusal';
import type { Commands, Facts, Reader, Tx } from '../../store/types';
import type { Handlers } from '../handlers';
import { configure, folderOf, type TargetOptions, targetOf } from './configure';
import { createDrill } from './drill';
import { createJobs } from './jobs';
import { createPoints, type Points } from './points';
import { type ApprovalsPort, createRestores, tellRestore } from './restores';
import { fileSecrets } from './secrets';
import {
  countPoints,
  lastVerified,
  listDrills,
  listPoints,
  pointById,
  readBackupSettings,
  type StoredPoint,
  savePoint,
  unsavedSince,
  writeBackupSettings,
} from './store';
import { createSupervision, type Supervision } from './supervision';
import type { Target } from './target';
import { createWatch } from './watch';

export interface BackupsOptions extends TargetOptions {
  readonly read: Reader;
  readonly commands: Commands;
  readonly facts: Facts;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly approvals: ApprovalsPort;
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
  const drill = createDrill({ points, commands, clock, ids });
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
