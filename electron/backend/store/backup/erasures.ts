import { appendFileSync, closeSync, existsSync, fsyncSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Fact, Reader } from '../types';

/** Announces that a person's key was destroyed; its subject is the person's id. */
export const ERASED = 'person.erased';

const line = z.object({ at: z.int(), person: z.string() });
export type Erasure = z.infer<typeof line>;

export const ERASURES_FILE = 'erasures.ndjson';

export function erasuresPath(dataDir: string): string {
  return join(dataDir, ERASURES_FILE);
}

/** Every erasure ever made, outside the database: a restored one must not bring anybody back. Half a last line is no erasure. */
export function readErasures(dataDir: string): Erasure[] {
  const path = erasuresPath(dataDir);
  if (!existsSync(path)) return [];
  const text = readFileSync(path, 'utf8');
  const whole = text.slice(0, text.lastIndexOf('\n') + 1).split('\n');
  return whole.flatMap((one) => erasureOf(one));
}

/** A line that a crash cut short was healed by a whole one behind it. */
function erasureOf(text: string): Erasure[] {
  try {
    const read = line.safeParse(JSON.parse(text));
    return read.success ? [read.data] : [];
  } catch {
    return [];
  }
}

/** Notes what has committed; called right after the commit. */
export function noteErasures(dataDir: string, facts: readonly Pick<Fact, 'kind' | 'subject' | 'at'>[]): void {
  const erased = facts.filter(({ kind }) => kind === ERASED);
  if (erased.length === 0) return;
  const handle = openSync(erasuresPath(dataDir), 'a', 0o600);
  try {
    // A line that a crash cut short must not swallow the next one.
    const known = readFileSync(erasuresPath(dataDir));
    const front = known.length > 0 && known.at(-1) !== 0x0a ? '\n' : '';
    appendFileSync(handle, front + erased.map(({ at, subject }) => `${JSON.stringify({ at, person: subject })}\n`).join(''));
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Adds what a crash between commit and note left out. */
export function healErasures(dataDir: string, read: Reader): void {
  const facts = read.all(read.db.selectFrom('facts').select(['kind', 'subject', 'at']).where('kind', 'in', [ERASED]));
  if (facts.length === 0) return;
  const known = new Set(readErasures(dataDir).map(({ at, person }) => `${at} ${person}`));
  noteErasures(
    dataDir,
    facts.filter(({ at, subject }) => !known.has(`${at} ${subject}`)),
  );
}
