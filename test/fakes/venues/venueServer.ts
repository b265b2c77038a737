import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';

/** One client of a fake venue, with the raw line beneath for cuts inside a frame. */
export interface Peer {
  readonly socket: WebSocket;
  readonly line: Duplex;
  readonly url: URL;
  readonly subscriptions: Set<string>;
  /** Held back by a silence. */
  readonly unsaid: string[];
  /** Times of what the client sent in the last second. */
  readonly sentAt: number[];
}

/** How REST behaves: `down` drops the line, `limited` and `banned` answer 429 and 418. */
interface RestMood {
  mode: 'well' | 'down' | 'limited' | 'banned' | 'failing';
  /** Seconds in Retry-After; null leaves the header out. */
  retryAfter: number | null;
  /** Requests that meet this mood before it passes. */
  times: number;
}

/** A text frame of 200 bytes that stops after its first 20. */
const HALF_A_FRAME = Buffer.concat([Buffer.from([0x81, 126, 0, 200]), Buffer.from('{"stream":"btcusdt@t')]);

/** What every fake venue on loopback has in common: a server, its peers, and its bad days. */
export abstract class VenueServer {
  readonly peers = new Set<Peer>();
  /** Every address a client connected to, in order; refused ones included. */
  readonly attempts: string[] = [];
  /** Every REST path asked, in order. */
  readonly requests: string[] = [];
  /** Everything clients said. */
  readonly received: string[] = [];
  /** Sends nothing at all, pings included; what was to be said comes when the silence ends, to those who are still there. */
  get silent(): boolean {
    return this.#silent;
  }

  set silent(silent: boolean) {
    this.#silent = silent;
    if (silent) return;
    for (const peer of this.peers) for (const text of peer.unsaid.splice(0)) this.send(peer, text);
  }

  /** Each frame is sent twice. */
  duplicating = false;
  /** Neighbouring trades change places. */
  reordering = false;
  /** Connections are refused at the door. */
  refusing = false;
  /** Exchange time shown stands still here; null lets it go. */
  frozenAt: number | null = null;
  /** Connections are cut at this age, ms; null never. */
  lifetimeMs: number | null = null;
  rest: RestMood = { mode: 'well', retryAfter: null, times: 0 };
  /** More client messages in a second end the connection. */
  messagesPerSecond = 5;
  readonly #server = createServer((request, response) => this.#answer(request, response));
  readonly #sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  #silent = false;
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #repeating = new WeakSet<Peer>();
  readonly #lastSaid = new WeakMap<Peer, string>();

  async listen(): Promise<this> {
    this.#server.on('upgrade', (request, line, head) => this.#upgrade(request, line, head));
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  get wsUrl(): string {
    return `ws://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get restUrl(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    for (const { socket } of this.peers) socket.terminate();
    this.#sockets.close();
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  /** Cuts every line in the middle of a frame. */
  cutMidFrame(): void {
    for (const { line } of this.peers) {
      line.write(HALF_A_FRAME);
      line.destroy();
    }
  }

  /** Sends these words to everybody, whatever they are. */
  say(text: string): void {
    for (const peer of this.peers) this.send(peer, text);
  }

  /** A well-formed message of `bytes` bytes. */
  sayHuge(bytes: number): void {
    this.say(`{"stream":"${'x'.repeat(bytes)}"}`);
  }

  /** From now on these connections, not later ones, only repeat the last thing they said: alive, and standing still. */
  freezePeers(): void {
    for (const peer of this.peers) this.#repeating.add(peer);
  }

  protected send(peer: Peer, text: string): void {
    if (this.silent) {
      peer.unsaid.push(text);
      return;
    }
    const told = this.#repeating.has(peer) ? (this.#lastSaid.get(peer) ?? text) : text;
    this.#lastSaid.set(peer, told);
    peer.socket.send(told);
    if (this.duplicating) peer.socket.send(told);
  }

  protected every(ms: number, action: () => void): void {
    this.#timers.add(setInterval(action, ms));
  }

  /** The close code and reason for a client that may not come in, or null. */
  protected abstract refuse(url: URL): [code: number, reason: string] | null;
  /** The answer at the door to a client that may not even open a socket, or null. */
  protected door(_url: URL): string | null {
    return null;
  }

  protected abstract connected(peer: Peer): void;
  protected abstract heard(peer: Peer, text: string): void;
  protected abstract reply(url: URL): { status: number; body: string };

  #upgrade(request: IncomingMessage, line: Duplex, head: Buffer): void {
    const url = new URL(request.url ?? '/', 'http://venue');
    this.attempts.push(url.pathname + url.search);
    line.on('error', () => line.destroy());
    if (this.refusing) {
      line.end('HTTP/1.1 503 Service Unavailable\r\n\r\n');
      return;
    }
    const turnedAway = this.door(url);
    if (turnedAway !== null) {
      line.end(turnedAway);
      return;
    }
    this.#sockets.handleUpgrade(request, line, head, (socket) => this.#accept(socket, line, url));
  }

  #accept(socket: WebSocket, line: Duplex, url: URL): void {
    const refusal = this.refuse(url);
    if (refusal !== null) {
      socket.close(...refusal);
      return;
    }
    const peer: Peer = { socket, line, url, subscriptions: new Set(), unsaid: [], sentAt: [] };
    this.peers.add(peer);
    socket.on('error', () => socket.terminate());
    socket.on('close', () => this.peers.delete(peer));
    socket.on('message', (data) => this.#hear(peer, data.toString()));
    this.#limitLife(peer);
    this.connected(peer);
  }

  #limitLife(peer: Peer): void {
    if (this.lifetimeMs === null) return;
    const timer = setTimeout(() => peer.socket.close(1001, 'lifetime over'), this.lifetimeMs);
    this.#timers.add(timer);
  }

  #hear(peer: Peer, text: string): void {
    const now = performance.now();
    peer.sentAt.push(now);
    while ((peer.sentAt[0] ?? now) <= now - 1000) peer.sentAt.shift();
    this.received.push(text);
    if (peer.sentAt.length > this.messagesPerSecond) peer.socket.close(1008, 'Too many requests');
    else this.heard(peer, text);
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '/', 'http://venue');
    this.requests.push(url.pathname + url.search);
    const mood = this.rest.times > 0 ? this.rest.mode : 'well';
    this.rest.times -= 1;
    if (mood === 'down') {
      request.socket.destroy();
      return;
    }
    const status = { well: 200, limited: 429, banned: 418, failing: 503 }[mood];
    if (status !== 200) {
      if (this.rest.retryAfter !== null) response.setHeader('Retry-After', this.rest.retryAfter);
      response.writeHead(status).end('{"code":-1003,"msg":"Too many requests."}');
      return;
    }
    const { status: told, body } = this.reply(url);
    response.writeHead(told, { 'content-type': 'application/json' }).end(body);
  }
}
