import { z } from 'zod';
import type { HttpGet, HttpReply } from '../../kit/net';
import type { CandleRow } from '../feed';
import { VenueError } from '../feed';
import type { RestClient } from '../rest';

const MINUTE = 60_000;
/** The most rows the venue gives in one answer (twelvedata.com/docs, time series, `outputsize`). */
const PAGE = 5000;

const usage = z.object({ timestamp: z.string() });
const row = z.object({ datetime: z.string(), open: z.string(), high: z.string(), low: z.string(), close: z.string() });
const series = z.object({ values: z.array(row) });
const fault = z.object({ status: z.literal('error'), code: z.int(), message: z.string() });

/** The key goes to the venue and into nothing else: paths are told in errors and logs. */
export function withKey(get: HttpGet, key: () => string): HttpGet {
  return (url, timeoutMs, signal) =>
    get(`${url}${url.includes('?') ? '&' : '?'}apikey=${encodeURIComponent(key())}`, timeoutMs, signal);
}

/**
 * The venue says what is wrong inside the body, with a status of its own. `now` is ours: the credits of a minute are back with
 * the next one; those of a day are not worth waiting for.
 */
export function statusFromBody(get: HttpGet, now: () => number): HttpGet {
  return async (url, timeoutMs, signal) => {
    const reply = await get(url, timeoutMs, signal);
    const told = faultOf(reply.body);
    if (told === null) return reply;
    if (told.code === 429 && /credits/i.test(told.message)) return outOfCredits(reply, told.message, now());
    // "No data" for a stretch in which nothing traded.
    if (told.code === 400 && /no data is available/i.test(told.message)) return { ...reply, status: 200, body: '{"values":[]}' };
    return { ...reply, status: told.code >= 400 && told.code < 600 ? told.code : 400 };
  };
}

function outOfCredits(reply: HttpReply, message: string, now: number): HttpReply {
  if (/for the day|daily/i.test(message)) return { ...reply, status: 403 };
  const untilNextMinute = Math.ceil((MINUTE - (now % MINUTE)) / 1000);
  return { ...reply, status: 429, retryAfter: reply.retryAfter ?? String(untilNextMinute) };
}

function faultOf(body: string): z.infer<typeof fault> | null {
  if (!body.includes('"error"')) return null;
  try {
    return fault.safeParse(JSON.parse(body)).data ?? null;
  } catch {
    return null;
  }
}

/** `GET /api_usage`: the only answer that tells the venue's time, in whole seconds; one credit. Epoch ms. */
export async function fetchServerTime(rest: RestClient): Promise<number> {
  return instant(read(usage, await rest.get('/api_usage?timezone=UTC', 1)).timestamp);
}

/** `GET /time_series`: minutes from ≤ ts < to, oldest first; one credit a page. */
export async function fetchMinutes(rest: RestClient, symbol: string, from: number, to: number): Promise<CandleRow[]> {
  const rows: CandleRow[] = [];
  for (let start = from; start < to; start += PAGE * MINUTE) {
    const end = Math.min(to, start + PAGE * MINUTE) - MINUTE;
    const query = new URLSearchParams({ symbol, interval: '1min', timezone: 'UTC', order: 'ASC', outputsize: String(PAGE) });
    query.set('start_date', civil(start));
    query.set('end_date', civil(end));
    const page = read(series, await rest.get(`/time_series?${query}`, 1)).values.map(readRow);
    rows.push(...page.filter(({ ts }) => ts >= start && ts <= end));
  }
  return rows;
}

/** Volume is left out: where the stream has none, history must not have one either. */
function readRow({ datetime, ...texts }: z.infer<typeof row>): CandleRow {
  const ts = instant(datetime);
  const [open, high, low, close] = [texts.open, texts.high, texts.low, texts.close].map(Number) as [
    number,
    number,
    number,
    number,
  ];
  const sound = low > 0 && low <= Math.min(open, close) && high >= Math.max(open, close) && Number.isFinite(high);
  if (!sound) throw new VenueError('twelvedata', `impossible bar at ${datetime}`, 200);
  return { ts, open, high, low, close, volume: 0 };
}

/** `2026-03-11 15:00:00` in UTC. */
function civil(ts: number): string {
  return new Date(ts).toISOString().slice(0, 19).replace('T', ' ');
}

function instant(text: string): number {
  const ts = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text) ? Date.parse(`${text.replace(' ', 'T')}Z`) : Number.NaN;
  if (Number.isNaN(ts)) throw new VenueError('twelvedata', `not a time: ${text.slice(0, 40)}`, 200);
  return ts;
}

function read<T>(schema: z.ZodType<T>, body: string): T {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw new VenueError('twelvedata', `not JSON: ${body.slice(0, 100)}`, 200);
  }
  const result = schema.safeParse(value);
  if (!result.success) throw new VenueError('twelvedata', `unexpected answer: ${result.error.issues[0]?.message ?? ''}`, 200);
  return result.data;
}
