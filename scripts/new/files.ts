import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What a generator makes: new files, and what a person adds by hand where several things meet. */
export interface Plan {
  readonly files: Readonly<Record<string, string>>;
  readonly next: readonly string[];
}

export class BadName extends Error {}

/** One lower-case word: it becomes a folder, a key of the contract and a prefix of laws. */
export function noun(name: string | undefined): string {
  if (name === undefined || !/^[a-z][a-z0-9]{1,30}$/.test(name))
    throw new BadName('a name is one lower-case word, such as `leads`');
  return name;
}

/** Writes all files of a plan or none: what is there is never overwritten. */
export function carryOut(root: string, { files, next }: Plan): readonly string[] {
  const taken = Object.keys(files).filter((path) => existsSync(join(root, path)));
  if (taken.length > 0) throw new BadName(`already there: ${taken.join(', ')}`);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return [...Object.keys(files).map((path) => `made  ${path}`), ...next.map((act) => `next  ${act}`)];
}

export function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
