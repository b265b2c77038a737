import { z } from 'zod';
import { rate } from '../signals/contract';

export const CATEGORIES = ['class', 'instrument', 'timeframe', 'strategy', 'series'] as const;
export const category = z.enum(CATEGORIES);
export type Category = z.infer<typeof category>;

/** Closed published signals beside everything that keeps their rate honest; R is net of costs. */
export const measures = rate.extend({
  totalR: z.number(),
  /** Largest fall of the cumulated net R from a peak, by closing time. */
  drawdownR: z.number(),
});
export type Measures = z.infer<typeof measures>;

export const outlier = z.object({
  id: z.string(),
  at: z.int(),
  instrument: z.string(),
  timeframe: z.string(),
  strategy: z.string(),
  result: z.string(),
  r: z.number(),
});
export type Outlier = z.infer<typeof outlier>;

export const RULES = [
  'small-sample',
  'switch-off',
  'losing-winners',
  'keep',
  'no-better-than-chance',
  'rests-on-few',
  'drawdown',
  'worse-than-before',
  'nothing',
] as const;
/** What a rule says, with the figures it came from. */
export const recommendation = z.object({
  rule: z.enum(RULES),
  subject: z.string(),
  values: z.record(z.string(), z.number()),
});
export type Recommendation = z.infer<typeof recommendation>;

/** Everything of a report that anybody may see. */
export const publicFigures = z.object({
  source: z.string(),
  /** `YYYY-MM` in Paris; a month that is not over is partial. */
  month: z.string().regex(/^\d{4}-\d{2}$/),
  from: z.int(),
  to: z.int(),
  partial: z.boolean(),
  totals: measures,
  cancelled: z.int(),
  open: z.int(),
  categories: z.array(z.object({ by: category, name: z.string(), measures })),
  benchmarks: z.object({
    /** First open to last close of the month, as a fraction; null where no candles are stored. */
    buyAndHold: z.array(z.object({ instrument: z.string(), change: z.number().nullable() })),
    /** The same instruments, sides and distances entered at random times; null where no candle is stored. */
    random: z
      .object({
        seed: z.string(),
        draws: z.int(),
        /** Signals that could be compared, and what they made. */
        n: z.int(),
        ours: z.number(),
        mean: z.number(),
        low: z.number(),
        high: z.number(),
        /** Share of random months at least as good. */
        asGood: z.number(),
      })
      .nullable(),
    previous: measures.nullable(),
  }),
  outliers: z.object({ best: z.array(outlier), worst: z.array(outlier), without: measures }),
  recommendations: z.array(recommendation),
});
export type PublicFigures = z.infer<typeof publicFigures>;

/** What stays inside: how the samples were reviewed, and by whom. */
export const internalFigures = z.object({
  samples: z.int(),
  reviewed: z.int(),
  contested: z.int(),
  reviewers: z.array(z.object({ name: z.string(), reviews: z.int() })),
});

export const reportFigures = z.object({ public: publicFigures, internal: internalFigures });
export type ReportFigures = z.infer<typeof reportFigures>;
