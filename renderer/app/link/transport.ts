import type { ClientContext, ClientLink } from '@orpc/client';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { RPCLink as SocketLink } from '@orpc/client/websocket';

/** One live way to the backend. `closed` resolves once, when it is lost; it never rejects. */
export interface Transport {
  readonly link: ClientLink<ClientContext>;
  readonly closed: Promise<'lost' | 'ended'>;
  close(): void;
}

/** Opens a transport or throws; `signal` gives up. */
export type Connect = (signal: AbortSignal) => Promise<Transport>;

/** The close code with which the host says that the session is over. */
const SESSION_ENDED = 4401;

export function socketTransport(url: string, secret: string): Connect {
  return (signal) =>
    new Promise((resolve, reject) => {
      const socket = new WebSocket(url, ['sirrius', `session.${secret}`]);
      const closed = Promise.withResolvers<'lost' | 'ended'>();
      const giveUp = () => socket.close();
      signal.addEventListener('abort', giveUp, { once: true });
      socket.addEventListener('close', (event) => {
        signal.removeEventListener('abort', giveUp);
        closed.resolve(event.code === SESSION_ENDED ? 'ended' : 'lost');
        reject(event.code === SESSION_ENDED ? new SessionEnded() : new Error(`socket closed with ${event.code}`));
      });
      socket.addEventListener('open', () => {
        signal.removeEventListener('abort', giveUp);
        resolve({ link: new SocketLink({ websocket: forgiving(socket) }), closed: closed.promise, close: () => socket.close() });
      });
    });
}

/**
 * What a lost socket still gets to send are farewells of streams given up: nobody waits for them, and their failing would
 * surface as errors nobody can act on. Calls do not depend on it: they race against the loss of the transport.
 */
function forgiving(socket: WebSocket): Pick<WebSocket, 'addEventListener' | 'removeEventListener' | 'readyState' | 'send'> {
  return {
    readyState: WebSocket.OPEN,
    addEventListener: socket.addEventListener.bind(socket),
    removeEventListener: socket.removeEventListener.bind(socket),
    send: (message) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(message);
    },
  };
}

export class SessionEnded extends Error {}

/** `next` waits for a port from the shell; each port is used once. */
export function portTransport(next: (signal: AbortSignal) => Promise<MessagePort>): Connect {
  return async (signal) => {
    const port = await next(signal);
    const closed = Promise.withResolvers<'lost' | 'ended'>();
    port.addEventListener('close', () => closed.resolve('lost'));
    const link = new PortLink({ port });
    port.start();
    return {
      link,
      closed: closed.promise,
      close: () => {
        port.close();
        closed.resolve('lost');
      },
    };
  };
}
