import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { DatabaseName } from '../../../../shared/features/backups/rules';
import { outlived } from '../../../../shared/features/backups/rules';
import type { Clock } from '../../kit/clock';
import type { Ids } from '../../kit/ids';
import type { Log } from '../../kit/log';
import { nextTurn } from '../../kit/turn';
import { ERASURES_FILE, erasuresPath } from '../../store/backup/erasures';
import type { Made, Restored } from '../../store/backup/errands';
import { MANIFEST_END, type Manifest, manifest as manifestShape, pointName } from '../../store/backup/manifest';
import { backupErrand } from '../../store/backup/runner';
import type { Commands, Reader } from '../../store/types';
import type { JobHandle } from './jobs';
import { problemOf } from './problems';
import type { BackupSecrets } from './secrets';
import {
  BACKUPS_ACTOR,
  deletePoint,
  lastVerified,
  listKept,
  pointById,
  readBackupSettings,
  type StoredPoint,
  savePoint,
} from './store';
import type { Target } from './target';

export interface PointsOptions {
  readonly dataDir: string;
  readonly read: Reader;
  readonly commands: Commands;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly secrets: BackupSecrets;
  /** The target that the settings name now. */
  readonly target: () => Target;
}

export interface RestoreTo {
  readonly path: string;
  readonly keep: boolean;
  readonly passphrase?: string;
}

export interface Points {
  /** Makes, stores, restores and compares one. Rejects with the problem; what was stored is then on record as failed. */
  make(database: DatabaseName, full: boolean, job: JobHandle): Promise<StoredPoint | null>;
  /** Fetches a point, puts it together and compares it. */
  restore(point: StoredPoint, to: RestoreTo, job: JobHandle): Promise<Restored>;
  /** Restores to a temporary file and notes the result. */
  verify(point: StoredPoint, job: JobHandle): Promise<void>;
  /** Deletes what has outlived its time. */
  retain(): Promise<number>;
  /** Reads the manifests beside the points. */
  rebuild(): Promise<{ found: number; manifests: Manifest[] }>;
  readonly work: string;
}

