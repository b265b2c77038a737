import { z } from 'zod';
import { nameOf, parseFrame, Refusal, type RefusedFrame, readJson } from '../refusal';

/**
 * Frames of Binance spot market streams, as delivered by `/stream?streams=…`
 * (source: binance-spot-api-docs, web-socket-streams.md; field names are the venue's).
 */
const EARLIEST = Date.UTC(2010, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);

/** A time that can be milliseconds of our century; seconds, microseconds and rubbish are outside. */
export function plausibleTime(at: number): boolean {
  return at >= EARLIEST && at < LATEST;
}

/** A trade is told after it happened; servers' clocks may differ by so much. */
const TRADE_AHEAD_MS = 60_000;

/** Whether a trade's own time fits the time at which it was told. */
export function toldAfter(tradeAt: number, eventAt: number): boolean {
  return tradeAt <= eventAt + TRADE_AHEAD_MS;
}

const time = z.int().refine(plausibleTime, 'not a time in milliseconds');
const id = z.int().nonnegative();
/** Decimals come as text. What they may hold is judged in `readDecimal`, which tells NaN from nonsense. */
const decimal = z.string().max(40);
const symbol = z.string().regex(/^[A-Z0-9_\-.]{2,32}$/);

const trade = z.object({
  e: z.literal('trade'),
  E: time,
  s: symbol,
  t: id,
  p: decimal,
  q: decimal,
  T: time,
  m: z.boolean(),
  M: z.boolean(),
});

const aggTrade = z.object({
  e: z.literal('aggTrade'),
  E: time,
  s: symbol,
  a: id,
  p: decimal,
  q: decimal,
  f: id,
  l: id,
  T: time,
  m: z.boolean(),
  M: z.boolean(),
});

const bookTicker = z.object({ u: id, s: symbol, b: decimal, B: decimal, a: decimal, A: decimal });

const kline = z.object({
  e: z.literal('kline'),
  E: time,
  s: symbol,
  k: z.object({
    t: time,
    T: time,
    s: symbol,
    i: z.string(),
    o: decimal,
    c: decimal,
    h: decimal,
    l: decimal,
    v: decimal,
    x: z.boolean(),
  }),
});

const ticker = z.object({
  e: z.literal('24hrTicker'),
  E: time,
  s: symbol,
  c: decimal,
  o: decimal,
  v: decimal,
  x: decimal,
  b: decimal,
  a: decimal,
});

const miniTicker = z.object({ e: z.literal('24hrMiniTicker'), E: time, s: symbol, c: decimal, o: decimal, v: decimal });

const shutdown = z.object({ e: z.literal('serverShutdown'), E: time });
const acknowledgement = z.object({ result: z.union([z.null(), z.array(z.string())]), id: z.union([z.int(), z.string()]) });
const errorBody = z.object({ code: z.int(), msg: z.string() });
const wrappedError = z.object({ error: errorBody, id: z.union([z.int(), z.string(), z.null()]).optional() });
const bareError = errorBody.extend({ id: z.union([z.int(), z.string(), z.null()]).optional() });
const envelope = z.object({ stream: z.string(), data: z.looseObject({}) });

export type BinanceFrame =
  | { kind: 'trade'; symbol: string; eventAt: number; ts: number; price: number; amount: number; tradeId: number }
  | { kind: 'quote'; symbol: string; updateId: number; bid: number; ask: number }
  | { kind: 'ticker'; symbol: string; eventAt: number; last: number; change24h: number; volume24h: number }
  | {
      kind: 'kline';
      symbol: string;
      eventAt: number;
      ts: number;
      open: number;
      high: number;
      low: number;
      close: number;
      volume: number;
      closed: boolean;
    }
  | { kind: 'ack'; id: string }
  | { kind: 'error'; id: string | null; message: string }
  | { kind: 'shutdown' };

/** Reads any frame. Never throws: what cannot be used is refused by name. */
export function readFrame(text: string): BinanceFrame | RefusedFrame {
  return readJson(text, readObject);
}

function readObject(value: object): BinanceFrame {
  const wrapped = envelope.safeParse(value);
  if (wrapped.success) return readStream(wrapped.data.stream, wrapped.data.data);
  const inner = 'event' in value && typeof value.event === 'object' && value.event !== null ? value.event : value;
  if (shutdown.safeParse(inner).success) return { kind: 'shutdown' };
  const ack = acknowledgement.safeParse(value);
  if (ack.success) return { kind: 'ack', id: String(ack.data.id) };
  return readError(value) ?? unsupported(inner);
}

/** Event names that are read when a combined stream brings them; the futures' streams use them too, and bare. */
const READ = new Set(['trade', 'aggTrade', 'bookTicker', 'kline', '24hrTicker', '24hrMiniTicker']);

function unsupported(value: object): never {
  const name = nameOf(value);
  throw new Refusal('unsupported', READ.has(name) ? `${name} outside a combined stream` : name);
}

