import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A folder of `resources`, found from the sources, from the build and from within the package alike. Throws where there is none. */
export function shippedFolder(name: string, from: string = import.meta.dirname): string {
  for (let at = from; ; at = dirname(at)) {
    const folder = join(at, 'resources', name);
    if (existsSync(folder)) return folder;
    if (dirname(at) === at) throw new Error(`no resources/${name} above ${from}`);
  }
}
