import { lstatSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { sha256Hex } from '../kit/hash';
import { createPrivateFile, guardedFs, syncFile, syncFolder } from './files';

/** Contents by their SHA-256, beside the database: a row can be exported and a backup compared without carrying megabytes. */
export interface EvidenceStore {
  /** Keeps the bytes; the same content is kept once. Throws StoreRefusal where the disk does not take it. */
  put(bytes: Uint8Array): string;
  /** Null where it is gone or its bytes are no longer those that were kept. */
  get(sha256: string): Uint8Array | null;
}

const HASH = /^[0-9a-f]{64}$/;

export function evidenceStore(dataDir: string): EvidenceStore {
  const root = join(dataDir, 'evidence');
  return {
    put(bytes) {
      const sha256 = sha256Hex(bytes);
      const path = pathOf(root, sha256);
      if (readWhole(path, sha256) === null) guardedFs(path, () => writeWhole(path, bytes));
      return sha256;
    },
    get: (sha256) => (HASH.test(sha256) ? readWhole(pathOf(root, sha256), sha256) : null),
  };
}

function pathOf(root: string, sha256: string): string {
  return join(root, sha256.slice(0, 2), sha256);
}

/** Under its name only once it is complete and on the disk. */
function writeWhole(path: string, bytes: Uint8Array): void {
  const folder = dirname(path);
  const temporary = `${path}.partial`;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  rmSync(temporary, { force: true });
  createPrivateFile(temporary);
  writeFileSync(temporary, bytes);
  syncFile(temporary);
  renameSync(temporary, path);
  syncFolder(folder);
}

/** A link that was laid in its place is not followed. */
function readWhole(path: string, sha256: string): Uint8Array | null {
  if (lstatSync(path, { throwIfNoEntry: false })?.isFile() !== true) return null;
  const bytes = readFileSync(path);
  return sha256Hex(bytes) === sha256 ? bytes : null;
}
