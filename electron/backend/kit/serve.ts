import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';

export interface ServedReply {
  readonly status: number;
  readonly body: string;
}

/** One client of a served WebSocket. */
export interface ServedSocket {
  /** Bytes accepted but not yet taken by the client: what a slow reader costs us. */
  readonly backlog: number;
  send(text: string): void;
  ping(): void;
  terminate(): void;
}

export interface ServedHandlers {
  request(url: URL): Promise<ServedReply>;
  /** Returns what to do with the client's messages, pongs and end, or null to refuse the address. */
  connect(url: URL, socket: ServedSocket): ServedSocketHandlers | null;
}

export interface ServedSocketHandlers {
  message(text: string): void;
  pong(): void;
  close(): void;
}

export interface LoopbackServer {
  readonly port: number;
  close(): Promise<void>;
}

const MAX_REQUEST_BYTES = 16 * 1024;

/** Serves HTTP GET and WebSocket on 127.0.0.1; port 0 takes a free one. Rejects when the port is taken. */
export async function serveLoopback(port: number, handlers: ServedHandlers): Promise<LoopbackServer> {
  const server = createServer((request, response) => void answer(request, response, handlers));
  const sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: MAX_REQUEST_BYTES });
  server.on('upgrade', (request, stream, head) => {
    sockets.handleUpgrade(request, stream, head, (socket) => accept(socket, addressOf(request), handlers));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    close: () => {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function addressOf(request: IncomingMessage): URL {
  return new URL(request.url ?? '/', 'http://127.0.0.1');
}

async function answer(request: IncomingMessage, response: ServerResponse, handlers: ServedHandlers): Promise<void> {
  const reply = request.method === 'GET' ? await handlers.request(addressOf(request)) : { status: 405, body: '' };
  response.writeHead(reply.status, { 'content-type': 'application/json' }).end(reply.body);
}

function accept(socket: WebSocket, url: URL, handlers: ServedHandlers): void {
  const served = handlers.connect(url, {
    get backlog() {
      return socket.bufferedAmount;
    },
    send: (text) => socket.send(text),
    ping: () => socket.ping(),
    terminate: () => socket.terminate(),
  });
  if (served === null) {
    socket.close(1008, 'unknown address');
    return;
  }
  socket.on('message', (data) => served.message(data.toString()));
  socket.on('pong', () => served.pong());
  socket.on('close', () => served.close());
  // A broken frame ends in close; the error itself says nothing more.
  socket.on('error', () => socket.terminate());
}
