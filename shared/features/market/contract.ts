import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { columnsBlob } from '../../base/blobSchema';
import { command, query, stream } from '../../base/contract';
import { CALENDAR_FAULTS } from './announcements/faults';
import { REFRESH_FAULTS } from './announcements/refresh';
import { candle, gap, timeframe } from './candle';
import { dataSource, instrument } from './instrument';

/** The latest state of one instrument as the watch list shows it. Times are the venue's. */
export const quote = z.object({
  instrument: z.string(),
  price: z.number().nullable(),
  bid: z.number().nullable(),
  ask: z.number().nullable(),
  /** Ask below bid: a fault of the feed, shown, never used. */
  crossed: z.boolean(),
  /** Change over 24 h as a fraction (0.01 = 1 %); null while unknown. */
  change24h: z.number().nullable(),
  volume24h: z.number().nullable(),
  /** Exchange time of the last trade; null before the first. */
  at: z.int().nullable(),
  /** No news by exchange time for longer than the instrument's limit. */
  stale: z.boolean(),
  session: z.enum(['open', 'closed']),
});
export type Quote = z.infer<typeof quote>;

/** A candle on its way to a chart: `closed` false while it still forms. */
export const liveCandle = z.object({
  instrument: z.string(),
  timeframe,
  candle,
  closed: z.boolean(),
});
export type LiveCandle = z.infer<typeof liveCandle>;

/** One economic announcement. */
export const announcement = z.object({
  id: z.string(),
  at: z.int(),
  currency: z.string(),
  impact: z.enum(['low', 'medium', 'high']),
  title: z.string(),
});
export type Announcement = z.infer<typeof announcement>;

/** Where the calendar is fetched from by itself, and how that went since the start. */
export const calendarSource = z.object({
  /** Empty where it is not fetched. */
  url: z.string(),
  minutes: z.int(),
  busy: z.boolean(),
  success: z.object({ at: z.int(), added: z.int(), moved: z.int() }).nullable(),
  /** Newer than the last success. */
  failure: z
    .object({
      at: z.int(),
      code: z.enum(REFRESH_FAULTS),
      value: z.string(),
      line: z.int().nullable(),
      fault: z.enum(CALENDAR_FAULTS).nullable(),
    })
    .nullable(),
  nextAt: z.int().nullable(),
});
export type CalendarSource = z.infer<typeof calendarSource>;

const series = z.object({ instrument: z.string(), timeframe });

export const marketContract = {
  /** Every instrument known, in the order of the watch list first. */
  instruments: query('market:read').output(
    z.object({ source: dataSource, instruments: z.array(instrument), watchlist: z.array(z.string()) }),
  ),
  setWatchlist: command('market:configure')
    .input(z.object({ instruments: z.array(z.string()).max(200) }))
    .output(z.object({ watchlist: z.array(z.string()) }))
    .errors({ UNKNOWN_INSTRUMENT: { data: z.object({ instrument: z.string() }) } }),
  /** Latest quotes; the first event holds all that were asked for, later ones only what changed. At most `hz` events a second. */
  quotes: stream('market:read')
    .input(z.object({ instruments: z.array(z.string()).max(200), hz: z.number().min(1).max(60) }))
    .output(eventIterator(z.object({ quotes: z.array(quote) }))),
  /** Closed candles, oldest first, as a pack of CANDLE_COLUMNS: those with from ≤ ts < to, the last `limit` of them. */
  candles: query('market:read')
    .input(series.extend({ from: z.int().optional(), to: z.int().optional(), limit: z.int().min(1).max(200_000) }))
    .output(z.object({ pack: columnsBlob }))
    .errors({ UNKNOWN_INSTRUMENT: { data: z.object({ instrument: z.string() }) } }),
  /** The forming candle and every candle that closes or is revised, conflated to `hz`. */
  candleStream: stream('market:read')
    .input(series.extend({ hz: z.number().min(1).max(60) }))
    .output(eventIterator(liveCandle)),
  /** Closes of the last `points` 15-minute candles for the sparklines, one list an instrument. */
  sparklines: query('market:read')
    .input(z.object({ instruments: z.array(z.string()).max(200), points: z.int().min(2).max(200) }))
    .output(z.object({ closes: z.record(z.string(), z.array(z.number())) })),
  gaps: query('market:read')
    .input(z.object({ instrument: z.string().optional(), limit: z.int().min(1).max(1000) }))
    .output(z.object({ gaps: z.array(gap) })),
  announcements: query('market:read')
    .input(z.object({ from: z.int(), to: z.int(), impact: z.enum(['high']).optional() }))
    .output(
      z.object({
        announcements: z.array(announcement),
        version: z.string().nullable(),
        /** Before and after a major one no signal is published for so long. */
        minutes: z.number(),
      }),
    ),
  /** How the fetching from the address of the settings goes. */
  calendarSource: query('market:read').output(calendarSource),
  /** Fetches the calendar now, and says how it went. */
  refreshCalendar: command('market:configure').output(calendarSource).errors({ NO_CALENDAR_URL: {} }),
  /** Replaces or adds announcements from the text of a CSV, ICS or JSON file; what has the same id is rescheduled. */
  importAnnouncements: command('market:configure')
    .input(z.object({ name: z.string().max(255), text: z.string().max(8_000_000) }))
    .output(z.object({ added: z.int(), moved: z.int(), unchanged: z.int(), version: z.string() }))
    .errors({ UNREADABLE_CALENDAR: { data: z.object({ line: z.int(), code: z.enum(CALENDAR_FAULTS), value: z.string() }) } }),
};
