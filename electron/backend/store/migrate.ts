import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import type { Clock } from '../kit/clock';
import { createPrivateFile, syncFile, syncFolder } from './files';
import type { Migration } from './migrations/migration';
import { StoreRefusal } from './refusal';
import { guarded, type Sqlite } from './sqlite';

/** One database file of the console: what it is called, how it is told from a stranger's, and its shape over time. */
export interface DatabaseFile {
  readonly name: 'console' | 'market';
  /** SQLite's `application_id`. */
  readonly applicationId: number;
  readonly synchronous: 'FULL' | 'NORMAL';
  readonly migrations: readonly Migration[];
}

/** The file's shape: the id of the last migration it went through, 0 for an empty one. Throws StoreRefusal. */
export function checkVersion(db: Sqlite, file: DatabaseFile, path: string): number {
  const version = db.pragma('user_version', { simple: true }) as number;
  const application = db.pragma('application_id', { simple: true }) as number;
  const tables = db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get() as number;
  if (tables > 0 && application !== file.applicationId) throw new StoreRefusal('NOT_OURS', { path });
  const latest = latestVersion(file);
  if (version > latest) throw new StoreRefusal('FUTURE_FILE', { path, version, latest });
  return version;
}

export function latestVersion(file: DatabaseFile): number {
  return file.migrations.at(-1)?.id ?? 0;
}

/** Brings the file to the newest shape; all steps or none. A file that holds anything is copied away first. */
export async function migrate(db: Sqlite, file: DatabaseFile, path: string, clock: Clock): Promise<void> {
  const version = checkVersion(db, file, path);
  const due = file.migrations.filter((step) => step.id > version);
  if (due.length === 0) return;
  const backup = version === 0 ? '' : await backUp(db, file, version, path, clock);
  try {
    guarded(path, () => applyMigrations(db, file.applicationId, due));
  } catch (error) {
    if (error instanceof StoreRefusal) throw error;
    throw new StoreRefusal('MIGRATION_FAILED', { path, backup, reason: String(error) }, { cause: error });
  }
}

/** Runs the steps in one transaction. Exported for the migrations' own tests, which stop at n − 1. */
export function applyMigrations(db: Sqlite, applicationId: number, steps: readonly Migration[]): void {
  db.transaction(() => {
    for (const step of steps) {
      db.exec(step.sql);
      db.pragma(`user_version = ${step.id}`);
    }
    db.pragma(`application_id = ${applicationId}`);
  }).immediate();
}

/**
 * A checked copy in `backups/`, under a name that was free: first complete and proven readable under a temporary name,
 * then on disk, then renamed. No earlier copy is ever replaced.
 */
async function backUp(db: Sqlite, file: DatabaseFile, version: number, path: string, clock: Clock): Promise<string> {
  const folder = join(dirname(path), 'backups');
  const temporary = join(folder, `.${file.name}.partial`);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    rmSync(temporary, { force: true });
    createPrivateFile(temporary);
    await db.backup(temporary);
    proveReadable(temporary);
    syncFile(temporary);
    const final = freeName(folder, `${file.name}-v${version}-${clock.now()}`);
    renameSync(temporary, final);
    syncFolder(folder);
    return final;
  } catch (error) {
    throw new StoreRefusal('BACKUP_FAILED', { path, folder, reason: String(error) }, { cause: error });
  }
}

/** A copy is one file that can be read from anywhere, so it needs no log beside it. */
function proveReadable(path: string): void {
  const copy = new Database(path);
  try {
    copy.pragma('journal_mode = DELETE');
    const answer = copy.pragma('quick_check(1)', { simple: true });
    if (answer !== 'ok') throw new Error(`the copy does not read back: ${String(answer)}`);
  } finally {
    copy.close();
  }
}

function freeName(folder: string, stem: string): string {
  let name = join(folder, `${stem}.db`);
  for (let copy = 2; existsSync(name); copy += 1) name = join(folder, `${stem}-${copy}.db`);
  return name;
}
