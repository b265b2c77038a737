import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type DirectoryFile, directoryFile } from '../../shared/features/directory/entry';
import { loadProcedure } from '../../shared/features/sop/load';
import type { Procedure } from '../../shared/features/sop/procedure';

export const SOP_FOLDER = join(import.meta.dirname, '../../resources/sops');
const DIRECTORY = 'directory.yaml';

export function sopFiles(): readonly string[] {
  return readdirSync(SOP_FOLDER)
    .filter((name) => name.endsWith('.yaml') && name !== DIRECTORY)
    .sort();
}

export function readSopText(name: string): string {
  return readFileSync(join(SOP_FOLDER, name), 'utf8');
}

export function readSop(name: string): unknown {
  return parse(readSopText(name));
}

/** Every procedure that ships; throws, naming the place, where one is wrong. */
export function shippedProcedures(): readonly Procedure[] {
  return sopFiles().map((name) => {
    const loaded = loadProcedure(readSop(name));
    if (!loaded.ok) throw new Error(`${name}: ${JSON.stringify(loaded.problems, null, 1)}`);
    return loaded.procedure;
  });
}

export function shippedDirectory(): DirectoryFile {
  return directoryFile.parse(parse(readFileSync(join(SOP_FOLDER, DIRECTORY), 'utf8')));
}
