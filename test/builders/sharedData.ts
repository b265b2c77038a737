import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../../../shared/data');

/** Absolute path of a file of the real data that lies beside the project, or null where it is absent. */
export function sharedData(path: string): string | null {
  const file = resolve(ROOT, path);
  return existsSync(file) ? file : null;
}

/** A suite that needs a file or folder of the real data; where that is absent the suite is skipped by name, with the reason. */
export function describeWithSharedData(title: string, path: string, body: (file: string) => void): void {
  const file = sharedData(path);
  if (file === null) describe.skip(`${title} (skipped: ../shared/data/${path} is absent)`, () => body(''));
  else describe(title, () => body(file));
}
