import type { Stats } from 'node:fs';
import { lstat, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { sha256Running } from '../kit/hash';
import { nextTurn } from '../kit/turn';
import { syncFolder } from './files';
import { StoreRefusal } from './refusal';

/** Contents by their SHA-256, beside the database: a row can be exported and a backup compared without carrying megabytes. */
export interface EvidenceStore {
  /** Keeps the bytes; the same content is kept once. Throws StoreRefusal where the disk does not take it. */
  put(bytes: Uint8Array): Promise<string>;
  /** Null where it is gone or its bytes are no longer those that were kept. */
  get(sha256: string): Promise<Uint8Array | null>;
}

const HASH = /^[0-9a-f]{64}$/;
/** Bytes hashed in one go: a few milliseconds of the loop. */
const PIECE = 1024 * 1024;

export function evidenceStore(dataDir: string): EvidenceStore {
  const root = join(dataDir, 'evidence');
  /** Two windows may keep the same content at once; the second waits for the first. */
  let last: Promise<unknown> = Promise.resolve();
  const keep = async (bytes: Uint8Array): Promise<string> => {
    const sha256 = await hashInTurns(bytes);
    const path = pathOf(root, sha256);
    if ((await readWhole(path, sha256)) === null) await writeWhole(path, bytes);
    return sha256;
  };
  return {
    put(bytes) {
      const kept = last.then(() => keep(bytes));
      last = kept.catch(() => undefined);
      return kept;
    },
    get: async (sha256) => (HASH.test(sha256) ? readWhole(pathOf(root, sha256), sha256) : null),
  };
}

/** SHA-256 of many bytes, other work in between. */
export async function hashInTurns(bytes: Uint8Array): Promise<string> {
  const hash = sha256Running();
  for (let at = 0; at < bytes.length; at += PIECE) {
    hash.update(bytes.subarray(at, at + PIECE));
    await nextTurn();
  }
  return hash.digest();
}

function pathOf(root: string, sha256: string): string {
  return join(root, sha256.slice(0, 2), sha256);
}

/** Under its name only once it is complete and on the disk. */
async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  const folder = dirname(path);
  const temporary = `${path}.partial`;
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await rm(temporary, { force: true });
    const file = await open(temporary, 'wx', 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
    syncFolder(folder);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw refused(path, error);
  }
}

function refused(path: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  if (code === 'ENOSPC' || code === 'EDQUOT') return new StoreRefusal('DISK_FULL', { path }, { cause: error });
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code === 'ENOTDIR')
    return new StoreRefusal('READ_ONLY', { path }, { cause: error });
  return error;
}

/** A link that was laid in its place is not followed. */
async function readWhole(path: string, sha256: string): Promise<Uint8Array | null> {
  const found: Stats | null = await lstat(path).catch(() => null);
  if (found?.isFile() !== true) return null;
  const bytes = await readFile(path);
  return (await hashInTurns(bytes)) === sha256 ? bytes : null;
}
