import type { Backend } from '../../compose';
import type { Clock } from '../../kit/clock';
import type { Log } from '../../kit/log';
import { randomToken } from '../../kit/random';
import { nextTurn } from '../../kit/turn';
import { createPeerFactory } from '../peer';
import { createBackupHook } from './backupHook';
import { startWebServer, type WebServer } from './server';
import { createSessionDoor } from './sessionDoor';

export interface ServeOptions {
  readonly backend: Pick<Backend, 'router' | 'access' | 'backups'>;
  readonly port: number;
  /** Absolute folder of the built screens. */
  readonly root: string;
  readonly clock: Clock;
  readonly log: Log;
}

/** Puts the backend behind the loopback web server: screens, sessions and calls. */
export async function serveBackend({ backend, port, root, clock, log }: ServeOptions): Promise<WebServer> {
  const { access, backups, router } = backend;
  const server = await startWebServer({
    root,
    port,
    nonce: () => randomToken(16),
    connect: createPeerFactory(router),
    authenticate: async (secret) => {
      const id = access.authenticate(secret);
      return id === null ? null : { id, context: access.webContext(id) };
    },
    sessionDoor: createSessionDoor({
      now: () => clock.now(),
      exchange: async (token, label) => access.openSession(token, label),
    }),
    backupHook: createBackupHook(backups.supervision),
    onError: (error) => log.error('a request failed', { error }),
  });
  access.onEnded((id) => {
    // Whoever ended their own session still gets the answer to that.
    void nextTurn().then(() => server.sockets.endSession(id));
  });
  return server;
}
