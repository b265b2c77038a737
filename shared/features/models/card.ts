import { z } from 'zod';
import { rate } from '../signals/contract';
import { modelArtifact, modelId } from './artifact';

/** Out-of-sample quality of one set of probabilities over n candidates. AUC is null where only one outcome occurred. */
export const quality = z.object({
  n: z.int(),
  wins: z.int(),
  auc: z.number().nullable(),
  brier: z.number(),
  logLoss: z.number(),
});
export type Quality = z.infer<typeof quality>;

/** Mean paired difference of log-loss (this model less the other; below 0 is better) with its 95 % interval, by blocks of days. */
export const comparison = z.object({ n: z.int(), mean: z.number(), low: z.number(), high: z.number() });
export type Comparison = z.infer<typeof comparison>;

export const fold = z.object({
  trainFrom: z.int(),
  trainTo: z.int(),
  testFrom: z.int(),
  testTo: z.int(),
  trainN: z.int(),
  testN: z.int(),
  /** Left out of training because their outcome reaches into the test, or lies in the embargo behind it. */
  purged: z.int(),
  quality: quality.nullable(),
});
export type Fold = z.infer<typeof fold>;

export const reliabilityBin = z.object({
  from: z.number(),
  to: z.number(),
  n: z.int(),
  wins: z.int(),
  /** Mean of what was said; share that came true, with its Wilson 95 % interval. Null where n = 0. */
  stated: z.number().nullable(),
  realised: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
});

export const keyedRate = z.object({ key: z.string(), rate });

/** What is known of a model, in its own file and on its screen; every figure is out of sample and carries its n. */
export const modelCard = z.object({
  format: z.literal('sirrius-card@1'),
  model: modelId,
  artifact: modelArtifact.shape.kind,
  trainedAt: z.int(),
  /** Version of the console, and digest of the training code's own figures (hyper-parameters, feature set, rule set). */
  codeVersion: z.string(),
  recipe: z.string(),
  seed: z.int(),
  source: z.string(),
  period: z.object({ from: z.int(), to: z.int() }),
  instruments: z.array(z.string()),
  timeframes: z.array(z.string()),
  strategies: z.array(z.string()),
  ruleSet: z.string(),
  featureSet: z.string(),
  candles: z.int(),
  /** Decided candidates in all, and those that some fold tested. */
  n: z.int(),
  tested: z.int(),
  folds: z.array(fold),
  /** The bar is `noEdge`: what a market without an edge gives each candidate's geometry. `baseRate` is the training folds' own hit rate. */
  outOfSample: z.object({
    model: quality,
    trees: quality,
    logistic: quality,
    noEdge: quality,
    baseRate: quality,
    /** The measured shrunk hit rate: what is in force without a model. */
    shrunk: quality,
    previous: quality.nullable(),
  }),
  againstNoEdge: comparison,
  againstBaseRate: comparison,
  againstPrevious: comparison.nullable(),
  /** Refused unless it beats the better of no-edge and base rate: the upper end of both intervals lies below 0. */
  verdict: z.enum(['accepted', 'refused']),
  refusedFor: z.array(z.enum(['too-few', 'no-edge', 'base-rate', 'calibration'])),
  reliability: z.array(reliabilityBin),
  /** Mean absolute difference of stated and realised, weighted by n. */
  calibrationError: z.number(),
  /** Of the tested candidates that the model put above the publication gate: what it would have let through. */
  rates: z.object({
    all: rate,
    instrument: z.array(keyedRate),
    timeframe: z.array(keyedRate),
    month: z.array(keyedRate),
  }),
  /** Share of the gain that each feature brought, largest first. */
  importance: z.array(z.object({ feature: z.string(), share: z.number() })),
  /** Deciles of each feature in training and the share of candidates in each part, for the population stability index. */
  reference: z.array(z.object({ feature: z.string(), edges: z.array(z.number()), shares: z.array(z.number()) })),
  /** Share of candidates above the publication gate in the tested folds: what an anomalous output rate is held against. */
  outputRate: z.number(),
});
export type ModelCard = z.infer<typeof modelCard>;
