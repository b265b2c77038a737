import { mkdirSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { aFolder } from '../../../test/builders/store';
import { evidenceStore } from './evidence';

const bytes = new TextEncoder().encode('a screenshot, say');

describe('[SOP20] evidence', () => {
  it('is kept by its hash, once, readable by its owner only, and read back whole', () => {
    const dataDir = aFolder();
    const store = evidenceStore(dataDir);
    const hash = store.put(bytes);
    expect(store.put(bytes)).toBe(hash);
    expect(store.get(hash)).toEqual(Buffer.from(bytes));
    const path = join(dataDir, 'evidence', hash.slice(0, 2), hash);
    expect(readdirSync(dirname(path))).toEqual([hash]);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('that was changed, or replaced by a link, is not handed out, and is kept anew', () => {
    const dataDir = aFolder();
    const store = evidenceStore(dataDir);
    const hash = store.put(bytes);
    const path = join(dataDir, 'evidence', hash.slice(0, 2), hash);
    writeFileSync(path, 'something else');
    expect(store.get(hash)).toBeNull();
    expect(store.put(bytes)).toBe(hash);
    expect(store.get(hash)).not.toBeNull();

    const other = aFolder();
    mkdirSync(join(other, 'evidence', hash.slice(0, 2)), { recursive: true });
    symlinkSync(path, join(other, 'evidence', hash.slice(0, 2), hash));
    expect(evidenceStore(other).get(hash)).toBeNull();
  });

  it('is asked for by a hash and nothing else', () => {
    const store = evidenceStore(aFolder());
    for (const name of ['../../etc/passwd', '/etc/passwd', '', 'AB'.repeat(32)]) expect(store.get(name)).toBeNull();
  });
});
