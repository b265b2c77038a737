import { rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { createPrivateFile, syncFile } from '../files';
import { connect, type Sqlite } from '../sqlite';

/** Why a file is no sound database, by name. */
export class CopyFault extends Error {
  override readonly name = 'CopyFault';
  readonly code: 'NOT_SOUND' | 'DIFFERS';

  constructor(code: CopyFault['code'], message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * A consistent copy of a running database, log included, in one file. All pages are taken in one step: in a thread nothing
 * waits for it, a writer is not held up (WAL), and no commit in between makes SQLite begin again.
 */
export async function takeSnapshot(source: string, path: string): Promise<void> {
  clear(path);
  createPrivateFile(path);
  const db = connect(source, { readonly: true, synchronous: 'NORMAL' });
  try {
    await db.backup(path, { progress: () => 0x7f_ff_ff_ff });
  } finally {
    db.close();
  }
  const copy = new Database(path);
  try {
    // One file that can be read from anywhere, so it needs no log beside it.
    copy.pragma('journal_mode = DELETE');
  } finally {
    copy.close();
  }
  syncFile(path);
}

/** Opens a copy that was proven sound, to look at it. Throws CopyFault NOT_SOUND. */
export function lookInto<T>(path: string, look: (db: Sqlite) => T): T {
  const db = new Database(path, { readonly: true, fileMustExist: true });
  try {
    prove(db, path);
    return look(db);
  } finally {
    db.close();
  }
}

function prove(db: Sqlite, path: string): void {
  let answer: unknown;
  try {
    answer = db.pragma('quick_check(1)', { simple: true });
  } catch (error) {
    answer = error;
  }
  if (answer !== 'ok') throw new CopyFault('NOT_SOUND', `${path} does not read back: ${String(answer)}`);
}

/** Removes a temporary database with whatever lies beside it. */
export function clear(path: string): void {
  for (const end of ['', '-journal', '-wal', '-shm']) rmSync(`${path}${end}`, { force: true });
}
