import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** What the build reads. Tests and documents are left out: editing one must not cost a build. */
const COMMON = ['resources', 'shared', 'package-lock.json', 'tsconfig.json', 'vite.config.ts'];
const INPUTS = { all: ['electron', 'renderer', ...COMMON], backend: ['electron/backend', ...COMMON] } as const;
const NOT_BUILT = /\.test\.tsx?$|\.md$/;

/** What can be built and be fresh by itself. */
export type BuildPart = keyof typeof INPUTS;

/**
 * SHA-256 over names and contents of every source file, sorted by name.
 * Contents rather than times: a fresh checkout, a branch change or a copied folder changes times without changing the program.
 */
export function sourceFingerprint(root: string, part: BuildPart = 'all'): string {
  const hash = createHash('sha256');
  for (const file of INPUTS[part].flatMap((input) => filesUnder(join(root, input))).sort()) {
    hash.update(relative(root, file).split(sep).join('/'));
    hash.update('\0');
    hash.update(readFileSync(file));
    hash.update('\0');
  }
  return hash.digest('hex');
}

function filesUnder(path: string): string[] {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !NOT_BUILT.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}
