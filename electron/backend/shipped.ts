import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { type DirectoryFile, directoryFile } from '../../shared/features/directory/entry';

/** From the sources, from the built backend, and from one of its parts. */
const FOLDERS = ['../../resources/sops', '../../../resources/sops'];

function sopFolder(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  const found = FOLDERS.map((path) => resolve(here, path)).find((path) => existsSync(path));
  return found ?? resolve(here, '../../resources/sops');
}

/** The directory that the console is delivered with. Throws where the file is missing or not of its shape: a broken delivery. */
export function deliveredDirectory(): DirectoryFile {
  return directoryFile.parse(parse(readFileSync(join(sopFolder(), 'directory.yaml'), 'utf8')));
}
