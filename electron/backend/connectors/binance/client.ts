import { z } from 'zod';
import type { CandleRow } from '../feed';
import { VenueError } from '../feed';
import type { RestClient } from '../rest';
import { readDecimal } from './schema';

/** Weights and page size as published (binance-spot-api-docs, rest-api.md). */
const KLINE_WEIGHT = 2;
const TIME_WEIGHT = 1;
const PAGE = 1000;
const MINUTE = 60_000;

const row = z.tuple([z.int(), z.string(), z.string(), z.string(), z.string(), z.string()], z.unknown());
const klines = z.array(row);
const serverTime = z.object({ serverTime: z.int() });

/** `GET /api/v3/time`, epoch ms as the venue wrote it. */
export async function fetchServerTime(rest: RestClient): Promise<number> {
  return parse(serverTime, await rest.get('/api/v3/time', TIME_WEIGHT)).serverTime;
}

/** Minutes from ≤ ts < to, paged. The caller makes sure that `to` is not after the minute that still forms. */
export async function fetchMinutes(rest: RestClient, symbol: string, from: number, to: number): Promise<CandleRow[]> {
  const rows: CandleRow[] = [];
  for (let start = Math.ceil(from / MINUTE) * MINUTE; start < to; ) {
    const query = `symbol=${encodeURIComponent(symbol)}&interval=1m&startTime=${start}&endTime=${to - 1}&limit=${PAGE}`;
    const page = parse(klines, await rest.get(`/api/v3/klines?${query}`, KLINE_WEIGHT));
    for (const entry of page) if (entry[0] >= start && entry[0] < to) rows.push(readRow(entry));
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE || last[0] < start) break;
    start = last[0] + MINUTE;
  }
  return rows;
}

function readRow(entry: z.infer<typeof row>): CandleRow {
  const [ts, open, high, low, close, volume] = entry;
  const candle = {
    ts,
    open: readDecimal(open),
    high: readDecimal(high),
    low: readDecimal(low),
    close: readDecimal(close),
    volume: readDecimal(volume),
  };
  const sound =
    candle.low > 0 && candle.low <= Math.min(candle.open, candle.close) && candle.high >= Math.max(candle.open, candle.close);
  if (!sound || candle.volume < 0) throw new VenueError('binance', `impossible kline at ${ts}`, 200);
  return candle;
}

function parse<T>(schema: z.ZodType<T>, body: string): T {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw new VenueError('binance', `not JSON: ${body.slice(0, 100)}`, 200);
  }
  const result = schema.safeParse(value);
  if (!result.success) throw new VenueError('binance', `unexpected answer: ${body.slice(0, 100)}`, 200);
  return result.data;
}
