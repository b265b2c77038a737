import { MINUTE } from '../../../shared/base/time';
import { Tape, type TapeTrade } from './tape';
import { type Peer, VenueServer } from './venueServer';

const MAX_STREAMS = 1024;
const ATTEMPTS_IN_FIVE_MINUTES = 300;
const PAGE = 1000;
const HALF_SPREAD = 0.005;

interface BinanceFakeOptions {
  /** Exchange time before the first trade. */
  readonly start: number;
  readonly symbols: readonly string[];
  /** Server pings; a client without a pong within `pongWithinMs` is cut. */
  readonly pingEveryMs?: number;
  readonly pongWithinMs?: number;
}

/** Binance spot on loopback: combined streams, subscription by message, klines from the same tape, limits and bad days. */
export class BinanceFake extends VenueServer {
  readonly tape: Tape;
  /** Acknowledges with an id that nobody used. */
  wrongAcks = false;
  /** Says nothing to a SUBSCRIBE. */
  deafToRequests = false;
  #updateId = 1;
  readonly #unanswered = new Map<Peer, number>();

  constructor(private readonly options: BinanceFakeOptions) {
    super();
    this.tape = new Tape(options.start);
    if (options.pingEveryMs !== undefined) this.every(options.pingEveryMs, () => this.#ping());
  }

  /** Trades happen: those who listen hear them with the quote that follows each; history has them in any case. */
  play(trades: readonly TapeTrade[]): void {
    for (const trade of trades) this.tape.add(trade);
    const told = this.reordering ? swapNeighbours(trades) : trades;
    for (const trade of told) {
      this.#tell(`${trade.symbol.toLowerCase()}@trade`, this.#trade(trade));
      this.#updateId += 1;
      this.#tell(`${trade.symbol.toLowerCase()}@bookTicker`, this.#quote(trade));
    }
  }

  /** What the venue sends every second: the 24 h ticker and the forming minute of every symbol. */
  second(at: number): void {
    this.tape.now = Math.max(this.tape.now, at);
    for (const symbol of this.options.symbols) {
      this.#tell(`${symbol.toLowerCase()}@ticker`, this.#ticker(symbol));
      const bar = this.tape.bars(symbol, this.tape.now - MINUTE, this.tape.now).at(-1);
      if (bar !== undefined) this.#tell(`${symbol.toLowerCase()}@kline_1m`, this.#kline(symbol, bar.ts, bar));
    }
  }

  announceShutdown(): void {
    this.say(JSON.stringify({ e: 'serverShutdown', E: this.#eventAt() }));
  }

  #eventAt(): number {
    return this.frozenAt ?? this.tape.now;
  }

  #tell(stream: string, data: object): void {
    const text = JSON.stringify({ stream, data });
    for (const peer of this.peers) if (peer.subscriptions.has(stream)) this.send(peer, text);
  }

  #trade({ symbol, id, ts, price, amount }: TapeTrade): object {
    const T = this.frozenAt ?? ts;
    return { e: 'trade', E: this.#eventAt(), s: symbol, t: id, p: price.toFixed(8), q: amount.toFixed(8), T, m: false, M: true };
  }

  #quote({ symbol, price }: TapeTrade): object {
    const [b, a] = [price - HALF_SPREAD, price + HALF_SPREAD].map((side) => side.toFixed(8));
    return { u: this.#updateId, s: symbol, b, B: '1.00000000', a, A: '2.00000000' };
  }

  #ticker(symbol: string): object {
    const { open, last, volume } = this.tape.day(symbol);
    const [o, c, v] = [open, last, volume].map((value) => value.toFixed(8));
    return {
      e: '24hrTicker',
      E: this.#eventAt(),
      s: symbol,
      p: '0',
      P: '0',
      w: c,
      x: o,
      c,
      Q: '1',
      b: c,
      B: '1',
      a: c,
      A: '1',
      o,
      h: c,
      l: c,
      v,
      q: v,
    };
  }

  #kline(symbol: string, t: number, bar: { open: number; high: number; low: number; close: number; volume: number }): object {
    const [o, h, l, c, v] = [bar.open, bar.high, bar.low, bar.close, bar.volume].map((value) => value.toFixed(8));
    const x = this.tape.now >= t + MINUTE;
    return { e: 'kline', E: this.#eventAt(), s: symbol, k: { t, T: t + MINUTE - 1, s: symbol, i: '1m', o, h, l, c, v, n: 1, x } };
  }

  #ping(): void {
    if (this.silent) return;
    const now = performance.now();
    for (const peer of this.peers) {
      const since = this.#unanswered.get(peer);
      if (since !== undefined && now - since > (this.options.pongWithinMs ?? 60_000)) peer.socket.terminate();
      if (since === undefined) this.#unanswered.set(peer, now);
      peer.socket.ping('venue');
    }
  }

