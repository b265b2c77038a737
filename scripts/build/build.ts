import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CACHE, DIST, modulePath, ROOT } from '../paths.ts';
import { follow } from '../run.ts';
import { type BuildPart, sourceFingerprint } from './fingerprint.ts';
import { takeLock } from './lock.ts';

/**
 * Builds the sides that are named, or all of them. Nothing goes to stdout, so that a command's stdout stays its own;
 * `quiet` keeps back whatever the tool says unless the build fails. Returns the exit code.
 */
export async function build(sides: readonly string[] = [], quiet = false): Promise<number> {
  const parts: readonly BuildPart[] = sides.length === 0 ? ['all', 'backend'] : sides.includes('backend') ? ['backend'] : [];
  const fingerprints = parts.map((part) => ({ part, print: sourceFingerprint(ROOT, part) }));
  // A side made anew belongs to other sources than the rest of the whole: the whole is no longer vouched for.
  for (const part of ['all', ...parts] as const) rmSync(stampOf(part), { force: true });
  const code = await runVite(sides, quiet);
  if (code !== 0) return code;
  mkdirSync(DIST, { recursive: true });
  for (const { part, print } of fingerprints) writeFileSync(stampOf(part), print);
  return 0;
}

async function runVite(sides: readonly string[], quiet: boolean): Promise<number> {
  const vite = spawn(process.execPath, [modulePath('vite', 'bin', 'vite.js'), 'build', '--logLevel', 'warn'], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    // Whoever calls (a test runner sets its own), what is built is what ships.
    env: { ...process.env, NODE_ENV: 'production', ...(sides.length === 0 ? {} : { SIRRIUS_BUILD_SIDES: sides.join(',') }) },
  });
  const kept: Buffer[] = [];
  for (const stream of [vite.stdout, vite.stderr])
    stream.on('data', (chunk: Buffer) => void (quiet ? kept.push(chunk) : process.stderr.write(chunk)));
  const code = await follow(vite);
  if (code !== 0) process.stderr.write(Buffer.concat(kept));
  return code;
}

/**
 * Builds what is absent from `dist` or was made from other sources: everything, or for terminal commands the backend alone,
 * which no broken screen can stop. Several callers at once make one build. Returns the exit code.
 */
export async function ensureBuild(part: BuildPart = 'all'): Promise<number> {
  if (isFresh(part)) return 0;
  const release = await takeLock(join(CACHE, 'build.lock'));
  try {
    if (isFresh(part)) return 0;
    if (part === 'backend') return await build(['backend'], true);
    if (process.stderr.isTTY) process.stderr.write('Building Sirrius Console…\n');
    return await build();
  } finally {
    release();
  }
}

function isFresh(part: BuildPart): boolean {
  const stamp = stampOf(part);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === sourceFingerprint(ROOT, part);
}

function stampOf(part: BuildPart): string {
  return join(DIST, part === 'all' ? '.fingerprint' : `.fingerprint-${part}`);
}
