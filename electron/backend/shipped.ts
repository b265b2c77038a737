import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { type DirectoryFile, directoryFile } from '../../shared/features/directory/entry';
import { shippedFolder } from './kit/shippedFolder';

/** The directory that the console is delivered with. Throws where the file is missing or not of its shape: a broken delivery. */
export function deliveredDirectory(): DirectoryFile {
  return directoryFile.parse(parse(readFileSync(join(shippedFolder('sops'), 'directory.yaml'), 'utf8')));
}
