import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Node, Chromium and the programs that tests start look for their temporary folder under one of these names. */
const NAMES = ['TMPDIR', 'TEMP', 'TMP'];
const TAKEN = 'SIRRIUS_TEST_RUN_FOLDER';

/**
 * Gives a whole run one temporary folder and removes it at the end, so that nothing stays behind whoever made it:
 * a test that failed half-way, a browser that was killed, a child that never came to its own cleaning up.
 */
export default function setup(): (() => void) | undefined {
  // Each project of a run comes here, and so does a run that a test starts: the first one's folder serves all.
  if (process.env[TAKEN] !== undefined) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'sirrius-run-'));
  // Some tests act as another user, who needs a temporary folder as well.
  chmodSync(folder, 0o1777);
  for (const name of [...NAMES, TAKEN]) process.env[name] = folder;
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}
