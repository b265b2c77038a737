import { mkdirSync, readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { aFolder } from '../../../test/builders/store';
import { evidenceStore } from './evidence';

const bytes = new TextEncoder().encode('a screenshot, say');

describe('[SOP20] evidence', () => {
  it('is kept by its hash, once, readable by its owner only, and read back whole', async () => {
    const dataDir = aFolder();
    const store = evidenceStore(dataDir);
    const hash = await store.put(bytes);
    expect(await store.put(bytes)).toBe(hash);
    expect(await store.get(hash)).toEqual(Buffer.from(bytes));
    const path = join(dataDir, 'evidence', hash.slice(0, 2), hash);
    expect(readdirSync(dirname(path))).toEqual([hash]);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('that was changed, or replaced by a link, is not handed out, and is kept anew', async () => {
    const dataDir = aFolder();
    const store = evidenceStore(dataDir);
    const hash = await store.put(bytes);
    const path = join(dataDir, 'evidence', hash.slice(0, 2), hash);
    writeFileSync(path, 'something else');
    expect(await store.get(hash)).toBeNull();
    expect(await store.put(bytes)).toBe(hash);
    expect(await store.get(hash)).not.toBeNull();

    const other = aFolder();
    mkdirSync(join(other, 'evidence', hash.slice(0, 2)), { recursive: true });
    symlinkSync(path, join(other, 'evidence', hash.slice(0, 2), hash));
    expect(await evidenceStore(other).get(hash)).toBeNull();
  });

  it('is asked for by a hash and nothing else', async () => {
    const store = evidenceStore(aFolder());
    for (const name of ['../../etc/passwd', '/etc/passwd', '', 'AB'.repeat(32)]) expect(await store.get(name)).toBeNull();
  });
});
