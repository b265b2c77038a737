import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type ManualClock, manualClock } from '../../electron/backend/kit/clock';
import { createLog, type Log } from '../../electron/backend/kit/log';
import { openStore } from '../../electron/backend/store/open';
import type { Store } from '../../electron/backend/store/store';

export const TEST_START = Date.UTC(2026, 0, 5, 9, 0, 0);

/** A folder that is removed when the test ends. */
export function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sirrius-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export interface StoreForTest {
  readonly store: Store;
  readonly clock: ManualClock;
  readonly dataDir: string;
  /** Lines of the log at warn and above, as written. */
  readonly logged: string[];
}

/** A real store in a folder of its own on a manual clock; closed when the test ends. */
export async function aStore(options: { dataDir?: string; clock?: ManualClock } = {}): Promise<StoreForTest> {
  const dataDir = options.dataDir ?? aFolder();
  const clock = options.clock ?? manualClock(TEST_START);
  const { log, lines } = aLog();
  const store = await openStore({ dataDir, clock, log });
  onTestFinished(() => store.close());
  return { store, clock, dataDir, logged: lines };
}

export function aLog(): { log: Log; lines: string[] } {
  const lines: string[] = [];
  return { log: createLog({ level: 'warn', sink: { write: (line) => void lines.push(line) } }), lines };
}
