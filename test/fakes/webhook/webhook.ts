import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How the hook treats a post: takes it, refuses it, breaks the line before or after taking it, answers a redirect or nothing. */
export type HookMood = 'well' | 'refusing' | 'cutting' | 'forgetful' | 'elsewhere' | 'silent';

export interface TakenPost {
  readonly key: string;
  readonly body: unknown;
}

export interface FakeHook {
  readonly url: string;
  readonly taken: TakenPost[];
  mood: HookMood;
  close(): Promise<void>;
}

/** A webhook of somebody else's on loopback, with good days and bad ones. */
export async function startHook(): Promise<FakeHook> {
  const taken: TakenPost[] = [];
  const hook = { taken, mood: 'well' as HookMood };
  const server = createServer((request, response) => {
    void (async () => {
      const body = await textOf(request);
      const mood = hook.mood;
      if (mood === 'silent') return;
      if (mood === 'cutting') return void request.socket.destroy();
      if (mood === 'refusing') return void response.writeHead(503).end('not today');
      if (mood === 'elsewhere') return void response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end();
      taken.push({ key: String(request.headers['idempotency-key']), body: JSON.parse(body) });
      if (mood === 'forgetful') return void request.socket.destroy();
      response.writeHead(204).end();
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(hook, {
    url: `http://127.0.0.1:${port}/anchors`,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  });
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString('utf8');
}
