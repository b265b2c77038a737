import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import type { CallContext } from '../../features/handlers';
import type { PeerFactory } from '../peer';
import type { Guard } from './guard';

/** The session is unknown, expired or revoked: reconnecting with the same secret is useless. */
export const CLOSE_SESSION_ENDED = 4401;
const CLOSE_BAD_MESSAGE = 1007;
const CLOSE_OVERLOAD = 1013;
const SUBPROTOCOL = 'sirrius';
const SECRET_PREFIX = 'session.';
/** A calendar file of 8 MB is the largest thing a screen sends. */
const MAX_PAYLOAD = 10 * 1024 * 1024;
/** Calls in flight on one socket; a screen needs a few dozen. */
const MAX_CALLS = 512;
/** Answers waiting for a reader that does not read. */
const MAX_BUFFERED = 64 * 1024 * 1024;

export interface WebSession {
  readonly id: string;
  readonly context: CallContext;
}

export interface SocketDoorOptions {
  readonly guard: Guard;
  readonly connect: PeerFactory;
  /** The session this secret opens, or null. */
  readonly authenticate: (secret: string) => Promise<WebSession | null>;
  readonly onError: (error: unknown) => void;
}

export interface SocketDoor {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Closes every socket of a session that was revoked or has expired. */
  endSession(id: string): void;
  close(): void;
}

/** WebSocket `/rpc`: the session secret travels as a subprotocol, because a page can set no header and an URL would be logged. */
export function createSocketDoor(options: SocketDoorOptions): SocketDoor {
  const server = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: MAX_PAYLOAD,
    handleProtocols: (offered) => (offered.has(SUBPROTOCOL) ? SUBPROTOCOL : false),
  });
  const bySession = new Map<string, Set<WebSocket>>();
  return {
    upgrade(request, socket, head) {
      const refusal = refuseUpgrade(options.guard, request);
      if (refusal !== null) return refuse(socket, refusal);
      server.handleUpgrade(request, socket, head, (ws) => {
        admit(options, bySession, ws, secretOf(request)).catch((error: unknown) => {
          options.onError(error);
          ws.terminate();
        });
      });
    },
    endSession(id) {
      for (const ws of bySession.get(id) ?? []) ws.close(CLOSE_SESSION_ENDED, 'session ended');
    },
    close() {
      for (const ws of server.clients) ws.terminate();
      server.close();
    },
  };
}

function refuseUpgrade(guard: Guard, request: IncomingMessage): string | null {
  if (!guard.host(request)) return '421 Misdirected Request';
  if (!guard.origin(request)) return '403 Forbidden';
  if ((request.url ?? '').split('?', 1)[0] !== '/rpc') return '404 Not Found';
  return null;
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

function secretOf(request: IncomingMessage): string {
  const offered = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
  return offered.find((name) => name.startsWith(SECRET_PREFIX))?.slice(SECRET_PREFIX.length) ?? '';
}

async function admit(
  options: SocketDoorOptions,
  bySession: Map<string, Set<WebSocket>>,
  ws: WebSocket,
  secret: string,
): Promise<void> {
  // Messages that arrive while the session is looked up are kept, in order.
  const early: RawData[] = [];
  const keep = (data: RawData) => early.push(data);
  ws.on('message', keep);
  ws.on('error', () => ws.terminate());
  const session = secret === '' ? null : await options.authenticate(secret);
  if (session === null) {
    ws.close(CLOSE_SESSION_ENDED, 'session ended');
    return;
  }
  const sockets = bySession.get(session.id) ?? new Set<WebSocket>();
  bySession.set(session.id, sockets.add(ws));
  const receive = serve(options, ws, session);
  ws.on('close', () => {
    sockets.delete(ws);
    if (sockets.size === 0) bySession.delete(session.id);
  });
  ws.off('message', keep);
  ws.on('message', receive);
  for (const data of early) receive(data);
}

/** Runs the calls of one admitted socket; returns what to do with each message. */
function serve(options: SocketDoorOptions, ws: WebSocket, session: WebSession): (data: RawData, binary?: boolean) => void {
  const peer = options.connect(session.context, (message) => send(ws, message));
  ws.on('close', () => peer.close());
  let calls = 0;
  return (data, binary) => {
    if (calls >= MAX_CALLS || ws.bufferedAmount > MAX_BUFFERED) {
      ws.close(CLOSE_OVERLOAD, 'too many calls');
      return;
    }
    calls += 1;
    const bytes = Array.isArray(data) ? Buffer.concat(data) : data;
    const message = binary === true ? new Uint8Array(bytes as Buffer) : bytes.toString();
    peer
      .receive(message)
      .catch(() => {
        // Not of the protocol, or the wire is gone: both end this socket, and the page opens a new one.
        if (ws.readyState === ws.OPEN) ws.close(CLOSE_BAD_MESSAGE, 'not of the protocol');
      })
      .finally(() => {
        calls -= 1;
      });
  };
}

/** Resolves when the operating system has taken the message, which is what holds a stream back for a slow reader. */
function send(ws: WebSocket, message: string | ArrayBufferLike | Uint8Array): Promise<void> {
  return new Promise((taken, failed) => {
    if (ws.readyState !== ws.OPEN) {
      failed(new Error('the socket is closed'));
      return;
    }
    ws.send(message, (error) => (error ? failed(error) : taken()));
  });
}
