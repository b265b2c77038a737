import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { Clock } from '../kit/clock';
import { createPrivateFile, guardedFs } from './files';
import { StoreRefusal } from './refusal';
import { explain, sqliteCode } from './sqlite';

export interface WriterLock {
  release(): void;
}

/**
 * Makes this process the only writer of a data directory, or throws StoreRefusal LOCKED naming the one that is.
 * The lock is SQLite's own on a file of its own, held in an open transaction: the system releases it with the process,
 * also after kill -9, on every platform. Readers take no part in it.
 */
export function lockForWriting(dataDir: string, clock: Clock): WriterLock {
  const path = join(dataDir, 'lock.db');
  const holderPath = join(dataDir, 'writer.json');
  guardedFs(path, () => createPrivateFile(path));
  const db = takeLock(path, holderPath, dataDir);
  try {
    const note = JSON.stringify({ pid: process.pid, since: clock.now() });
    guardedFs(holderPath, () => writeFileSync(holderPath, note, { mode: 0o600 }));
  } catch (error) {
    db.close();
    throw error;
  }
  return {
    release() {
      rmSync(holderPath, { force: true });
      db.close();
    },
  };
}

function takeLock(path: string, holderPath: string, dataDir: string): Database.Database {
  let db: Database.Database | null = null;
  try {
    db = new Database(path, { timeout: 0 });
    db.exec('BEGIN EXCLUSIVE');
    return db;
  } catch (error) {
    db?.close();
    if (sqliteCode(error)?.startsWith('SQLITE_BUSY')) {
      throw new StoreRefusal('LOCKED', { dataDir, pid: holderPid(holderPath) }, { cause: error });
    }
    throw explain(error, path);
  }
}

/** 0 where the holder has not written its number yet. */
function holderPid(holderPath: string): number {
  try {
    const { pid } = JSON.parse(readFileSync(holderPath, 'utf8')) as { pid?: unknown };
    return typeof pid === 'number' ? pid : 0;
  } catch {
    // The lock alone decides; a note that is missing or half written only makes the sentence less precise.
    return 0;
  }
}
