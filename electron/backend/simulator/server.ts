import { MINUTE } from '../../../shared/base/time';
import type { Clock, Timer } from '../kit/clock';
import { type LoopbackServer, type ServedReply, type ServedSocket, type ServedSocketHandlers, serveLoopback } from '../kit/serve';
import { Disturbances } from './disturbances';
import { answerKlines } from './history';
import { LiveInstrument } from './live';
import { type SimulatedMarket, simulatedMarkets } from './market';
import type { SimulatedInstrument } from './profiles';
import { exchangeInfo } from './wire';

export interface SimulatorOptions {
  readonly seed: number;
  readonly instruments: readonly SimulatedInstrument[];
  readonly clock: Clock;
  /** 0 takes a free port. */
  readonly port?: number;
  /** Simulated seconds per second. */
  readonly speed?: number;
  /** Simulated time at the start; the clock's by default. */
  readonly startAt?: number;
  /** Trades a second and instrument in place of the usual ones, for benchmarks. */
  readonly tradesPerSecond?: number;
  /** Now and then cuts all connections or falls silent for some seconds, as real venues do. */
  readonly disturbances?: boolean;
}

export interface Simulator {
  readonly wsUrl: string;
  readonly restUrl: string;
  /** Simulated time, epoch ms. */
  now(): number;
  close(): Promise<void>;
}

/** Frames leave this often, ms. */
const STEP_MS = 20;
const PING_EVERY_MS = 20_000;
const MAX_BACKLOG_BYTES = 8_000_000;
const MAX_STREAMS = 1024;