  protected refuse(url: URL): [number, string] | null {
    if (url.pathname !== '/stream') return [1008, 'Invalid path'];
    if (streamsOf(url).length > MAX_STREAMS) return [1008, 'Too many streams'];
    return this.attempts.length > ATTEMPTS_IN_FIVE_MINUTES ? [1008, 'Too many attempts'] : null;
  }

  protected connected(peer: Peer): void {
    for (const stream of streamsOf(peer.url)) peer.subscriptions.add(stream);
    peer.socket.on('pong', (payload) => {
      if (payload.toString() === 'venue') this.#unanswered.delete(peer);
    });
  }

  protected heard(peer: Peer, text: string): void {
    if (this.deafToRequests) return;
    const { method, params, id } = JSON.parse(text) as { method: string; params: string[]; id: number };
    const streams = method === 'SUBSCRIBE' ? peer.subscriptions.size + params.length : 0;
    if (streams > MAX_STREAMS) {
      peer.socket.send(JSON.stringify({ error: { code: 2, msg: 'Invalid request: too many subscriptions' }, id }));
      return;
    }
    for (const stream of params) {
      if (method === 'SUBSCRIBE') peer.subscriptions.add(stream);
      else peer.subscriptions.delete(stream);
    }
    peer.socket.send(JSON.stringify({ result: null, id: this.wrongAcks ? id + 100_000 : id }));
  }

  protected reply(url: URL): { status: number; body: string } {
    if (url.pathname === '/api/v3/time') return { status: 200, body: JSON.stringify({ serverTime: this.#eventAt() }) };
    if (url.pathname !== '/api/v3/klines') return { status: 404, body: '{"code":-1,"msg":"unknown"}' };
    const query = url.searchParams;
    const symbol = query.get('symbol') ?? '';
    if (!this.options.symbols.includes(symbol)) return { status: 400, body: '{"code":-1121,"msg":"Invalid symbol."}' };
    const from = Number(query.get('startTime') ?? 0);
    const to = Number(query.get('endTime') ?? Number.MAX_SAFE_INTEGER);
    const limit = Math.min(PAGE, Number(query.get('limit') ?? 500));
    return { status: 200, body: JSON.stringify(this.tape.bars(symbol, from, to).slice(0, limit).map(klineRow)) };
  }
}

function streamsOf(url: URL): string[] {
  return (url.searchParams.get('streams') ?? '').split('/').filter((stream) => stream !== '');
}

function klineRow(bar: { ts: number; open: number; high: number; low: number; close: number; volume: number }): unknown[] {
  const texts = [bar.open, bar.high, bar.low, bar.close, bar.volume].map((value) => value.toFixed(8));
  return [bar.ts, ...texts, bar.ts + MINUTE - 1, '0', 1, '0', '0', '0'];
}

function swapNeighbours<T>(items: readonly T[]): T[] {
  const swapped = [...items];
  for (let at = 0; at + 1 < swapped.length; at += 2) swapped.splice(at, 2, ...swapped.slice(at, at + 2).reverse());
  return swapped;
}
