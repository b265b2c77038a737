import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const FOLDER = join('resources', 'sops');
/** The directory lies in the same folder and is another feature's. */
const OTHERS = new Set(['directory.yaml']);

/** The procedures that ship, found from the sources, from the build and from within the package alike. */
export function shippedTexts(from: string = import.meta.dirname): readonly string[] {
  const folder = folderAbove(from);
  if (folder === null) throw new Error(`no ${FOLDER} above ${from}`);
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml') && !OTHERS.has(name))
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8'));
}

function folderAbove(from: string): string | null {
  for (let at = from; ; at = dirname(at)) {
    const folder = join(at, FOLDER);
    if (existsSync(folder)) return folder;
    if (dirname(at) === at) return null;
  }
}
