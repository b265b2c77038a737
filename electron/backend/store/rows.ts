import { z } from 'zod';
import { gap } from '../../../shared/features/market/candle';

/** A gap as stored, in the words of the contract, with the source that the contract leaves out. */
export const storedGap = z
  .object({
    id: z.string(),
    source: z.string(),
    instrument: z.string(),
    timeframe: z.string(),
    from_ts: z.int(),
    to_ts: z.int(),
    missing: z.int(),
    cause: z.string(),
    status: z.string(),
  })
  .transform(({ from_ts, to_ts, ...rest }) => ({ ...rest, from: from_ts, to: to_ts }))
  .pipe(gap.extend({ source: z.string() }));
