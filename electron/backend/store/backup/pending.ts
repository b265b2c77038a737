import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { z } from 'zod';
import { noteRestore } from '../anchor';
import { GENESIS } from '../chain';
import { syncFile, syncFolder } from '../files';
import { readErasures } from './erasures';
import { contents } from './manifest';

/** A restore on its way: written when it is armed, carried out at the next start, told to the journal after it. */
export const pendingRestore = z.object({
  id: z.string(),
  point: z.string(),
  takenAt: z.int(),
  requestedBy: z.string(),
  requestedAt: z.int(),
  reason: z.string(),
  approval: z.string().nullable(),
  armedAt: z.int(),
  /** Where a second person has still to sign: a restore in the terminal. */
  countersign: z.boolean(),
  contents,
  /** What the file is called that was there before; chosen when it is armed, so that it is the same after a crash. */
  keptAs: z.string().regex(/^[a-z0-9.-]+$/),
});
export type PendingRestore = z.infer<typeof pendingRestore>;

export interface DoneRestore extends PendingRestore {
  readonly erased: number;
}

const STAGED = 'restore.pending.db';
const MARK = 'restore.pending';
const DONE = 'restore.done';

export const stagedPath = (dataDir: string): string => join(dataDir, STAGED);

/** Arms what was staged: from here on the next start carries it out. */
export function armRestore(dataDir: string, pending: PendingRestore): void {
  writeWhole(dataDir, MARK, pending);
}

/**
 * Before anything opens the database: destroys the keys of persons erased since in the staged file, puts the old one aside
 * and the staged one in its place. A crash anywhere in between is continued by the next start.
 */
export function carryOutRestore(dataDir: string): void {
  const mark = join(dataDir, MARK);
  if (!existsSync(mark)) return;
  const pending = pendingRestore.parse(JSON.parse(readFileSync(mark, 'utf8')));
  const staged = stagedPath(dataDir);
  const current = join(dataDir, 'console.db');
  if (existsSync(staged)) {
    const erased = eraseAgain(staged, dataDir, pending.takenAt);
    writeWhole(dataDir, DONE, { ...pending, erased } satisfies DoneRestore);
    const { audit, seals, register = null } = pending.contents;
    const heads = { audit: pair(audit), seals: pair(seals), register: pair(register) };
    noteRestore(dataDir, { at: pending.armedAt, ...heads });
    // The log belongs to the old file and goes with it: beside the new one it would be read into it.
    for (const end of ['-wal', '-shm', '']) {
      const kept = join(dataDir, `${pending.keptAs}${end}`);
      if (existsSync(`${current}${end}`) && !existsSync(kept)) renameSync(`${current}${end}`, kept);
    }
    renameSync(staged, current);
    syncFolder(dataDir);
  }
  rmSync(mark);
  syncFolder(dataDir);
}

function pair(head: { readonly sequence: number; readonly hash: string } | null): [number, string] {
  return head === null ? [0, GENESIS] : [head.sequence, head.hash];
}

/** Also overwrites what was deleted. Returns how many keys were destroyed. */
export function eraseAgain(path: string, dataDir: string, since: number): number {
  const persons = readErasures(dataDir).filter(({ at }) => at >= since);
  if (persons.length === 0) return 0;
  const db = new Database(path);
  try {
    db.pragma('secure_delete = ON');
    const erase = db.prepare('DELETE FROM person_keys WHERE person = ?');
    return db.transaction(() => persons.reduce((count, { person }) => count + erase.run(person).changes, 0)).immediate();
  } finally {
    db.close();
    syncFile(path);
  }
}

/** What was carried out and is not in the journal yet; null where there is nothing to tell. */
export function doneRestore(dataDir: string): DoneRestore | null {
  const path = join(dataDir, DONE);
  // While the mark is there it was not carried out to its end.
  if (!existsSync(path) || existsSync(join(dataDir, MARK))) return null;
  return pendingRestore.extend({ erased: z.int() }).parse(JSON.parse(readFileSync(path, 'utf8')));
}

export function forgetDone(dataDir: string): void {
  rmSync(join(dataDir, DONE), { force: true });
}

/** For the terminal, whose file takes its place at once: the next start tells the journal. */
export function noteDone(dataDir: string, done: DoneRestore): void {
  writeWhole(dataDir, DONE, done);
}

function writeWhole(dataDir: string, name: string, value: unknown): void {
  const path = join(dataDir, name);
  writeFileSync(`${path}.new`, JSON.stringify(value), { mode: 0o600 });
  syncFile(`${path}.new`);
  renameSync(`${path}.new`, path);
  syncFolder(dataDir);
}
