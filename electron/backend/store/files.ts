import { chmodSync, closeSync, fsyncSync, openSync } from 'node:fs';
import { StoreRefusal } from './refusal';

/** Creates the file if it is missing, readable by its owner only; SQLite gives its companions the same rights. */
export function createPrivateFile(path: string): void {
  closeSync(openSync(path, 'a', 0o600));
  chmodSync(path, 0o600);
}

/** The file's bytes are on the disk when this returns. */
export function syncFile(path: string): void {
  const handle = openSync(path, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** A rename in the folder survives a power cut when this returns. Windows cannot open folders and needs no such call. */
export function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** As `guarded`, for what the file system itself refuses. */
export function guardedFs(path: string, work: () => void): void {
  try {
    work();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code === 'ENOSPC' || code === 'EDQUOT') throw new StoreRefusal('DISK_FULL', { path }, { cause: error });
    if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS' || code === 'ENOTDIR' || code === 'EEXIST') {
      throw new StoreRefusal('READ_ONLY', { path }, { cause: error });
    }
    throw error;
  }
}
