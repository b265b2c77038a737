import { join, resolve } from 'node:path';

/** The project's own folder: scripts never depend on where they are called from. */
export const ROOT = resolve(import.meta.dirname, '..');

export const DIST = join(ROOT, 'dist');

/** What scripts remember between runs; safe to delete at any time. */
export const CACHE = join(ROOT, '.cache');

/** A tool's entry file under node_modules, to be run by this very Node (no shell, no `npx`). */
export function modulePath(...path: string[]): string {
  return join(ROOT, 'node_modules', ...path);
}
