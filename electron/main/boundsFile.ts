import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { type RememberedBounds, readBounds } from './bounds';

export interface BoundsFile {
  get(key: string): RememberedBounds | null;
  set(key: string, bounds: RememberedBounds): void;
}

/** The places of windows, one JSON object by window key. A file that cannot be read only costs the places, so it is begun anew. */
export function openBoundsFile(path: string): BoundsFile {
  const places = new Map<string, RememberedBounds>();
  for (const [key, value] of Object.entries(readJson(path))) {
    const bounds = readBounds(value);
    if (bounds !== null) places.set(key, bounds);
  }
  return {
    get: (key) => places.get(key) ?? null,
    set: (key, bounds) => {
      places.set(key, bounds);
      // Renamed into place: a machine that dies meanwhile leaves the old file whole.
      writeFileSync(`${path}.new`, JSON.stringify(Object.fromEntries(places)));
      renameSync(`${path}.new`, path);
    },
  };
}

function readJson(path: string): object {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
