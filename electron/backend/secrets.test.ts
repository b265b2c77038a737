import { readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { VaultResult } from '../../shared/base/backendProcess';
import { aFolder } from '../../test/builders/store';
import { openSecrets, variableOf } from './secrets';

/** A key ring that turns text around; closed, it answers nothing. */
function aKeyRing() {
  const ring = { closed: false, seal: answer, open: answer };
  async function answer(text: string): Promise<VaultResult> {
    return ring.closed ? { ok: false, state: 'locked' } : { ok: true, text: [...text].reverse().join('') };
  }
  return ring;
}

describe('[CON1] secrets of the outside services', () => {
  it('lie sealed where there is a key ring, and one that is closed gives none', async () => {
    const dataDir = aFolder();
    const vault = aKeyRing();
    const secrets = openSecrets({ dataDir, env: {}, vault });
    expect(await secrets.keep('stripe.secretKey', 'sk_test_123456')).toBe('kept');
    expect(readFileSync(secrets.place, 'utf8')).not.toContain('sk_test_123456');
    const later = openSecrets({ dataDir, env: {}, vault });
    await later.load();
    expect([later.of('stripe.secretKey'), later.keptIn('stripe.secretKey')]).toEqual(['sk_test_123456', 'keyring']);
    vault.closed = true;
    const closed = openSecrets({ dataDir, env: {}, vault });
    await closed.load();
    expect([closed.of('stripe.secretKey'), closed.locked('stripe.secretKey')]).toEqual([null, true]);
    expect(await closed.keep('sms.authToken', 'another')).toBe('locked');
  });

  it('lie in a file of its owner alone where there is none, each by itself', async () => {
    const dataDir = aFolder();
    const secrets = openSecrets({ dataDir, env: {}, vault: null });
    await secrets.keep('a.one', '1');
    await secrets.keep('b.two', '2');
    await secrets.keep('a.one', null);
    expect(statSync(secrets.place).mode & 0o077).toBe(0);
    const later = openSecrets({ dataDir, env: {}, vault: null });
    await later.load();
    expect([later.of('a.one'), later.of('b.two'), later.keptIn('b.two')]).toEqual([null, '2', 'file']);
  });

  it('given with the environment count before what is kept', async () => {
    expect(variableOf('stripe.secretKey')).toBe('SIRRIUS_STRIPE_SECRET_KEY');
    const secrets = openSecrets({ dataDir: aFolder(), env: { SIRRIUS_STRIPE_SECRET_KEY: 'outside' }, vault: null });
    await secrets.keep('stripe.secretKey', 'inside');
    expect([secrets.of('stripe.secretKey'), secrets.keptIn('stripe.secretKey')]).toEqual(['outside', 'environment']);
  });
});
