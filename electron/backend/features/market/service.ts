import type { marketContract } from '../../../../shared/features/market/contract';
import type { Instrument } from '../../../../shared/features/market/instrument';
import type { Clock } from '../../kit/clock';
import { conflate, flatten } from '../../kit/conflate';
import { Refusal } from '../../store/refusal';
import type { Reader } from '../../store/types';
import type { Handlers } from '../handlers';
import type { Calendar } from './calendar';
import type { CalendarRefresh } from './calendarRefresh';
import { readCloses, readPack } from './charts';
import type { MarketCore } from './core';
import { liveCandles } from './liveCandles';
import { calendarVersion, readAnnouncements, readWatchlist, replaceWatchlist } from './store';

export interface MarketServiceOptions {
  readonly core: MarketCore;
  readonly calendar: Calendar;
  readonly refresh: CalendarRefresh;
  /** Around a major announcement no signal is published for so long. */
  readonly calendarMinutes: number;
  readonly read: Reader;
  readonly clock: Clock;
  /** Resolves once the history of an instrument is there, or has taken too long to be waited for. */
  readonly ready: (instrument: string) => Promise<void>;
}

export function createMarketService(options: MarketServiceOptions): { readonly handlers: Handlers<typeof marketContract> } {
  const { core, calendar, read, clock } = options;
  const { source, series } = core.options;
  const known = new Map(core.options.instruments.map((instrument) => [instrument.id, instrument]));
  const watchlist = () => (readWatchlist(read) ?? [...known.keys()]).filter((id) => known.has(id));
  return {
    handlers: {
      instruments: {
        query: () => {
          const watched = watchlist();
          const rest = [...known.values()].filter(({ id }) => !watched.includes(id));
          return { source, watchlist: watched, instruments: [...watched.flatMap((id) => known.get(id) ?? []), ...rest] };
        },
      },
      setWatchlist: {
        command: ({ instruments }) => {
          return (tx) => {
            const unique = [...new Set(instruments)];
            for (const id of unique) expect(known, id);
            replaceWatchlist(tx, unique);
            return { watchlist: unique };
          };
        },
      },
      quotes: { query: (input, { signal }) => quotes(core, clock, input.instruments, input.hz, signal) },
      candles: {
        query: async ({ instrument, timeframe, from, to, limit }) => {
          const found = expect(known, instrument);
          await options.ready(instrument);
          const range = { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }), limit };
          return { pack: readPack(core, found, timeframe, range) };
        },
      },
      candleStream: {
        query: ({ instrument, timeframe, hz }, { signal }) =>
          flatten(liveCandles(core, clock, { instrument: expect(known, instrument).id, timeframe, hz, signal })),
      },
      sparklines: {
        query: ({ instruments, points }) => {
          const found = instruments.flatMap((id) => known.get(id) ?? []);
          return { closes: Object.fromEntries(found.map((one) => [one.id, readCloses(core, one, '15m', points)])) };
        },
      },
      gaps: {
        query: ({ instrument, limit }) => {
          const filter = { source, limit, ...(instrument === undefined ? {} : { instrument }) };
          return { gaps: series.readGaps(filter).map(({ source: _, ...gap }) => gap) };
        },
      },
      announcements: {
        query: ({ from, to, impact }) => ({
          announcements: readAnnouncements(read, from, to, impact),
          version: calendarVersion(read),
          minutes: options.calendarMinutes,
        }),
      },
      calendarSource: { query: () => options.refresh.status() },
      refreshCalendar: {
        command: async () => {
          if (options.refresh.status().url === '') throw new Refusal('NO_CALENDAR_URL');
          await options.refresh.look();
          return () => options.refresh.status();
        },
      },
      importAnnouncements: { command: ({ name, text }) => calendar.prepare(name, text) },
    },
  };
}

function expect(known: ReadonlyMap<string, Instrument>, id: string): Instrument {
  const found = known.get(id);
  if (found === undefined) throw new Refusal('UNKNOWN_INSTRUMENT', { instrument: id });
  return found;
}

/** What is told is read when it is sent, so a subscriber always gets the newest, however slow it is. */
async function* quotes(
  core: MarketCore,
  clock: Clock,
  instruments: readonly string[],
  hz: number,
  signal: AbortSignal | undefined,
) {
  const wanted = new Set(instruments);
  const changed = conflate<string>({
    clock,
    hz,
    signal,
    source: (offer) => {
      for (const id of wanted) offer(id, id);
      const quiet = core.quoteNews.listen((id) => {
        if (wanted.has(id)) offer(id, id);
      });
      // Silence is news too: a quote goes stale without any event.
      const again = clock.setInterval(() => {
        for (const id of wanted) if (core.quotes.turned(id)) offer(id, id);
      }, 1000);
      return () => {
        quiet();
        again.cancel();
      };
    },
  });
  for await (const ids of changed) yield { quotes: ids.flatMap((id) => core.quotes.read(id) ?? []) };
}
