import { z } from 'zod';
import { nameOf, parseFrame, Refusal, type RefusedFrame, readJson } from '../refusal';

/** Frames of Kraken's WebSocket API v2 (source: docs.kraken.com/api/docs/websocket-v2; field names are the venue's). */

const symbol = z.string().regex(/^[A-Z0-9.]{1,16}\/[A-Z0-9]{2,10}$/);
/** Numbers are JSON numbers here; 1e999 parses to Infinity and is told apart from nonsense in `positive`. */
const number = z.custom<number>((value) => typeof value === 'number', 'not a number');
const instant = z.string().max(40);
const kind = z.enum(['snapshot', 'update']);

const trades = z.object({
  channel: z.literal('trade'),
  type: kind,
  data: z.array(
    z.object({
      symbol,
      side: z.enum(['buy', 'sell']),
      price: number,
      qty: number,
      trade_id: z.int().nonnegative(),
      timestamp: instant,
    }),
  ),
});

const tickers = z.object({
  channel: z.literal('ticker'),
  type: kind,
  data: z.array(
    z.object({
      symbol,
      bid: number,
      ask: number,
      last: number,
      volume: number,
      change_pct: number,
      timestamp: instant.optional(),
    }),
  ),
});

const bars = z.object({
  channel: z.literal('ohlc'),
  type: kind,
  data: z.array(
    z.object({
      symbol,
      interval: z.int(),
      interval_begin: instant,
      open: number,
      high: number,
      low: number,
      close: number,
      volume: number,
    }),
  ),
});

const status = z.object({ channel: z.literal('status'), data: z.array(z.object({ system: z.string() })) });
const pong = z.object({ method: z.literal('pong'), time_out: instant.optional() });
const answer = z.object({
  method: z.string(),
  success: z.boolean(),
  req_id: z.int().optional(),
  error: z.string().optional(),
  symbol: z.string().optional(),
  result: z.looseObject({ channel: z.string().optional(), symbol: z.string().optional() }).optional(),
});

export interface KrakenTrade {
  symbol: string;
  ts: number;
  price: number;
  amount: number;
  tradeId: number;
}

export interface KrakenTicker {
  symbol: string;
  /** Null on servers that do not tell the time of a ticker. */
  ts: number | null;
  bid: number;
  ask: number;
  last: number;
  change24h: number;
  volume24h: number;
}

export interface KrakenBar {
  symbol: string;
  ts: number;
  open: number;
  high: number;
  low: number;
  close: number;
  volume: number;
}

export type KrakenFrame =
  | { kind: 'trades'; rows: KrakenTrade[] }
  | { kind: 'tickers'; rows: KrakenTicker[] }
  | { kind: 'bars'; rows: KrakenBar[] }
  | { kind: 'heartbeat' }
  | { kind: 'status'; system: string }
  | { kind: 'pong' }
  | { kind: 'ack'; channel: string; symbol: string }
  | { kind: 'error'; symbol: string | null; message: string };

/** Reads any frame. Never throws: what cannot be used is refused by name. */
export function readFrame(text: string): KrakenFrame | RefusedFrame {
  return readJson(text, readObject);
}

function readObject(value: object): KrakenFrame {
  if ('method' in value) return readMethod(value);
  switch ('channel' in value ? value.channel : undefined) {
    case 'trade':
      return { kind: 'trades', rows: parseFrame(trades, value).data.map(readTrade) };
    case 'ticker':
      return { kind: 'tickers', rows: parseFrame(tickers, coinbaseRefused(value)).data.map(readTicker) };
    case 'ohlc':
      return { kind: 'bars', rows: parseFrame(bars, value).data.map(readBar) };
    case 'heartbeat':
      return { kind: 'heartbeat' };
    case 'status':
      return { kind: 'status', system: parseFrame(status, value).data[0]?.system ?? 'unknown' };
    default:
      throw new Refusal('unsupported', nameOf(value));
  }
}

/** Another venue's ticker has the same channel name and lists events instead of data. */
function coinbaseRefused(value: object): object {
  if ('events' in value) throw new Refusal('unsupported', 'ticker with events');
  return value;
}

function readMethod(value: object): KrakenFrame {
  if (pong.safeParse(value).success) return { kind: 'pong' };
  const answered = answer.safeParse(value);
  if (!answered.success) throw new Refusal('unsupported', `${nameOf(value)} request`);
  const { success, error, result, symbol: about } = answered.data;
  const named = about ?? result?.symbol;
  if (!success) return { kind: 'error', symbol: named ?? null, message: error ?? 'refused without a reason' };
  return { kind: 'ack', channel: result?.channel ?? answered.data.method, symbol: named ?? '' };
}

function readTrade(row: z.infer<typeof trades>['data'][number]): KrakenTrade {
  const { symbol: name, trade_id: tradeId } = row;
  return { symbol: name, ts: readInstant(row.timestamp), price: positive(row.price), amount: positive(row.qty), tradeId };
}

function readTicker(row: z.infer<typeof tickers>['data'][number]): KrakenTicker {
  return {
    symbol: row.symbol,
    ts: row.timestamp === undefined ? null : readInstant(row.timestamp),
    bid: positive(row.bid),
    ask: positive(row.ask),
    last: positive(row.last),
    change24h: finite(row.change_pct) / 100,
    volume24h: notNegative(row.volume),
  };
}

function readBar(row: z.infer<typeof bars>['data'][number]): KrakenBar {
  if (row.interval !== 1) throw new Refusal('unsupported', `ohlc ${row.interval}`);
  const [open, high, low, close] = [positive(row.open), positive(row.high), positive(row.low), positive(row.close)];
  if (high < Math.max(open, close) || low > Math.min(open, close)) throw new Refusal('malformed', 'high below low');
  return { symbol: row.symbol, ts: readInstant(row.interval_begin), open, high, low, close, volume: notNegative(row.volume) };
}

const INSTANT = /^(20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d{1,9})?Z$/;

/** RFC 3339 in UTC to epoch ms; what is finer than a millisecond is cut off. */
function readInstant(text: string): number {
  const match = INSTANT.exec(text);
  const whole = match === null ? Number.NaN : Date.parse(`${match[1]}Z`);
  if (Number.isNaN(whole)) throw new Refusal('malformed', `not a time: ${text}`);
  return whole + Math.floor(Number(`0${match?.[2] ?? '.0'}`) * 1000 + 1e-6);
}

function finite(value: number): number {
  if (!Number.isFinite(value)) throw new Refusal('not-finite', String(value));
  return value;
}

function positive(value: number): number {
  if (finite(value) <= 0) throw new Refusal('not-positive', String(value));
  return value;
}

function notNegative(value: number): number {
  if (finite(value) < 0) throw new Refusal('not-positive', String(value));
  return value;
}
