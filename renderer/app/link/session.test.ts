import { describe, expect, it } from 'vitest';
import { openSession } from './session';

function aBrowser(hash: string, stored: string | null = null) {
  const kept = new Map(stored === null ? [] : [['sirrius.session', stored]]);
  const addresses: string[] = [];
  return {
    location: { hash, pathname: '/signals', search: '?window=1' } as Location,
    history: {
      state: null,
      replaceState: (_state: unknown, _title: string, url: string) => addresses.push(url),
    } as unknown as History,
    storage: {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => kept.set(key, value),
    } as unknown as Storage,
    kept,
    addresses,
  };
}

const answer = (status: number, body: unknown) => async () => new Response(JSON.stringify(body), { status });
const never = async (): Promise<Response> => {
  throw new Error('no request was expected');
};

describe('opening a session', () => {
  it('clears the token from the address before anything else, and keeps the secret it buys', async () => {
    const browser = aBrowser('#token=abc_-1');
    const asked: unknown[] = [];
    const result = await openSession(browser.location, browser.history, browser.storage, async (_url, init) => {
      asked.push([browser.addresses[0], init?.body]);
      return new Response(JSON.stringify({ secret: 's3cret', expiresAt: 1 }));
    });
    expect(asked).toEqual([['/signals?window=1', '{"token":"abc_-1"}']]);
    expect(result).toEqual({ kind: 'secret', secret: 's3cret' });
    expect(browser.kept.get('sirrius.session')).toBe('s3cret');
  });

  it('goes on with the secret of this tab when there is no token', async () => {
    const browser = aBrowser('', 'kept');
    expect(await openSession(browser.location, browser.history, browser.storage, never)).toEqual({
      kind: 'secret',
      secret: 'kept',
    });
  });

  it('has nothing without token and secret', async () => {
    const browser = aBrowser('');
    expect(await openSession(browser.location, browser.history, browser.storage, never)).toEqual({ kind: 'none' });
  });

  it('passes on why a token was refused, and keeps nothing', async () => {
    const browser = aBrowser('#token=old');
    const refusal = answer(401, { reason: 'USED_TOKEN' });
    expect(await openSession(browser.location, browser.history, browser.storage, refusal)).toEqual({
      kind: 'refused',
      reason: 'USED_TOKEN',
    });
    expect(browser.kept.size).toBe(0);
  });
});
