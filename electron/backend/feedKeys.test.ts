import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { VaultResult } from '../../shared/base/backendProcess';
import { aFolder } from '../../test/builders/store';
import { openFeedKeys, type Vault } from './feedKeys';

const KEY = 'abcdef0123456789';

/** A key ring that turns text around; closed, it answers nothing. */
function keyRing(state: 'protected' | 'locked' | 'weak'): Vault & { state: typeof state } {
  const turned = (text: string) => [...text].reverse().join('');
  const ring = {
    state,
    seal: async (text: string): Promise<VaultResult> =>
      ring.state === 'protected' ? { ok: true, text: turned(text) } : { ok: false, state: ring.state },
    open: async (text: string): Promise<VaultResult> =>
      ring.state === 'protected' ? { ok: true, text: turned(text) } : { ok: false, state: ring.state },
  };
  return ring;
}

describe('the key of the price feed', () => {
  it('[MKT40] lies sealed where there is a key ring, and comes back with it alone', async () => {
    const dataDir = aFolder();
    const vault = keyRing('protected');
    const keys = openFeedKeys({ dataDir, env: {}, vault });
    expect(await keys.keep(KEY)).toBe('kept');
    expect(keys.keptIn()).toBe('keyring');
    expect(readFileSync(join(dataDir, 'feed-secrets.json'), 'utf8')).not.toContain(KEY);
    const later = openFeedKeys({ dataDir, env: {}, vault });
    await later.load();
    expect(later.current()).toBe(KEY);
    vault.state = 'locked';
    const closed = openFeedKeys({ dataDir, env: {}, vault });
    await closed.load();
    expect([closed.current(), closed.locked(), closed.keptIn()]).toEqual([null, true, 'keyring']);
    expect(await closed.keep('another-key-00')).toBe('locked');
  });

  it.each([null, 'weak'] as const)('[MKT40] lies in a file of its owner alone where there is none (%s)', async (ring) => {
    const dataDir = aFolder();
    const vault = ring === null ? null : keyRing(ring);
    const keys = openFeedKeys({ dataDir, env: {}, vault });
    await keys.keep(KEY);
    expect(keys.keptIn()).toBe('file');
    expect(statSync(join(dataDir, 'feed-secrets.json')).mode & 0o077).toBe(0);
    const later = openFeedKeys({ dataDir, env: {}, vault });
    await later.load();
    expect(later.current()).toBe(KEY);
    await later.keep(null);
    const forgotten = openFeedKeys({ dataDir, env: {}, vault });
    await forgotten.load();
    expect([forgotten.current(), forgotten.keptIn()]).toEqual([null, null]);
  });

  it('[MKT40] given with the environment it counts before what is kept', async () => {
    const dataDir = aFolder();
    await openFeedKeys({ dataDir, env: {}, vault: null }).keep(KEY);
    const keys = openFeedKeys({ dataDir, env: { SIRRIUS_TWELVEDATA_KEY: 'from-outside' }, vault: null });
    await keys.load();
    expect([keys.current(), keys.keptIn()]).toEqual(['from-outside', 'environment']);
  });
});
