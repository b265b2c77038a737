import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { shippedFolder } from '../../kit/shippedFolder';

/** The directory lies in the same folder and is another feature's. */
const OTHERS = new Set(['directory.yaml']);

/** The procedures that ship. */
export function shippedTexts(): readonly string[] {
  const folder = shippedFolder('sops');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml') && !OTHERS.has(name))
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8'));
}
