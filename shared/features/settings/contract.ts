import { z } from 'zod';
import { command, query } from '../../base/contract';
import { isSafeUrl } from '../../base/safeUrl';

/** What an operator may set. Every key has a default, so a first start needs no question. */
export const settings = z.object({
  language: z.enum(['fr', 'en']).default('fr'),
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  density: z.enum(['compact', 'comfortable']).default('compact'),
  /** Up and down in blue and orange instead of green and red. */
  colourBlind: z.boolean().default(false),
  timeZone: z.string().default('Europe/Paris'),
  nativeNotifications: z.boolean().default(true),
  notifyQuarantine: z.boolean().default(true),
  notifyOutcomes: z.boolean().default(true),
  /** Changed keys by command id, such as `{ "palette.open": "Ctrl+K" }`. */
  shortcuts: z.record(z.string(), z.string()).default({}),
  /** Timeframes the engine evaluates. */
  signalTimeframes: z
    .array(z.enum(['1m', '5m', '15m', '1h', '4h']))
    .min(1)
    .default(['5m', '15m', '1h']),
  /** Chosen at the next start. */
  feed: z.enum(['auto', 'binance', 'kraken', 'twelvedata', 'simulation']).default('auto'),
  /** Basis points by which a signal's entry may differ from a second venue's price; 0 asks nobody. */
  refereeBps: z.int().min(0).max(1000).default(30),
  /** Where the calendar of announcements is fetched from; empty for nowhere. */
  calendarUrl: z
    .string()
    .max(2_000)
    .refine((url) => url === '' || isSafeUrl(url))
    .default(''),
  calendarEveryMinutes: z.int().min(15).max(1_440).default(360),
  /** What a calendar's own words for the impact mean, in lower case. */
  calendarImpactWords: z.record(z.string().min(1).max(40), z.enum(['low', 'medium', 'high'])).default({}),
});
export type Settings = z.infer<typeof settings>;

const { shape } = settings;

/** A change names only what changes: an absent key must stay absent, so the defaults are taken off (zod fills them in otherwise). */
export const settingsChange = z
  .object({
    language: shape.language.unwrap(),
    theme: shape.theme.unwrap(),
    density: shape.density.unwrap(),
    colourBlind: shape.colourBlind.unwrap(),
    timeZone: shape.timeZone.unwrap(),
    nativeNotifications: shape.nativeNotifications.unwrap(),
    notifyQuarantine: shape.notifyQuarantine.unwrap(),
    notifyOutcomes: shape.notifyOutcomes.unwrap(),
    shortcuts: shape.shortcuts.unwrap(),
    signalTimeframes: shape.signalTimeframes.unwrap(),
    feed: shape.feed.unwrap(),
    refereeBps: shape.refereeBps.unwrap(),
    calendarUrl: shape.calendarUrl.unwrap(),
    calendarEveryMinutes: shape.calendarEveryMinutes.unwrap(),
    calendarImpactWords: shape.calendarImpactWords.unwrap(),
  })
  .partial();

export const settingsContract = {
  get: query('settings:read').output(settings),
  set: command('settings:write').input(settingsChange).output(settings),
};
