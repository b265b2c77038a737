import { mkdirSync, writeFileSync } from 'node:fs';
import { type IncomingHttpHeaders, request } from 'node:http';
import type { connect } from 'node:net';
import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type Client, connectClient, type RunningConsole, startConsole, temporaryFolder } from '../builders/console';
import { ownerSignedIn } from '../builders/operators';

const folder = temporaryFolder();
let running: RunningConsole;
let port: number;

beforeAll(async () => {
  const screens = join(folder.path, 'no-screens');
  mkdirSync(join(screens, 'assets'), { recursive: true });
  writeFileSync(join(screens, 'index.html'), '<meta name="csp-nonce" content="__CSP_NONCE__"><p>console</p>');
  writeFileSync(join(screens, 'assets', 'app-1a2b.js'), 'export {}');
  writeFileSync(join(screens, '.secret'), 'hidden');
  running = await startConsole({ dataDir: folder.path, historyMinutes: 30 });
  port = running.server.port;
}, 30_000);
afterAll(async () => {
  await running.stop();
  folder.remove();
});

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A request with the path and headers exactly as given: `fetch` would tidy them. */
function ask(path: string, options: { method?: string; headers?: Record<string, string>; body?: string } = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { body, ...rest } = options;
    const call = request({ host: '127.0.0.1', port, path, ...rest }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }));
    });
    call.on('error', reject);
    call.end(body);
  });
}

const post = (token: string, headers: Record<string, string> = {}) =>
  ask('/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: running.origin, ...headers },
    body: JSON.stringify({ token }),
  });

/** How a socket ends that is opened with this secret: its close code, or the HTTP status that refused it. */
function ending(secret: string, headers: { origin?: string; host?: string } = {}): Promise<number> {
  return new Promise((resolve) => {
    const { origin = running.origin, host } = headers;
    const options = { origin, ...(host === undefined ? {} : { headers: { host } }) };
    const socket = new WebSocket(`ws://127.0.0.1:${port}/rpc`, ['sirrius', `session.${secret}`], options);
    socket.on('unexpected-response', (_, response) => resolve(response.statusCode ?? 0));
    socket.on('close', (code) => resolve(code));
    socket.on('error', () => undefined);
  });
}

const session = async () => (await ownerSignedIn(running.backend.store)).secret;