function readError(value: object): BinanceFrame | null {
  const wrapped = wrappedError.safeParse(value);
  if (wrapped.success) return errorFrame(wrapped.data.id, wrapped.data.error);
  const bare = bareError.safeParse(value);
  return bare.success ? errorFrame(bare.data.id, bare.data) : null;
}

function errorFrame(errorId: number | string | null | undefined, body: { code: number; msg: string }): BinanceFrame {
  return {
    kind: 'error',
    id: errorId === undefined || errorId === null ? null : String(errorId),
    message: `${body.code} ${body.msg}`,
  };
}

function readStream(stream: string, data: Record<string, unknown>): BinanceFrame {
  const [name, channel] = stream.split('@', 2);
  if (data.e === 'serverShutdown') return { kind: 'shutdown' };
  const frame = readChannel(data, channel ?? '');
  if ('symbol' in frame && frame.symbol.toLowerCase() !== name)
    throw new Refusal('malformed', `${stream} carries ${frame.symbol}`);
  return frame;
}

/** The futures' frames of the same name lack a field of the spot's, or have one more. */
function refuseFutures(data: Record<string, unknown>, name: unknown): void {
  const lacksM = (name === 'trade' || name === 'aggTrade') && data.M === undefined;
  const lacksPrevious = name === '24hrTicker' && data.x === undefined;
  // The futures' book ticker names its event; the spot's has neither name nor time.
  const namesItself = data.e === 'bookTicker';
  if (lacksM || lacksPrevious || namesItself) throw new Refusal('unsupported', `futures ${name}`);
}

function readChannel(data: Record<string, unknown>, channel: string): BinanceFrame {
  refuseFutures(data, data.e ?? channel);
  switch (data.e ?? channel) {
    case 'trade':
      return readTrade(parseFrame(trade, data));
    case 'aggTrade':
      return readAggTrade(parseFrame(aggTrade, data));
    case 'bookTicker':
      return readQuote(parseFrame(bookTicker, data));
    case 'kline':
      return readKline(parseFrame(kline, data));
    case '24hrTicker':
      return readTicker(parseFrame(ticker, data));
    case '24hrMiniTicker':
      return readTicker(parseFrame(miniTicker, data));
    default:
      throw new Refusal('unsupported', String(data.e ?? channel).slice(0, 40));
  }
}

function readTrade(frame: z.infer<typeof trade>): BinanceFrame {
  if (!toldAfter(frame.T, frame.E)) throw new Refusal('malformed', 'trade later than its telling');
  const { s, E, T, t } = frame;
  return { kind: 'trade', symbol: s, eventAt: E, ts: T, price: readPositive(frame.p), amount: readPositive(frame.q), tradeId: t };
}

function readAggTrade(frame: z.infer<typeof aggTrade>): BinanceFrame {
  if (!toldAfter(frame.T, frame.E)) throw new Refusal('malformed', 'trade later than its telling');
  const { s, E, T, a } = frame;
  return { kind: 'trade', symbol: s, eventAt: E, ts: T, price: readPositive(frame.p), amount: readPositive(frame.q), tradeId: a };
}

function readQuote(frame: z.infer<typeof bookTicker>): BinanceFrame {
  readNotNegative(frame.B);
  readNotNegative(frame.A);
  return { kind: 'quote', symbol: frame.s, updateId: frame.u, bid: readPositive(frame.b), ask: readPositive(frame.a) };
}

function readTicker(frame: { s: string; E: number; c: string; o: string; v: string }): BinanceFrame {
  const last = readPositive(frame.c);
  const change24h = last / readPositive(frame.o) - 1;
  return { kind: 'ticker', symbol: frame.s, eventAt: frame.E, last, change24h, volume24h: readNotNegative(frame.v) };
}

function readKline({ s, E, k }: z.infer<typeof kline>): BinanceFrame {
  if (k.i !== '1m') throw new Refusal('unsupported', `kline ${k.i.slice(0, 8)}`);
  const [open, high, low, close] = [readPositive(k.o), readPositive(k.h), readPositive(k.l), readPositive(k.c)];
  if (high < Math.max(open, close) || low > Math.min(open, close)) throw new Refusal('malformed', 'high below low');
  return { kind: 'kline', symbol: s, eventAt: E, ts: k.t, open, high, low, close, volume: readNotNegative(k.v), closed: k.x };
}

const DECIMAL = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;

/** Exact decimal text to a number. NaN and infinities are told apart from text that is no number at all. */
export function readDecimal(text: string): number {
  const value = DECIMAL.test(text) ? Number(text) : Number.NaN;
  if (Number.isFinite(value)) return value;
  if (DECIMAL.test(text) || /^[-+]?(nan|inf|infinity)$/i.test(text)) throw new Refusal('not-finite', text.slice(0, 40));
  throw new Refusal('malformed', `not a decimal: ${text.slice(0, 40)}`);
}

function readPositive(text: string): number {
  const value = readDecimal(text);
  if (value <= 0) throw new Refusal('not-positive', text);
  return value;
}

function readNotNegative(text: string): number {
  const value = readDecimal(text);
  if (value < 0) throw new Refusal('not-positive', text);
  return value;
}
