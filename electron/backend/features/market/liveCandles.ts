import { type Timeframe, timeframeMs } from '../../../../shared/base/time';
import type { LiveCandle } from '../../../../shared/features/market/contract';
import type { Clock } from '../../kit/clock';
import { conflate } from '../../kit/conflate';
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

/** Closed bars and revisions as they are, the forming bar as it stands when it is sent. */
export async function* liveCandles(
  core: MarketCore,
  clock: Clock,
  request: LiveCandlesRequest,
): AsyncGenerator<readonly LiveCandle[]> {
  const { instrument, timeframe, hz, signal } = request;
  const forming = core.forming(instrument, timeframe);
  const isBase = timeframe === core.options.baseTimeframe;
  const news = conflate<LiveCandle | null>({
    clock,
    hz,
    signal,
    limit: WAITING,
    source: (offer) => {
      if (forming.current() !== null) offer(FORMING, null);
      return core.barNews.listen((bar) => {
        if (bar.instrument !== instrument) return;
        if (bar.closed !== null && isBase) {
          offer(String(bar.closed.ts), { instrument, timeframe, candle: candleOf(bar.closed), closed: true });
        } else if (bar.closed !== null) {
          const candle = forming.current();
          const ended = bar.closed.ts + timeframeMs(core.options.baseTimeframe) === (candle?.ts ?? 0) + timeframeMs(timeframe);
          if (candle !== null && ended) offer(String(candle.ts), { instrument, timeframe, candle, closed: true });
        }
        offer(FORMING, null);
      });
    },
  });
  for await (const batch of news) {
    const current = forming.current();
    const closed = batch.filter((item): item is LiveCandle => item !== null);
    const told = closed.some(({ candle }) => candle.ts === current?.ts);
    const open = batch.includes(null) && current !== null && !told;
    const events = open ? [...closed, { instrument, timeframe, candle: current, closed: false }] : closed;
    if (events.length > 0) yield events;
  }
}
