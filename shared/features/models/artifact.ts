import { z } from 'zod';
import { timeframe } from '../market/candle';
import { dataSource } from '../market/instrument';

/** First 32 hex digits of SHA-256 over the canonical artifact without its id: the same training gives the same id. */
export const modelId = z.string().regex(/^[0-9a-f]{32}$/);

/** Histogram trees as flat columns: node i of all trees one after the other; a leaf has feature -1 and its value in `value`. */
export const trees = z.object({
  /** Log-odds before the first tree. */
  start: z.number(),
  /** Index of each tree's root. */
  roots: z.array(z.int()),
  feature: z.array(z.int()),
  /** Goes left where the feature's value is ≤ this. */
  threshold: z.array(z.number()),
  left: z.array(z.int()),
  right: z.array(z.int()),
  /** Log-odds added by a leaf; for an inner node the cover-weighted mean of its leaves, which explanations need. */
  value: z.array(z.number()),
});
export type Trees = z.infer<typeof trees>;

/** Log-odds are linear in the standardised features. */
export const logistic = z.object({
  intercept: z.number(),
  weights: z.array(z.number()),
  means: z.array(z.number()),
  deviations: z.array(z.number()),
});
export type Logistic = z.infer<typeof logistic>;

/** Raw log-odds to probability: Platt's two figures, or isotonic steps (`at` ascending log-odds, `probability` at each). */
export const calibration = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('platt'), slope: z.number(), offset: z.number() }),
  z.object({ kind: z.literal('isotonic'), at: z.array(z.number()), probability: z.array(z.number()) }),
]);
export type Calibration = z.infer<typeof calibration>;

/** Everything that scoring needs, as a file; nothing in it is particular to a machine. */
export const modelArtifact = z.object({
  format: z.literal('sirrius-model@1'),
  id: modelId,
  kind: z.enum(['trees', 'logistic']),
  /** `name@version` of the feature set, and its names in order. */
  featureSet: z.string(),
  features: z.array(z.string()),
  source: dataSource,
  ruleSet: z.string(),
  strategies: z.array(z.string()),
  timeframes: z.array(timeframe),
  instruments: z.array(z.string()),
  seed: z.int(),
  trees: trees.nullable(),
  logistic: logistic.nullable(),
  calibration,
});
export type ModelArtifact = z.infer<typeof modelArtifact>;
