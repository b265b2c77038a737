import { MINUTE } from '../../../shared/base/time';
import type { ServedReply } from '../kit/serve';
import { nextTurn } from '../kit/turn';
import type { SimulatedMarket } from './market';
import { klineRow } from './wire';

const MAX_ROWS = 1000;
/** Bars made before other work gets its turn; a bar costs some 20 µs. */
const ROWS_AT_ONCE = 50;

/** `GET /api/v3/klines` of the minutes that are over: this market does not show the bar that still forms. */
export async function answerKlines(
  markets: readonly SimulatedMarket[],
  query: URLSearchParams,
  now: number,
): Promise<ServedReply> {
  const market = markets.find(({ instrument }) => instrument.symbol === query.get('symbol'));
  if (market === undefined) return { status: 400, body: '{"code":-1121,"msg":"Invalid symbol."}' };
  if (query.get('interval') !== '1m') return { status: 400, body: '{"code":-1120,"msg":"Invalid interval."}' };
  const limit = Math.min(MAX_ROWS, Number(query.get('limit') ?? 500));
  const end = Math.min(Number(query.get('endTime') ?? now), now - MINUTE);
  const start = Number(query.get('startTime') ?? end - (limit - 1) * MINUTE);
  if (!Number.isFinite(start + end + limit)) return { status: 400, body: '{"code":-1102,"msg":"Malformed parameter."}' };
  return { status: 200, body: `[${(await rows(market, start, end, limit)).join(',')}]` };
}

async function rows(market: SimulatedMarket, start: number, end: number, limit: number): Promise<string[]> {
  const made: string[] = [];
  let minutes = 0;
  for (let ts = Math.ceil(start / MINUTE) * MINUTE; ts <= end && made.length < limit; ts += MINUTE) {
    const bar = market.bar(ts);
    if (bar !== null) made.push(klineRow(bar));
    minutes += 1;
    if (minutes % ROWS_AT_ONCE === 0) await nextTurn();
  }
  return made;
}
