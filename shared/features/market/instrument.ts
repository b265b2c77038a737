import { z } from 'zod';

export const INSTRUMENT_CLASSES = ['crypto', 'forex', 'index', 'metal'] as const;
export const VENUES = ['binance', 'kraken', 'twelvedata'] as const;
export type Venue = (typeof VENUES)[number];

/** What the console must know about a thing that is traded. Prices are decimal numbers in the quote currency. */
export const instrument = z.object({
  id: z.string().regex(/^[A-Z0-9]{2,20}$/),
  name: z.string().min(1),
  class: z.enum(INSTRUMENT_CLASSES),
  base: z.string(),
  quote: z.string(),
  /** Smallest price step. */
  tickSize: z.number().positive(),
  /** Decimals shown, those of the tick size. */
  decimals: z.int().min(0).max(10),
  /** Key of `resources/market/sessions.json`; `always` never closes. */
  session: z.enum(['always', 'forex', 'us-equity', 'metal', 'xetra']),
  /** The symbol each venue knows it by; absent where the venue does not list it. */
  venueSymbols: z.partialRecord(z.enum(VENUES), z.string()),
  /** Currencies whose announcements touch it. */
  currencies: z.array(z.string().length(3)),
  /** Cost of one side in basis points of the notional: 5 plus half the usual spread unless set. */
  costBps: z.number().min(0),
  /** False where the venue reports no volume: the volume rule is then not applicable. */
  hasVolume: z.boolean(),
  /** True where minutes without a trade are normal in files, so that a missing row is no gap in a higher bar. */
  sparse: z.boolean(),
});
export type Instrument = z.infer<typeof instrument>;

/** Where a series comes from; never mixed. */
export const dataSource = z.string().regex(/^(binance|kraken|twelvedata|simulation|file:[0-9a-f]{16,64})$/);
export type DataSource = z.infer<typeof dataSource>;

/** Prices of a venue, as they are; anything else is simulated or played from a file, and nothing outward comes of it. */
export function isLiveSource(source: string): boolean {
  return VENUES.some((venue) => venue === source);
}
