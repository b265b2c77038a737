import { z } from 'zod';
import type { HttpGet } from '../../kit/net';
import type { CandleRow } from '../feed';
import { VenueError } from '../feed';
import type { RestClient } from '../rest';

const MINUTE = 60_000;
const row = z.tuple([z.int(), z.string(), z.string(), z.string(), z.string(), z.string(), z.string()], z.unknown());
const answer = z.object({ error: z.array(z.string()), result: z.record(z.string(), z.unknown()).optional() });
const rows = z.array(row);
const unixtime = z.int();

/**
 * Kraken says "too many" and "busy" inside a 200. Turned into the statuses they stand for, so that one client of REST
 * history serves all venues.
 */
export function statusFromBody(get: HttpGet): HttpGet {
  return async (url, timeoutMs, signal) => {
    const reply = await get(url, timeoutMs, signal);
    if (reply.status !== 200) return reply;
    const start = reply.body.slice(0, 200);
    if (/EAPI:Rate limit exceeded|EGeneral:Too many requests/.test(start)) return { ...reply, status: 429 };
    if (/EService:(Unavailable|Busy)/.test(start)) return { ...reply, status: 503 };
    return reply;
  };
}

/** `GET /0/public/Time`, whole seconds as epoch ms. */
export async function fetchServerTime(rest: RestClient): Promise<number> {
  const result = read(await rest.get('/0/public/Time', 1));
  return parse(unixtime, result.unixtime) * 1000;
}

/** Minutes from ≤ ts < to. The venue keeps the last 720 minutes and no more: earlier ones are simply absent. */
export async function fetchMinutes(rest: RestClient, symbol: string, from: number, to: number): Promise<CandleRow[]> {
  const since = Math.floor(from / 1000) - 1;
  const result = read(await rest.get(`/0/public/OHLC?pair=${restPair(symbol)}&interval=1&since=${since}`, 1));
  const [name] = Object.keys(result).filter((key) => key !== 'last');
  if (name === undefined) throw new VenueError('kraken', `no rows for ${symbol}`, 200);
  return parse(rows, result[name])
    .map(readRow)
    .filter(({ ts }) => ts >= from && ts < to);
}

/** REST still names two assets as it did in 2013. */
function restPair(symbol: string): string {
  return symbol
    .replace(/^BTC\//, 'XBT/')
    .replace(/^DOGE\//, 'XDG/')
    .replace('/', '');
}

function readRow([seconds, ...texts]: z.infer<typeof row>): CandleRow {
  const [open, high, low, close, , volume] = texts.slice(0, 6).map(Number) as [number, number, number, number, number, number];
  const sound = low > 0 && low <= Math.min(open, close) && high >= Math.max(open, close) && Number.isFinite(high) && volume >= 0;
  if (!sound) throw new VenueError('kraken', `impossible bar at ${seconds}`, 200);
  return { ts: Math.floor((seconds * 1000) / MINUTE) * MINUTE, open, high, low, close, volume };
}

function read(body: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw new VenueError('kraken', `not JSON: ${body.slice(0, 100)}`, 200);
  }
  const { error, result } = parse(answer, value);
  if (error.length > 0 || result === undefined) throw new VenueError('kraken', error.join(', ').slice(0, 200), 200);
  return result;
}

function parse<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value);
  if (!result.success) throw new VenueError('kraken', `unexpected answer: ${result.error.issues[0]?.message ?? ''}`, 200);
  return result.data;
}
