import { z } from 'zod';
import { TIMEFRAMES } from '../../base/time';

/**
 * - `complete`: every trade of the bucket was seen.
 * - `quiet`: nothing traded; the price stands still, volume 0.
 * - `repaired`: filled from the venue's REST history after a gap.
 * - `suspect`: built over a gap or holding an absurd price; no signal is drawn from it.
 */
export const QUALITIES = ['complete', 'quiet', 'repaired', 'suspect'] as const;
export const quality = z.enum(QUALITIES);
export type Quality = z.infer<typeof quality>;

/** Codes used where quality is a column of numbers: the index in `QUALITIES`. */
export const QUALITY_CODE: Readonly<Record<Quality, number>> = { complete: 0, quiet: 1, repaired: 2, suspect: 3 };

export const timeframe = z.enum(TIMEFRAMES);

/** One bar. `ts` is its open time; it closes at `ts + timeframe`. */
export const candle = z.object({
  ts: z.int(),
  open: z.number().positive(),
  high: z.number().positive(),
  low: z.number().positive(),
  close: z.number().positive(),
  volume: z.number().min(0),
  quality,
});
export type Candle = z.infer<typeof candle>;

/** Column names of a candle pack (see `shared/base/columns`). `quality` holds `QUALITY_CODE`. */
export const CANDLE_COLUMNS = ['ts', 'open', 'high', 'low', 'close', 'volume', 'quality'] as const;

/** A stretch of missing bars: `from` is the first missing open time, `to` the first open time present again. */
export const gap = z.object({
  id: z.string(),
  instrument: z.string(),
  timeframe,
  from: z.int(),
  to: z.int(),
  missing: z.int().positive(),
  cause: z.enum(['reconnect', 'silence', 'restart', 'file', 'venue']),
  status: z.enum(['open', 'repaired', 'unrepairable']),
});
export type Gap = z.infer<typeof gap>;
