import { MINUTE } from '../../../shared/base/time';
import { Tape, type TapeBar, type TapeTrade } from './tape';
import { type Peer, VenueServer } from './venueServer';

/** The venue's history reaches no further back. */
const MINUTES_KEPT = 720;
const HALF_SPREAD = 0.005;

interface KrakenFakeOptions {
  readonly start: number;
  /** As on the wire: `BTC/USD`. */
  readonly symbols: readonly string[];
  /** How often a heartbeat is sent to whoever has subscribed. */
  readonly heartbeatMs: number;
}

interface Request {
  readonly method: string;
  readonly params?: { readonly channel: string; readonly symbol: readonly string[]; readonly snapshot?: boolean };
  readonly req_id?: number;
}

/** Kraken's WebSocket v2 and public REST on loopback. */
export class KrakenFake extends VenueServer {
  readonly tape: Tape;
  /** Acknowledges symbols that nobody asked for. */
  wrongAcks = false;
  deafToRequests = false;

  constructor(private readonly options: KrakenFakeOptions) {
    super();
    this.tape = new Tape(options.start);
    this.messagesPerSecond = 40;
    this.every(options.heartbeatMs, () => this.say('{"channel":"heartbeat"}'));
  }

  play(trades: readonly TapeTrade[]): void {
    for (const trade of trades) this.tape.add(trade);
    const told = this.reordering ? [...trades].reverse() : trades;
    for (const trade of told) {
      this.#tell('trade', trade.symbol, 'update', this.#trade(trade));
      this.#tell('ticker', trade.symbol, 'update', this.#ticker(trade.symbol));
    }
  }

  /** The forming minute and the ticker of every symbol. */
  second(at: number): void {
    this.tape.now = Math.max(this.tape.now, at);
    for (const symbol of this.options.symbols) {
      if (this.tape.last(symbol) === null) continue;
      this.#tell('ticker', symbol, 'update', this.#ticker(symbol));
      const bar = this.tape.bars(symbol, this.tape.now - MINUTE, this.tape.now).at(-1);
      if (bar !== undefined) this.#tell('ohlc', symbol, 'update', ohlc(symbol, bar));
    }
  }

  #tell(channel: string, symbol: string, type: string, row: object): void {
    const text = JSON.stringify({ channel, type, data: [row] });
    for (const peer of this.peers) if (peer.subscriptions.has(`${channel} ${symbol}`)) this.send(peer, text);
  }

  #trade({ symbol, id, ts, price, amount }: TapeTrade): object {
    return { symbol, side: 'buy', price, qty: amount, ord_type: 'limit', trade_id: id, timestamp: instant(this.frozenAt ?? ts) };
  }

  #ticker(symbol: string): object {
    const { open, last, volume } = this.tape.day(symbol);
    const change = { change: last - open, change_pct: (last / open - 1) * 100 };
    const timestamp = instant(this.frozenAt ?? this.tape.now);
    return {
      symbol,
      bid: last - HALF_SPREAD,
      bid_qty: 1,
      ask: last + HALF_SPREAD,
      ask_qty: 1,
      last,
      volume,
      vwap: last,
      low: last,
      high: last,
      ...change,
      timestamp,
    };
  }

  protected refuse(url: URL): [number, string] | null {
    return url.pathname === '/v2' ? null : [1008, 'Invalid path'];
  }

  protected connected(peer: Peer): void {
    this.send(
      peer,
      '{"channel":"status","type":"update","data":[{"version":"2.0.0","system":"online","api_version":"v2","connection_id":1}]}',
    );
  }

  protected heard(peer: Peer, text: string): void {
    if (this.deafToRequests) return;
    const request = JSON.parse(text) as Request;
    const times = { time_in: instant(this.tape.now), time_out: instant(this.tape.now) };
    if (request.method === 'ping') {
      this.send(peer, JSON.stringify({ method: 'pong', req_id: request.req_id, ...times }));
      return;
    }
    for (const symbol of request.params?.symbol ?? []) this.#subscribe(peer, request, symbol, times);
  }

  #subscribe(peer: Peer, { params, req_id }: Request, symbol: string, times: object): void {
    const channel = params?.channel ?? '';
    if (!this.options.symbols.includes(symbol)) {
      const error = `Currency pair not supported ${symbol}`;
      this.send(peer, JSON.stringify({ method: 'subscribe', success: false, error, symbol, req_id, ...times }));
      return;
    }
    peer.subscriptions.add(`${channel} ${symbol}`);
    const result = { channel, symbol: this.wrongAcks ? 'WRONG/USD' : symbol, snapshot: params?.snapshot ?? true };
    this.send(peer, JSON.stringify({ method: 'subscribe', result, success: true, req_id, ...times }));
    if (channel === 'ticker' && params?.snapshot !== false && this.tape.last(symbol) !== null) {
      this.send(peer, JSON.stringify({ channel, type: 'snapshot', data: [this.#ticker(symbol)] }));
    }
  }

  protected reply(url: URL): { status: number; body: string } {
    const now = Math.floor((this.frozenAt ?? this.tape.now) / 1000);
    if (url.pathname === '/0/public/Time') return well({ unixtime: now, rfc1123: '' });
    if (url.pathname !== '/0/public/OHLC') return { status: 404, body: '{"error":["EGeneral:Unknown method"]}' };
    const pair = url.searchParams.get('pair') ?? '';
    const symbol = this.options.symbols.find((name) => name.replace('BTC/', 'XBT/').replace('/', '') === pair);
    if (symbol === undefined) return { status: 200, body: '{"error":["EQuery:Unknown asset pair"]}' };
    const since = Number(url.searchParams.get('since') ?? 0) * 1000;
    const bars = this.tape
      .bars(symbol, 0, this.tape.now)
      .slice(-MINUTES_KEPT)
      .filter(({ ts }) => ts > since);
    return well({ [pair]: bars.map(ohlcRow), last: Math.floor((bars.at(-2)?.ts ?? 0) / 1000) });
  }
}

function well(result: object): { status: number; body: string } {
  return { status: 200, body: JSON.stringify({ error: [], result }) };
}

function instant(at: number): string {
  return new Date(at).toISOString().replace('Z', '123Z');
}

function ohlc(symbol: string, bar: TapeBar): object {
  const { open, high, low, close, volume } = bar;
  return {
    symbol,
    interval: 1,
    interval_begin: `${new Date(bar.ts).toISOString().slice(0, 19)}.000000000Z`,
    open,
    high,
    low,
    close,
    volume,
    vwap: close,
    trades: 1,
  };
}

function ohlcRow(bar: TapeBar): unknown[] {
  const [open, high, low, close, volume] = [bar.open, bar.high, bar.low, bar.close, bar.volume].map((value) => value.toFixed(8));
  return [bar.ts / 1000, open, high, low, close, close, volume, 1];
}
