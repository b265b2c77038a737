import type { FeedConnection, Health } from '../../../../shared/features/monitoring/contract';
import type { MarketCore } from './core';

/** How each instrument is fed; `now` is the market's time. */
export function instrumentFeeds(core: MarketCore, now: number): Health['instruments'] {
  const { series, source, instruments } = core.options;
  const gaps = series.readGaps({ source, limit: 1000 });
  return instruments.map(({ id }) => {
    const quote = core.quotes.read(id);
    const own = gaps.filter((gap) => gap.instrument === id);
    const lastTradeAt = quote?.at ?? null;
    return {
      instrument: id,
      lastTradeAt,
      ageMs: lastTradeAt === null ? null : Math.max(0, now - lastTradeAt),
      stale: quote?.stale ?? false,
      gapsOpen: own.filter(({ status }) => status === 'open').length,
      gapsRepaired: own.filter(({ status }) => status === 'repaired').length,
      suspectCandles: core.suspect(id),
      crossed: quote?.crossed ?? false,
    };
  });
}

/** One word for the whole feed. */
export function liveState(
  connections: readonly FeedConnection[],
  instruments: Health['instruments'],
  simulated: boolean,
): Health['state'] {
  if (connections.every(({ state }) => state !== 'live')) return 'offline';
  if (simulated) return 'simulation';
  const sound = connections.every(({ state }) => state === 'live') && instruments.every(({ stale }) => !stale);
  return sound ? 'live' : 'degraded';
}
