import { constants } from 'node:fs';
import { access, copyFile, mkdir, open, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { syncFolder } from '../../store/files';

/** Where points are kept: a folder, or a bucket. Every failure is a `TargetFault` with a word of the contract's problems. */
export interface Target {
  readonly kind: 'folder' | 's3';
  /** Stores a file under a name; it is whole or not there. */
  put(name: string, path: string): Promise<void>;
  /** Fetches what is stored into a file. */
  get(name: string, path: string): Promise<void>;
  list(): Promise<string[]>;
  /** Nothing to do where it is gone already. */
  remove(name: string): Promise<void>;
  /** Whether it can be used now; rejects with the reason where it cannot. */
  probe(): Promise<void>;
}

export type TargetProblem = 'UNREACHABLE' | 'FORBIDDEN' | 'DISK_FULL' | 'MISSING' | 'DAMAGED' | 'SLOW_DOWN';

export class TargetFault extends Error {
  override readonly name = 'TargetFault';
  readonly code: TargetProblem;

  constructor(code: TargetProblem, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

export function folderTarget(folder: string): Target {
  const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw explained(error);
    }
  };
  return {
    kind: 'folder',
    put: (name, path) =>
      guarded(async () => {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        const partial = join(folder, `.${name}.partial`);
        try {
          await copyFile(path, partial);
          await onDisk(partial);
          await rename(partial, join(folder, name));
          syncFolder(folder);
        } finally {
          await rm(partial, { force: true });
        }
      }),
    get: (name, path) => guarded(() => copyFile(join(folder, name), path)),
    list: () => guarded(async () => (await readdir(folder)).filter((name) => !name.startsWith('.'))),
    remove: (name) => guarded(() => rm(join(folder, name), { force: true })),
    probe: () =>
      guarded(async () => {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        await access(folder, constants.W_OK | constants.X_OK);
      }),
  };
}

async function onDisk(path: string): Promise<void> {
  const handle = await open(path, 'r+');
  try {
    await handle.chmod(0o600);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const CODES: Readonly<Record<string, TargetProblem>> = {
  ENOSPC: 'DISK_FULL',
  EDQUOT: 'DISK_FULL',
  ENOENT: 'MISSING',
  EACCES: 'FORBIDDEN',
  EPERM: 'FORBIDDEN',
  EROFS: 'FORBIDDEN',
};

function explained(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return new TargetFault(CODES[code] ?? 'UNREACHABLE', String(error), { cause: error });
}
