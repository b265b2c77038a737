import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { CONSOLE_FILE } from '../databases';
import { guardedFs, syncFolder } from '../files';
import { checkVersion } from '../migrate';
import { readerOn } from '../open';
import { connect } from '../sqlite';
import type { Reader } from '../types';
import type { BackupKey } from './codec';
import { ERASURES_FILE } from './erasures';
import { MANIFEST_END, type Manifest, manifest } from './manifest';
import { type DoneRestore, eraseAgain, noteDone } from './pending';
import { backupErrand } from './runner';

/** Whom a recovery code belongs to: the operator's id, or that it fits nobody. */
export type RecoveryCheck = (read: Reader, code: string) => Promise<{ readonly operator: string } | 'wrong'>;

/** What keeps a lost database from coming back, by name. */
export class LostRestoreFault extends Error {
  override readonly name = 'LostRestoreFault';
  readonly code: 'NO_POINT' | 'NOT_EMPTY' | 'WRONG_CODE' | 'MISSING_BASE';

  constructor(code: LostRestoreFault['code'], message: string) {
    super(message);
    this.code = code;
  }
}

export interface LostRestore {
  /** A folder of points, or one point's file. */
  readonly from: string;
  readonly dataDir: string;
  readonly passphrase: string | null;
  readonly code: string;
  readonly check: RecoveryCheck;
  readonly now: () => number;
  readonly id: string;
}

/** Restores into an empty directory. Nothing is left in it where that does not come to its end. */
export async function restoreLost(wanted: LostRestore): Promise<{ readonly point: Manifest; readonly durationMs: number }> {
  const began = wanted.now();
  const folder = isFolder(wanted.from) ? wanted.from : dirname(wanted.from);
  const points = manifestsIn(folder);
  const point = choose(points, isFolder(wanted.from) ? null : basename(wanted.from));
  const parts = chain(points, point).map(({ file, sha256 }) => ({ path: join(folder, file), sha256 }));
  prepare(wanted.dataDir);
  const target = join(wanted.dataDir, '.restoring.db');
  const key: BackupKey | null = null;
  const { copySha256, contents } = point;
  const errand = {
    kind: 'restore',
    parts,
    target,
    copySha256,
    contents,
    key,
    passphrase: wanted.passphrase,
    keep: true,
  } as const;
  try {
    await backupErrand(errand).answer;
    const operator = await holderOf(target, wanted);
    keepErasures(folder, wanted.dataDir);
    const erased = eraseAgain(target, wanted.dataDir, point.takenAt);
    const done: DoneRestore = {
      id: wanted.id,
      point: point.id,
      takenAt: point.takenAt,
      requestedBy: operator,
      requestedAt: began,
      reason: 'restored in the terminal: the database was lost',
      approval: null,
      armedAt: began,
      countersign: true,
      contents,
      keptAs: 'none',
      erased,
    };
    noteDone(wanted.dataDir, done);
    renameSync(target, join(wanted.dataDir, 'console.db'));
    syncFolder(wanted.dataDir);
    return { point, durationMs: wanted.now() - began };
  } catch (error) {
    rmSync(target, { force: true });
    for (const name of ['restore.done', ERASURES_FILE]) rmSync(join(wanted.dataDir, name), { force: true });
    throw error;
  }
}

/** The copy beside the points knows the erasures up to the last point that was stored. */
function keepErasures(folder: string, dataDir: string): void {
  const copy = join(folder, ERASURES_FILE);
  if (existsSync(copy)) copyFileSync(copy, join(dataDir, ERASURES_FILE));
}

async function holderOf(path: string, wanted: LostRestore): Promise<string> {
  const db = connect(path, { readonly: true, synchronous: 'FULL' });
  try {
    checkVersion(db, CONSOLE_FILE, path);
    const holder = await wanted.check(readerOn(db, path), wanted.code);
    if (holder === 'wrong') throw new LostRestoreFault('WRONG_CODE', 'the recovery code fits no owner of this database');
    return holder.operator;
  } finally {
    db.close();
  }
}

/** What lies there may be the last that is left: only an empty directory is taken. */
function prepare(dataDir: string): void {
  guardedFs(dataDir, () => mkdirSync(dataDir, { recursive: true, mode: 0o700 }));
  if (readdirSync(dataDir).length > 0) throw new LostRestoreFault('NOT_EMPTY', `${dataDir} is not empty`);
}

function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory();
}

function manifestsIn(folder: string): Manifest[] {
  if (!isFolder(folder)) throw new LostRestoreFault('NO_POINT', `${folder} is not there`);
  return readdirSync(folder)
    .filter((name) => name.endsWith(MANIFEST_END))
    .flatMap((name) => {
      try {
        const read = manifest.safeParse(JSON.parse(readFileSync(join(folder, name), 'utf8')));
        return read.success ? [read.data] : [];
      } catch {
        // A strange file beside the points is not one of them.
        return [];
      }
    });
}

function choose(points: readonly Manifest[], file: string | null): Manifest {
  const own = points.filter((one) => one.database === 'console' && (file === null || one.file === file));
  const point = own.toSorted((a, b) => b.takenAt - a.takenAt)[0];
  if (point === undefined) throw new LostRestoreFault('NO_POINT', 'there is no point of the console with its manifest');
  return point;
}

function chain(points: readonly Manifest[], point: Manifest): Manifest[] {
  if (point.base === null) return [point];
  const base = points.find(({ id }) => id === point.base);
  if (base === undefined) throw new LostRestoreFault('MISSING_BASE', `the full point that ${point.file} stands on is missing`);
  return [base, point];
}
