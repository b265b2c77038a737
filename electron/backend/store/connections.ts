import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createPrivateFile, guardedFs } from './files';
import { checkVersion, type DatabaseFile, latestVersion, migrate } from './migrate';
import { StoreRefusal } from './refusal';
import { connect, connectToCopy, guarded, type Sqlite } from './sqlite';
import type { OpenOptions } from './store';

/** One file, opened twice: nothing that reads can write. */
export interface Connections {
  readonly path: string;
  readonly writer: Sqlite;
  readonly reader: Sqlite;
}

/** Proven sound and brought up to date; what must be closed again is added to `undo`. Throws StoreRefusal. */
export async function openForWriting(options: OpenOptions, file: DatabaseFile, undo: (() => void)[]): Promise<Connections> {
  const path = databasePath(options.dataDir, file);
  // After a clean end the log beside the file is gone or empty; one with content tells of a crash.
  const crashed = existsSync(`${path}-wal`) && statSync(`${path}-wal`).size > 0;
  guardedFs(path, () => createPrivateFile(path));
  turnAwayStrangers(path, file);
  const writer = connect(path, { readonly: false, synchronous: file.synchronous });
  undo.push(() => closeWriter(writer));
  if (crashed || file.name === 'console') proveSound(writer, path);
  await migrate(writer, file, path, options.clock);
  const reader = connect(path, { readonly: true, synchronous: file.synchronous });
  undo.push(() => reader.close());
  return { path, writer, reader };
}

/** Looked at on a connection that cannot write: switching a stranger's or a newer file to our journal would change it. */
function turnAwayStrangers(path: string, file: DatabaseFile): void {
  const look = connect(path, { readonly: true, synchronous: file.synchronous });
  try {
    guarded(path, () => checkVersion(look, file, path));
  } finally {
    look.close();
  }
}

/** For a file that is there and in the newest shape. Throws StoreRefusal. */
export function openForReading(dataDir: string, file: DatabaseFile, undo: (() => void)[]): Sqlite {
  const path = databasePath(dataDir, file);
  if (!existsSync(path)) throw new StoreRefusal('MISSING', { dataDir, path });
  const reader = connectForReading(path, file);
  undo.push(() => reader.close());
  const version = checkVersion(reader, file, path);
  const latest = latestVersion(file);
  if (version < latest) throw new StoreRefusal('OLD_FILE', { path, version, latest });
  return reader;
}

/** A folder that cannot be written and holds no log has no writer: its file is read as it is, without the log's companions. */
function connectForReading(path: string, file: DatabaseFile): Sqlite {
  const options = { readonly: true, synchronous: file.synchronous };
  try {
    return connect(path, options);
  } catch (error) {
    const unwritable = error instanceof StoreRefusal && error.code === 'READ_ONLY';
    if (!unwritable || existsSync(`${path}-wal`)) throw error;
    return connectToCopy(path);
  }
}

function proveSound(db: Sqlite, path: string): void {
  const answer = guarded(path, () => db.pragma('quick_check(1)', { simple: true }));
  if (answer !== 'ok') throw new StoreRefusal('CORRUPT', { path });
}

/** Leaves one file behind, with nothing in a log beside it. */
function closeWriter(db: Sqlite): void {
  if (db.open) {
    db.pragma('wal_checkpoint(TRUNCATE)');
    db.close();
  }
}

/** Last opened, first closed; one that cannot close properly does not keep the others, and the lock, from being let go. */
export function closeAll(undo: (() => void)[]): void {
  const step = undo.pop();
  if (step === undefined) return;
  try {
    step();
  } finally {
    closeAll(undo);
  }
}

export function databasePath(dataDir: string, file: DatabaseFile): string {
  return join(dataDir, `${file.name}.db`);
}
