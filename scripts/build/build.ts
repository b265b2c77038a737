import { spawn } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CACHE, DIST, modulePath, ROOT } from '../paths.ts';
import { follow } from '../run.ts';
import { sourceFingerprint } from './fingerprint.ts';
import { takeLock } from './lock.ts';

const STAMP = join(DIST, '.fingerprint');

/**
 * Builds the sides that are named, or all of them. The tool's chatter goes to stderr, so that a command's stdout stays its own.
 * Returns the exit code.
 */
export async function build(sides: readonly string[] = []): Promise<number> {
  const fingerprint = sourceFingerprint(ROOT);
  rmSync(STAMP, { force: true });
  const vite = spawn(process.execPath, [modulePath('vite', 'bin', 'vite.js'), 'build', '--logLevel', 'warn'], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
    // Whoever calls (a test runner sets its own), what is built is what ships.
    env: { ...process.env, NODE_ENV: 'production', ...(sides.length === 0 ? {} : { SIRRIUS_BUILD_SIDES: sides.join(',') }) },
  });
  vite.stdout.pipe(process.stderr);
  const code = await follow(vite);
  if (code === 0 && sides.length === 0) writeFileSync(STAMP, fingerprint);
  return code;
}

/** Builds when `dist` is absent or was made from other sources; several callers at once make one build. Returns the exit code. */
export async function ensureBuild(): Promise<number> {
  if (isFresh()) return 0;
  const release = await takeLock(join(CACHE, 'build.lock'));
  try {
    if (isFresh()) return 0;
    process.stderr.write('Building Sirrius Console…\n');
    return await build();
  } finally {
    release();
  }
}

function isFresh(): boolean {
  return readStamp() === sourceFingerprint(ROOT);
}

function readStamp(): string | null {
  try {
    return readFileSync(STAMP, 'utf8');
  } catch {
    return null;
  }
}
