import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { BACKUP_HOOK } from './backupHook';
import { createGuard } from './guard';
import type { SessionDoor } from './sessionDoor';
import { createSocketDoor, type SocketDoor, type SocketDoorOptions } from './socket';
import { createStatics, plain } from './statics';

export interface WebServerOptions extends Omit<SocketDoorOptions, 'guard'> {
  /** Absolute folder of the built screens. */
  readonly root: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly nonce: () => string;
  readonly sessionDoor: SessionDoor;
  /** Takes proofs of backups from programs on this machine. */
  readonly backupHook: SessionDoor;
}

export interface WebServer {
  readonly port: number;
  readonly sockets: SocketDoor;
  close(): Promise<void>;
}

/** Listens on 127.0.0.1 and nowhere else. Rejects with the system's error when the port is taken. */
export async function startWebServer(options: WebServerOptions): Promise<WebServer> {
  let port = options.port;
  const guard = createGuard(() => port);
  const sockets = createSocketDoor({ ...options, guard });
  const statics = createStatics({ root: options.root, port: () => port, nonce: options.nonce });
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    if (!guard.host(request)) return plain(response, 421, 'misdirected request');
    const path = (request.url ?? '').split('?', 1)[0];
    if (path === BACKUP_HOOK) return options.backupHook(request, response);
    if (path !== '/session') return statics.serve(request, response);
    if (!guard.origin(request)) return plain(response, 403, 'forbidden');
    return options.sessionDoor(request, response);
  };
  const server = createServer({ requestTimeout: 10_000, headersTimeout: 10_000, maxHeaderSize: 16_384 }, (request, response) => {
    answer(request, response).catch((error: unknown) => {
      options.onError(error);
      if (response.headersSent) response.destroy();
      else plain(response, 500, 'fault');
    });
  });
  server.on('upgrade', (request, socket, head) => sockets.upgrade(request, socket, head));
  await new Promise<void>((ready, failed) => {
    server.once('error', failed);
    server.listen({ port: options.port, host: '127.0.0.1', exclusive: true }, ready);
  });
  port = (server.address() as AddressInfo).port;
  return {
    port,
    sockets,
    close: () => {
      sockets.close();
      server.closeAllConnections();
      return new Promise((closed) => server.close(() => closed()));
    },
  };
}