describe('the door of the browser console', () => {
  it('[ACC2] answers to its own names only, so a name that is made to point here finds nothing', async () => {
    for (const host of ['evil.example', `evil.example:${port}`, `127.0.0.1:${port + 1}`, '127.0.0.1']) {
      expect((await ask('/', { headers: { host } })).status, host).toBeGreaterThanOrEqual(400);
    }
    expect((await ask('/', { headers: { host: `localhost:${port}` } })).status).toBe(200);
    expect(await ending(await session(), { host: 'evil.example' })).toBe(421);
  });

  it('[ACC2] takes calls from its own page only', async () => {
    const token = running.backend.access.startToken();
    for (const origin of ['http://evil.example', 'null', `http://127.0.0.1:${port + 1}`, `http://localhost:${port}`]) {
      expect((await post(token, { origin })).status, origin).toBe(403);
      expect(await ending('whatever', { origin }), origin).toBe(403);
    }
    expect((await post(token, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await post(token)).status, 'the token was not used up by strangers').toBe(200);
  });

  it('[ACC3] serves the page with a strict policy and a fresh nonce, and never a cookie', async () => {
    const [one, two] = [await ask('/'), await ask('/signals/abc')];
    for (const answer of [one, two]) {
      const policy = String(answer.headers['content-security-policy']);
      const nonce = /content="([\w-]+)"/.exec(answer.body)?.[1];
      expect(policy).toContain(`'nonce-${nonce}'`);
      expect(policy).toContain("default-src 'none'");
      expect(policy).not.toContain('unsafe');
      expect(answer.headers['set-cookie']).toBeUndefined();
      expect(answer.headers['cache-control']).toBe('no-store');
      expect(answer.headers['x-content-type-options']).toBe('nosniff');
    }
    expect(one.body).not.toBe(two.body);
    expect((await ask('/assets/app-1a2b.js')).headers['cache-control']).toContain('immutable');
    expect((await ask('/assets/other.js')).status).toBe(404);
    expect((await ask('/', { method: 'DELETE' })).status).toBe(405);
  });

  it('[ACC3] never leaves the folder of the screens', async () => {
    const paths = [
      '/../console.db',
      '/..%2fconsole.db',
      '/%2e%2e/console.db',
      '/assets/..%5c..%5cconsole.db',
      '/.secret',
      '/assets/%00',
      '/%zz',
      '//etc/passwd',
      '/....//console.db',
    ];
    for (const path of paths) {
      const { status, body } = await ask(path);
      expect(status === 200 ? body : '', path).not.toMatch(/SQLite|hidden|root:/);
      expect([200, 400, 404], path).toContain(status);
    }
  });

  it('[ACC4] a token buys one session, once; a wrong one is told apart and ever slower', async () => {
    const token = running.backend.access.startToken();
    const first = await post(token);
    expect(JSON.parse(first.body)).toMatchObject({ secret: expect.any(String), expiresAt: expect.any(Number) });
    expect(await post(token)).toMatchObject({ status: 401, body: '{"reason":"USED_TOKEN"}' });
    expect(await post('wrong')).toMatchObject({ status: 401, body: '{"reason":"UNKNOWN_TOKEN"}' });
    expect((await ask('/session', { method: 'POST', headers: { origin: running.origin }, body: 'x' })).status).toBe(400);
    expect((await ask('/session')).status).toBe(403);
    let last = await post('wrong');
    for (let more = 0; more < 5 && last.status === 401; more += 1) last = await post('wrong');
    expect(last).toMatchObject({ status: 429 });
    expect(Number(last.headers['retry-after'])).toBeGreaterThan(0);
    expect((await post(running.backend.access.startToken())).status, 'the wait is for everybody').toBe(429);
    await new Promise((resolve) => setTimeout(resolve, 1100));
    expect((await post(running.backend.access.startToken())).status).toBe(200);
  });

  it('[ACC5] a socket needs a live session: unknown and revoked ones close with 4401', async () => {
    expect(await ending('unknown')).toBe(4401);
    const secret = await session();
    const { client, socket } = await connectClient(running.origin, secret);
    expect(socket.protocol).toBe('sirrius');
    const { sessions } = await client.access.sessions();
    const own = sessions.find(({ current }) => current);
    const closed = new Promise<number>((resolve) => socket.once('close', resolve));
    await client.access.revokeSession({ id: own?.id ?? '' });
    expect(await closed).toBe(4401);
    expect(await ending(secret), 'the secret opens nothing any more').toBe(4401);
    const { read } = running.backend.store;
    const stored = read.all(read.db.selectFrom('sessions').select('secret_hash'));
    expect(stored.every(({ secret_hash }) => /^[0-9a-f]{64}$/.test(secret_hash) && secret_hash !== secret)).toBe(true);
  });

  it('[ACC4] a window of the same browser gets a token of its own', async () => {
    const { client, socket } = await connectClient(running.origin, await session());
    const { token } = await client.access.windowToken();
    expect((await post(token)).status).toBe(200);
    expect((await post(token)).status).toBe(401);
    socket.close();
  });

  it('closes a socket that sends too much or not the protocol', async () => {
    const secret = await session();
    const huge = await connectClient(running.origin, secret);
    const tooBig = new Promise<number>((resolve) => huge.socket.once('close', resolve));
    huge.socket.on('error', () => undefined);
    huge.socket.send('x'.repeat(11 * 1024 * 1024));
    expect(await tooBig).toBe(1009);
    const rude = await connectClient(running.origin, secret);
    const malformed = new Promise<number>((resolve) => rude.socket.once('close', resolve));
    rude.socket.send('not json');
    expect(await malformed).toBe(1007);
  });

  it('[ACC6] a subscriber that stops reading costs nothing and gets the newest when it reads again', {
    timeout: 30_000,
  }, async () => {
    const secret = await session();
    const slow = new WebSocket(`ws://127.0.0.1:${port}/rpc`, ['sirrius', `session.${secret}`], { origin: running.origin });
    await new Promise((open) => slow.once('open', open));
    const client: Client = createORPCClient(new RPCLink({ websocket: slow as unknown as globalThis.WebSocket }));
    const { instruments } = await client.market.instruments();
    const streams = await Promise.all(
      Array.from({ length: 40 }, () => client.market.quotes({ instruments: instruments.map(({ id }) => id), hz: 60 })),
    );
    const raw = (slow as unknown as { _socket: ReturnType<typeof connect> })._socket;
    raw.pause();
    const before = process.memoryUsage().arrayBuffers;
    await new Promise((resolve) => setTimeout(resolve, 3000));
    const { backend } = running;
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20_000_000);
    expect(backend.market.health().state).toBe('simulation');
    raw.resume();
    const [first] = streams;
    let newest = 0;
    const deadline = Date.now() + 10_000;
    while (first !== undefined && Date.now() < deadline && Date.now() - newest > 1000) {
      const event = await first.next();
      if (event.done !== true) newest = Math.max(newest, ...event.value.quotes.map(({ at }) => at ?? 0));
    }
    expect(Date.now() - newest).toBeLessThan(1500);
    slow.terminate();
  });
});