/** Serves the simulated market on the Binance wire at 127.0.0.1. Rejects when the port is taken. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
  const hub = new Hub(options);
  const server = await serveLoopback(options.port ?? 0, hub);
  hub.start();
  return {
    wsUrl: `ws://127.0.0.1:${server.port}`,
    restUrl: `http://127.0.0.1:${server.port}`,
    now: () => hub.now(),
    close: () => stop(hub, server),
  };
}

function stop(hub: Hub, server: LoopbackServer): Promise<void> {
  hub.stop();
  return server.close();
}

const AWAKE_AT_ONCE = 4;

interface Client {
  readonly socket: ServedSocket;
  readonly streams: Set<string>;
  answered: boolean;
}

class Hub {
  readonly #markets: readonly SimulatedMarket[];
  readonly #live: readonly LiveInstrument[];
  readonly #clients = new Set<Client>();
  readonly #listeners = new Map<string, Set<Client>>();
  readonly #timers: Timer[] = [];
  readonly #startedAt: number;
  readonly #origin: number;
  readonly #disturbances: Disturbances | null;
  /** Instruments that trade already, the first of the list before the others. */
  #awake = 0;
  #history: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: SimulatorOptions) {
    const { clock, seed, instruments, tradesPerSecond } = options;
    this.#startedAt = clock.now();
    this.#origin = options.startAt ?? this.#startedAt;
    const from = Math.floor(this.#origin / MINUTE) * MINUTE + MINUTE;
    this.#markets = simulatedMarkets(seed, instruments, tradesPerSecond === undefined ? null : { tradesPerSecond, from });
    this.#live = this.#markets.map(
      (market, index) =>
        new LiveInstrument(market, this.#origin, (stream, frame) => this.#publish(stream, frame), (index * STEP_MS) % 1000),
    );
    this.#disturbances = options.disturbances === true ? new Disturbances(seed, this.#origin) : null;
  }

  now(): number {
    return Math.floor(this.#origin + (this.options.clock.now() - this.#startedAt) * (this.options.speed ?? 1));
  }

  start(): void {
    this.#timers.push(this.options.clock.setInterval(() => this.#step(), STEP_MS));
    this.#timers.push(this.options.clock.setInterval(() => this.#ping(), PING_EVERY_MS));
  }

  stop(): void {
    for (const timer of this.#timers) timer.cancel();
  }

  #step(): void {
    const now = this.now();
    if (this.#disturbances?.cuts(now) === true) this.#cutAll();
    // The first step of an instrument makes its whole day: a few at a time, or all of them together hold the loop.
    this.#awake = Math.min(this.#live.length, this.#awake + AWAKE_AT_ONCE);
    for (let index = 0; index < this.#awake; index += 1) this.#live[index]?.advance(now);
  }

  /** One history after another: pieces of many made in the same turn would together be a long one. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#history.then(work);
    this.#history = done.catch(() => undefined);
    return done;
  }

  #cutAll(): void {
    for (const { socket } of this.#clients) socket.terminate();
  }

  #publish(stream: string, frame: () => string): void {
    const listeners = this.#listeners.get(stream);
    if (listeners === undefined || listeners.size === 0 || this.#disturbances?.isSilent(this.now()) === true) return;
    const text = frame();
    for (const { socket } of listeners) {
      if (socket.backlog > MAX_BACKLOG_BYTES) socket.terminate();
      else socket.send(text);
    }
  }

  #ping(): void {
    for (const client of this.#clients) {
      if (client.answered) {
        client.answered = false;
        client.socket.ping();
      } else {
        client.socket.terminate();
      }
    }
  }

  connect(url: URL, socket: ServedSocket): ServedSocketHandlers | null {
    if (url.pathname !== '/stream') return null;
    const client: Client = { socket, streams: new Set(), answered: true };
    const wanted = (url.searchParams.get('streams') ?? '').split('/').filter((stream) => stream !== '');
    if (wanted.length > MAX_STREAMS) return null;
    this.#clients.add(client);
    for (const stream of wanted) this.#subscribe(client, stream);
    return {
      message: (text) => this.#request(client, text),
      pong: () => {
        client.answered = true;
      },
      close: () => this.#forget(client),
    };
  }

  #subscribe(client: Client, stream: string): void {
    client.streams.add(stream);
    const listeners = this.#listeners.get(stream) ?? new Set();
    listeners.add(client);
    this.#listeners.set(stream, listeners);
  }

  #forget(client: Client): void {
    this.#clients.delete(client);
    for (const stream of client.streams) this.#listeners.get(stream)?.delete(client);
  }

  #request(client: Client, text: string): void {
    const request = readRequest(text);
    if (request === null || client.streams.size + request.params.length > MAX_STREAMS) {
      client.socket.send('{"error":{"code":2,"msg":"Invalid request"}}');
      return;
    }
    for (const stream of request.params) {
      if (request.method === 'SUBSCRIBE') this.#subscribe(client, stream);
      else this.#listeners.get(stream)?.delete(client);
    }
    client.socket.send(JSON.stringify({ result: null, id: request.id }));
  }

  async request(url: URL): Promise<ServedReply> {
    switch (url.pathname) {
      case '/api/v3/ping':
        return { status: 200, body: '{}' };
      case '/api/v3/time':
        return { status: 200, body: `{"serverTime":${this.now()}}` };
      case '/api/v3/exchangeInfo':
        return { status: 200, body: exchangeInfo(this.#markets, this.now()) };
      case '/api/v3/klines':
        return this.#inTurn(() => answerKlines(this.#markets, url.searchParams, this.now()));
      default:
        return { status: 404, body: '{"code":-1,"msg":"unknown path"}' };
    }
  }
}

function readRequest(text: string): { method: 'SUBSCRIBE' | 'UNSUBSCRIBE'; params: string[]; id: number } | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  const { method, params, id } = value as { method?: unknown; params?: unknown; id?: unknown };
  const known = method === 'SUBSCRIBE' || method === 'UNSUBSCRIBE';
  if (!known || typeof id !== 'number' || !Array.isArray(params)) return null;
  return { method, params: params.filter((stream): stream is string => typeof stream === 'string'), id };
}
