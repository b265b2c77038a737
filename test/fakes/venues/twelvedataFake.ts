import { MINUTE } from '../../../shared/base/time';
import { Tape, type TapeTrade } from './tape';
import { type Peer, VenueServer } from './venueServer';

const HALF_SPREAD = 0.00005;
const PAGE = 5000;

interface TwelveDataFakeOptions {
  readonly start: number;
  /** As on the wire: `EUR/USD`. */
  readonly symbols: readonly string[];
  readonly key: string;
  /** Credits of a day; unlimited unless told. */
  readonly creditsPerDay?: number;
}

/** One price as the venue tells it. */
interface ToldPrice {
  readonly symbol: string;
  readonly ts: number;
  readonly price: number;
  readonly bid: number | null;
  readonly ask: number | null;
}

/** Twelve Data's price stream and REST on loopback: a key, a plan with its symbols, credits, and bad days. */
export class TwelveDataFake extends VenueServer {
  readonly tape: Tape;
  /** Keys the venue knows. */
  readonly keys = new Set<string>();
  /** Listed, and not in the plan. */
  readonly notInPlan = new Set<string>();
  /** How a wrong key is refused at the stream: at the door, or by a word and a close. */
  refusesKeyBy: 'status' | 'word' = 'status';
  deafToRequests = false;
  heartbeats = 0;
  #creditsSpent = 0;

  constructor(private readonly options: TwelveDataFakeOptions) {
    super();
    this.tape = new Tape(options.start);
    this.keys.add(options.key);
  }

  play(trades: readonly TapeTrade[]): void {
    for (const trade of trades) this.tape.add(trade);
    const told = this.reordering ? [...trades].reverse() : trades;
    for (const { symbol, ts, price } of told)
      this.tell({ symbol, ts, price, bid: price - HALF_SPREAD, ask: price + HALF_SPREAD });
  }

  /** Time goes on; the stream says nothing of it. */
  second(at: number): void {
    this.tape.now = Math.max(this.tape.now, at);
  }

  tell({ symbol, ts, price, bid, ask }: ToldPrice): void {
    const timestamp = Math.floor((this.frozenAt ?? ts) / 1000);
    const quote = bid === null ? {} : { bid, ask };
    const about = { currency_base: 'Base', currency_quote: 'Quote', type: 'Physical Currency' };
    const text = JSON.stringify({ event: 'price', symbol, ...about, timestamp, price, ...quote });
    for (const peer of this.peers) if (peer.subscriptions.has(symbol)) this.send(peer, text);
  }

  protected refuse(url: URL): [number, string] | null {
    return url.pathname === '/v1/quotes/price' ? null : [1008, 'Invalid path'];
  }

  protected override door(url: URL): string | null {
    return this.#knows(url) || this.refusesKeyBy === 'word' ? null : 'HTTP/1.1 401 Unauthorized\r\n\r\n';
  }

  protected connected(peer: Peer): void {
    if (this.#knows(peer.url)) return;
    this.send(peer, '{"event":"subscribe-status","status":"error","messages":["Incorrect API key"],"success":null,"fails":null}');
    peer.socket.close(1008, 'Incorrect API key');
  }

  #knows(url: URL): boolean {
    return this.keys.has(url.searchParams.get('apikey') ?? '');
  }

  protected heard(peer: Peer, text: string): void {
    if (this.deafToRequests) return;
    const { action, params } = JSON.parse(text) as { action: string; params?: { symbols: string } };
    if (action === 'heartbeat') {
      this.heartbeats += 1;
      this.send(peer, '{"event":"heartbeat","status":"ok"}');
      return;
    }
    const asked = params?.symbols.split(',') ?? [];
    const listed = asked.filter((symbol) => this.options.symbols.includes(symbol) && !this.notInPlan.has(symbol));
    for (const symbol of listed) peer.subscriptions.add(symbol);
    const fails = asked.filter((symbol) => !listed.includes(symbol)).map((symbol) => ({ symbol }));
    const success = listed.map((symbol) => ({ symbol, exchange: 'FOREX', country: '', type: 'Physical Currency' }));
    const status = fails.length === 0 ? 'ok' : 'warning';
    this.send(peer, JSON.stringify({ event: 'subscribe-status', status, success, fails: fails.length === 0 ? null : fails }));
  }

  protected reply(url: URL): { status: number; body: string } {
    if (!this.#knows(url)) return fault(401, '**apikey** parameter is incorrect or not specified.');
    this.#creditsSpent += 1;
    const { creditsPerDay = Number.POSITIVE_INFINITY } = this.options;
    if (this.#creditsSpent > creditsPerDay)
      return fault(429, `You have run out of API credits for the day. ${this.#creditsSpent} API credits were used.`);
    if (url.pathname === '/api_usage')
      return well({ timestamp: civil(this.frozenAt ?? this.tape.now), current_usage: this.#creditsSpent, plan_limit: 8 });
    if (url.pathname !== '/time_series') return fault(404, 'The requested endpoint was not found.');
    return this.#series(url.searchParams);
  }

  #series(query: URLSearchParams): { status: number; body: string } {
    const symbol = query.get('symbol') ?? '';
    if (!this.options.symbols.includes(symbol)) return fault(404, '**symbol** parameter is missing or invalid.');
    if (this.notInPlan.has(symbol)) return fault(403, `${symbol} is available starting with a larger plan.`);
    const at = (name: string) => Date.parse(`${(query.get(name) ?? '').replace(' ', 'T')}Z`);
    const bars = this.tape
      .bars(symbol, at('start_date'), at('end_date'))
      .slice(0, Math.min(PAGE, Number(query.get('outputsize'))));
    if (bars.length === 0)
      return fault(400, 'No data is available on the specified dates. Try setting different start/end dates.');
    const values = bars.map(({ ts, open, high, low, close }) => ({
      datetime: civil(ts - (ts % MINUTE)),
      open: String(open),
      high: String(high),
      low: String(low),
      close: String(close),
    }));
    return well({ meta: { symbol, interval: '1min', type: 'Physical Currency' }, values, status: 'ok' });
  }
}

function well(body: object): { status: number; body: string } {
  return { status: 200, body: JSON.stringify(body) };
}

/** The venue answers 200 to some of what it refuses; the truth is in the body. */
function fault(code: number, message: string): { status: number; body: string } {
  return { status: code === 404 ? 404 : 200, body: JSON.stringify({ code, message, status: 'error' }) };
}

function civil(ts: number): string {
  return new Date(ts).toISOString().slice(0, 19).replace('T', ' ');
}