export function createPoints(options: PointsOptions): Points {
  const { dataDir, read, commands, clock, ids, secrets } = options;
  const work = join(dataDir, 'backup-work');
  mkdirSync(work, { recursive: true, mode: 0o700 });
  sweep(work, work);

  const save = (one: Manifest, target: Target, problem: string | null) =>
    commands.run({ actor: BACKUPS_ACTOR, action: 'backups.point', input: { id: one.id, problem } }, (tx) => {
      tx.subject(one.id);
      savePoint(tx, { manifest: one, target: target.kind, state: problem === null ? 'verified' : 'failed', problem });
      tx.fact(problem === null ? 'backup.verified' : 'backup.point-failed', one.id, { database: one.database });
    });

  const restore: Points['restore'] = async (point, to, job) => {
    const parts: { path: string; sha256: string }[] = [];
    try {
      job.stage('fetch');
      for (const one of chain(read, point)) {
        const path = join(work, `${ids()}.fetched`);
        parts.push({ path, sha256: one.sha256 });
        await options.target().get(one.file, path);
        job.check();
      }
      job.stage('compare');
      const { copySha256, contents } = point.manifest;
      const { key } = secrets.read();
      const passphrase = to.passphrase ?? null;
      const errand = { kind: 'restore', parts, target: to.path, copySha256, contents, key, passphrase, keep: to.keep } as const;
      return await job.wait(backupErrand(errand, job.progress));
    } catch (error) {
      // A thread that was ended early leaves what it was at.
      sweep(work, to.path);
      throw error;
    } finally {
      for (const { path } of parts) rmSync(path, { force: true });
    }
  };

  const make = async (database: DatabaseName, full: boolean, job: JobHandle): Promise<Manifest> => {
    const base = full ? undefined : lastVerified(read, database, true);
    const target = options.target();
    const usable = base !== undefined && base.target === target.kind ? { id: base.id, sha256: base.manifest.sha256 } : null;
    const id = ids();
    const takenAt = clock.now();
    const key = readBackupSettings(read).encrypted ? secrets.read().key : null;
    const source = join(dataDir, `${database}.db`);
    job.stage('copy');
    const errand = { kind: 'make', source, work, stem: database, base: usable, id, key } as const;
    const made = await job.wait(backupErrand(errand, job.progress)).catch((error: unknown) => {
      sweep(work, join(work, id));
      throw error;
    });
    const one = describe({ id, database, takenAt, base: usable?.id ?? null, encrypted: key !== null }, made);
    try {
      job.stage('store');
      job.check();
      await store(target, made.path, one);
    } finally {
      rmSync(made.path, { force: true });
    }
    return one;
  };

  const store = async (target: Target, path: string, one: Manifest) => {
    const note = `${path}.json`;
    try {
      await target.put(one.file, path);
      writeFileSync(note, JSON.stringify(one), { mode: 0o600 });
      // A data directory that is lost takes its journal of erasures with it; this copy keeps nobody from staying erased.
      if (existsSync(erasuresPath(dataDir))) await target.put(ERASURES_FILE, erasuresPath(dataDir));
      // Last: a point without its manifest is none.
      await target.put(`${one.file}${MANIFEST_END}`, note);
    } finally {
      rmSync(note, { force: true });
    }
  };

  const verify: Points['verify'] = async (point, job) => {
    const target = options.target();
    try {
      await restore(point, { path: join(work, `${ids()}.check`), keep: false }, job);
    } catch (error) {
      const problem = problemOf(error);
      // Called off, or out of reach, says nothing about the point.
      if (!['CANCELLED', 'UNREACHABLE', 'SLOW_DOWN', 'FAULT'].includes(problem)) save(point.manifest, target, problem);
      throw error;
    }
    save(point.manifest, target, null);
  };

  return {
    work,
    restore,
    verify,
    async make(database, full, job) {
      const one = await make(database, full, job);
      const target = options.target();
      const point = asPoint(one, target.kind);
      try {
        await restore(point, { path: join(work, `${ids()}.check`), keep: false }, job);
      } catch (error) {
        save(one, target, problemOf(error));
        throw error;
      }
      save(one, target, null);
      return point;
    },
    async retain() {
      const points = listKept(read);
      const over = new Set(outlived(points, clock.now()));
      const target = options.target();
      let removed = 0;
      // What is kept elsewhere is out of reach until the settings lead there again.
      for (const point of points.filter(({ id, target: kind }) => over.has(id) && kind === target.kind)) {
        // The manifest first: without it the file is no point, so none is ever half there.
        const file = pointById(read, point.id)?.file;
        if (file === undefined) continue;
        await target.remove(`${file}${MANIFEST_END}`);
        await target.remove(file);
        commands.run({ actor: BACKUPS_ACTOR, action: 'backups.outlived', input: { id: point.id } }, (tx) => {
          tx.subject(point.id);
          deletePoint(tx, point.id);
        });
        removed += 1;
        await nextTurn();
      }
      return removed;
    },
    async rebuild() {
      const target = options.target();
      const names = (await target.list()).filter((name) => name.endsWith(MANIFEST_END));
      const manifests: Manifest[] = [];
      for (const name of names) {
        const one = await readManifest(target, name, join(work, `${ids()}.fetched`));
        if (one !== null) manifests.push(one);
      }
      return { found: names.length, manifests };
    },
  };
}

/** The full point first, then the difference. */
function chain(read: Reader, point: StoredPoint): Manifest[] {
  if (point.base === null) return [point.manifest];
  const base = pointById(read, point.base);
  if (base === undefined) throw Object.assign(new Error(`the full point ${point.base} is missing`), { code: 'MISSING' });
  return [base.manifest, point.manifest];
}

type Known = Pick<Manifest, 'id' | 'database' | 'takenAt' | 'base' | 'encrypted'>;

function describe(known: Known, made: Made): Manifest {
  const { full, bytes, sha256, size, copySha256, contents } = made;
  const kind = full ? 'full' : 'incremental';
  const base = full ? null : known.base;
  return { ...known, version: 1, kind, base, bytes, sha256, size, copySha256, contents, file: pointName({ ...known, kind }) };
}

function asPoint(one: Manifest, target: Target['kind']): StoredPoint {
  const rows = Object.values(one.contents.rows).reduce((sum, count) => sum + count, 0);
  const auditSequence = one.contents.audit?.sequence ?? 0;
  return { ...one, manifest: one, state: 'unverified', verifiedAt: null, problem: null, target, rows, auditSequence };
}

async function readManifest(target: Target, name: string, path: string): Promise<Manifest | null> {
  try {
    await target.get(name, path);
    const read = manifestShape.safeParse(JSON.parse(await readFile(path, 'utf8')));
    return read.success ? read.data : null;
  } catch (error) {
    // A strange file beside the points is not one of them.
    if (error instanceof SyntaxError) return null;
    throw error;
  } finally {
    rmSync(path, { force: true });
  }
}

/** Removes what was left of files whose path begins so; the page digests in the working folder stay. */
function sweep(work: string, beginning: string): void {
  const folder = beginning === work ? work : dirname(beginning);
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (path.startsWith(beginning) && !name.endsWith('.pages')) rmSync(path, { force: true });
  }
}
