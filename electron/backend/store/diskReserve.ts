import { closeSync, existsSync, fsyncSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from '../kit/log';

/** Room that is taken while there is plenty, so that making room is possible when there is none: deleting needs space too. */
export interface DiskReserve {
  release(): void;
}

const BYTES = 4 * 1024 * 1024;

export function diskReserve(dataDir: string, log: Log): DiskReserve {
  const path = join(dataDir, 'reserve.bin');
  try {
    if (!existsSync(path) && statfsSync(dataDir).bavail * statfsSync(dataDir).bsize > 16 * BYTES) fill(path);
  } catch (error) {
    log.warn('no room could be reserved', { error });
  }
  return { release: () => rmSync(path, { force: true }) };
}

/** Written out, because a file that is only declared this long takes no room. */
function fill(path: string): void {
  const handle = openSync(path, 'w', 0o600);
  try {
    const piece = Buffer.alloc(1024 * 1024, 0x5a);
    for (let written = 0; written < BYTES; written += piece.length) writeSync(handle, piece);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
