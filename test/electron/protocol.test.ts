import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { registerScheme, screenFile, serveScreens } from '../../electron/main/protocol';
import { electronDouble } from './double';

let get: (address: string, init?: RequestInit) => Promise<Response>;

beforeAll(() => {
  const folder = mkdtempSync(join(tmpdir(), 'sirrius-protocol-'));
  const root = join(folder, 'renderer');
  mkdirSync(join(root, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'secret.js'), 'secret');
  writeFileSync(join(root, 'index.html'), '<meta property="csp-nonce" nonce="__CSP_NONCE__"><p>console</p>');
  writeFileSync(join(root, 'assets', 'main.js'), 'run()');
  writeFileSync(join(root, 'assets', 'odd.xyz'), '?');
  mkdirSync(join(root, 'folder.d'));
  const electron = electronDouble();
  serveScreens(electron.api, root);
  const served = electron.seen.served.get('app');
  if (served === undefined) throw new Error('app: is not served');
  get = (address, init) => served(new Request(address, init));
});

describe('app://console', () => {
  it('is a proper, secure origin, registered before the app is ready', () => {
    const electron = electronDouble();
    registerScheme(electron.api);
    expect(electron.seen.schemes).toEqual([
      { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
    ]);
  });

  it('serves files with their type, and the page for every path of the console', async () => {
    const script = await get('app://console/assets/main.js');
    expect(await script.text()).toBe('run()');
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(script.headers.get('x-content-type-options')).toBe('nosniff');
    for (const path of ['/', '/index.html', '/signals/0123', '/market?window=1']) {
      expect(await (await get(`app://console${path}`)).text(), path).toContain('<p>console</p>');
    }
    expect((await get('app://console/assets/odd.xyz')).headers.get('content-type')).toBe('application/octet-stream');
  });

  it('sends the page under a strict policy with a nonce of its own each time', async () => {
    const [first, second] = await Promise.all([get('app://console/'), get('app://console/')]);
    const policy = first.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain('script-src app://console;');
    expect(policy, 'no inline or evaluated script').not.toContain('unsafe');
    const nonce = /nonce="([^"]+)"/.exec(await first.text())?.[1] ?? '';
    expect(nonce).toHaveLength(24);
    expect(policy).toContain(`'nonce-${nonce}'`);
    expect(await second.text()).not.toContain(nonce);
  });

  it('says that a missing script is missing', async () => {
    expect((await get('app://console/assets/gone.js')).status).toBe(404);
    expect((await get('app://console/folder.d')).status).toBe(404);
  });

  it('only answers to GET', async () => {
    expect((await get('app://console/', { method: 'POST', body: 'x' })).status).toBe(405);
  });

  it('lets a fault that it does not know through', async () => {
    await expect(get(`app://console/${'x'.repeat(300)}.js`)).rejects.toThrow(/ENAMETOOLONG/);
  });

  it.each([
    'app://console/%2e%2e%2fsecret.js',
    'app://console/..%2fsecret.js',
    'app://console/assets/..%5c..%5csecret.js',
    'app://console/%00.js',
    'app://console/.hidden.js',
    'app://console/%',
    'app://console/%E0%A4%A',
    'app://elsewhere/assets/main.js',
    'file:///etc/passwd',
    'not an address',
  ])('has no way out through %s', (address) => {
    expect(screenFile('/srv/renderer', address)).toBeNull();
  });

  it('refuses a bad path with a sentence', async () => {
    const answer = await get('app://console/..%2fsecret.js');
    expect([answer.status, await answer.text()]).toEqual([400, 'bad path']);
  });
});
