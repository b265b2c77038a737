import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Waits for a lock file that names its owner's process id; a lock whose owner is gone is taken over. Returns its release. */
export async function takeLock(path: string): Promise<() => void> {
  mkdirSync(dirname(path), { recursive: true });
  for (;;) {
    try {
      writeFileSync(path, String(process.pid), { flag: 'wx' });
      return () => rmSync(path, { force: true });
    } catch (fault) {
      if (!(fault instanceof Error && 'code' in fault && fault.code === 'EEXIST')) throw fault;
    }
    if (!ownerLives(path)) rmSync(path, { force: true });
    await sleep(50);
  }
}

/** A lock that is being written or was just released counts as held: the next look, 50 ms later, knows better. */
function ownerLives(path: string): boolean {
  try {
    const owner = Number(readFileSync(path, 'utf8'));
    if (owner === 0) return true;
    process.kill(owner, 0);
    return true;
  } catch (fault) {
    return !(fault instanceof Error && 'code' in fault && fault.code === 'ESRCH');
  }
}
