import { type Timeframe, timeframeMs } from '../../../../shared/base/time';
import type { LiveCandle } from '../../../../shared/features/market/contract';
import type { Clock } from '../../kit/clock';
import { conflate } from '../../kit/conflate';
import { readBar } from './charts';
import { candleOf, type MarketCore } from './core';

export interface LiveCandlesRequest {
  readonly instrument: string;
  readonly timeframe: Timeframe;
  readonly hz: number;
  readonly signal: AbortSignal | undefined;
}

/** Bars that closed while a subscriber did not read; more than that and it has to read the series again anyway. */
const WAITING = 300;
const FORMING = 'forming';

/** A number is the open time of a bar whose parts were revised: it is read when it is sent. Null: the forming bar changed. */
type News = LiveCandle | number | null;
type Offer = (key: string, news: News) => void;

/** Closed bars and revisions as they are, the forming bar as it stands when it is sent. */
export async function* liveCandles(
  core: MarketCore,
  clock: Clock,
  request: LiveCandlesRequest,
): AsyncGenerator<readonly LiveCandle[]> {
  const { instrument, timeframe, hz, signal } = request;
  const forming = core.forming(instrument, timeframe);
  const isBase = timeframe === core.options.baseTimeframe;
  const length = timeframeMs(timeframe);
  const listed = core.options.instruments.find(({ id }) => id === instrument);
  const offerRevised = (ts: number, offer: Offer) => {
    const bucket = Math.floor(ts / length) * length;
    if (bucket !== forming.current()?.ts) offer(String(bucket), bucket);
  };
  const offerEnded = (ts: number, offer: Offer) => {
    const candle = forming.current();
    const ended = candle !== null && ts + timeframeMs(core.options.baseTimeframe) === candle.ts + length;
    if (ended) offer(String(candle.ts), { instrument, timeframe, candle, closed: true });
  };
  const news = conflate<News>({
    clock,
    hz,
    signal,
    limit: WAITING,
    source: (offer) => {
      if (forming.current() !== null) offer(FORMING, null);
      return core.barNews.listen(({ instrument: of, closed, revised }) => {
        if (of !== instrument) return;
        if (closed === null) return offer(FORMING, null);
        if (isBase) offer(String(closed.ts), { instrument, timeframe, candle: candleOf(closed), closed: true });
        else if (revised === true) offerRevised(closed.ts, offer);
        else offerEnded(closed.ts, offer);
        offer(FORMING, null);
      });
    },
  });
  for await (const batch of news) {
    const current = forming.current();
    const closed = batch.flatMap((item): LiveCandle[] => {
      if (item === null) return [];
      if (typeof item !== 'number') return [item];
      const candle = listed === undefined ? null : readBar(core, listed, timeframe, item);
      return candle === null ? [] : [{ instrument, timeframe, candle, closed: true }];
    });
    const told = closed.some(({ candle }) => candle.ts === current?.ts);
    const open = batch.includes(null) && current !== null && !told;
    const events = open ? [...closed, { instrument, timeframe, candle: current, closed: false }] : closed;
    if (events.length > 0) yield events;
  }
}
