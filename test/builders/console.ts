import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { WebSocket } from 'ws';
import { type Backend, type BackendOptions, openBackend } from '../../electron/backend/compose';
import { writeSetting } from '../../electron/backend/features/settings/store';
import { serveBackend } from '../../electron/backend/hosts/web/serve';
import type { WebServer } from '../../electron/backend/hosts/web/server';
import { systemClock } from '../../electron/backend/kit/clock';
import { createLog } from '../../electron/backend/kit/log';
import { openStore } from '../../electron/backend/store/open';
import type { Api } from '../../shared/api';
import type { Settings } from '../../shared/features/settings/contract';

export type Client = ContractRouterClient<Api>;

/** A data directory of its own, removed by `remove`. */
export function temporaryFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'sirrius-test-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

export interface RunningConsole {
  readonly backend: Backend;
  readonly server: WebServer;
  readonly origin: string;
  readonly logged: string[];
  stop(): Promise<void>;
}

/** The whole backend behind its web host, in this process, on a free port. */
export async function startConsole(options: Partial<BackendOptions> & { readonly dataDir: string }): Promise<RunningConsole> {
  const logged: string[] = [];
  const log = createLog({ level: 'info', sink: { write: (line) => void logged.push(line) } });
  const clock = options.clock ?? systemClock();
  const backend = await openBackend({
    feed: { kind: 'simulation' },
    host: 'web',
    version: '0.0.0-test',
    env: {},
    disturbances: false,
    clock,
    log,
    ...options,
  });
  const server = await serveBackend({ backend, port: 0, root: join(options.dataDir, 'no-screens'), clock, log });
  await backend.start();
  return {
    backend,
    server,
    logged,
    origin: `http://127.0.0.1:${server.port}`,
    async stop() {
      await server.close();
      await backend.stop();
    },
  };
}

/** Sets what an operator would have set before, in a data directory that nobody has open. */
export async function presetSettings(dataDir: string, settings: Partial<Settings>): Promise<void> {
  const store = await openStore({ dataDir, clock: systemClock(), log: createLog({ level: 'silent' }) });
  try {
    store.commands.run({ actor: 'owner', action: 'settings.set', input: settings }, (tx) => {
      for (const [key, value] of Object.entries(settings)) writeSetting(tx, key, value);
    });
  } finally {
    store.close();
  }
}

export interface Connected {
  readonly client: Client;
  readonly socket: WebSocket;
}

export async function connectClient(origin: string, secret: string): Promise<Connected> {
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/rpc`, ['sirrius', `session.${secret}`], { origin });
  await new Promise<void>((open, failed) => {
    socket.once('open', open);
    socket.once('error', failed);
  });
  const client: Client = createORPCClient(new RPCLink({ websocket: socket as unknown as globalThis.WebSocket }));
  return { client, socket };
}
