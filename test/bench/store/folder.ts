import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { manualClock } from '../../../electron/backend/kit/clock';
import { createLog } from '../../../electron/backend/kit/log';
import { openStore } from '../../../electron/backend/store/open';
import type { Store } from '../../../electron/backend/store/store';

/** Runs `work` with a folder on disk that is removed afterwards. */
export async function inFolder<T>(work: (folder: string) => T | Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'sirrius-bench-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export async function withStore<T>(work: (store: Store) => T | Promise<T>): Promise<T> {
  return inFolder(async (folder) => {
    const store = await openStore({
      dataDir: folder,
      clock: manualClock(1_700_000_000_000),
      log: createLog({ level: 'silent' }),
    });
    try {
      return await work(store);
    } finally {
      store.close();
    }
  });
}

/** Seconds `work` takes. */
export function timed(work: () => unknown): number {
  const start = performance.now();
  work();
  return (performance.now() - start) / 1000;
}
