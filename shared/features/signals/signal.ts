import { z } from 'zod';
import { signalId } from '../../base/ids';
import { timeframe } from '../market/candle';
import { dataSource } from '../market/instrument';

/** The seven rules of validation, in the order they are shown and printed. */
export const RULES = ['price', 'risk_reward', 'stop_distance', 'confidence', 'opposite', 'volume', 'calendar'] as const;
export const ruleName = z.enum(RULES);
export type RuleName = z.infer<typeof ruleName>;

export const verdict = z.enum(['pass', 'fail', 'no-data', 'not-applicable']);
export type Verdict = z.infer<typeof verdict>;

/** One rule's finding. `measured` and `threshold` are numbers in the rule's own unit, or null where there is nothing to measure. */
export const check = z.object({
  rule: ruleName,
  verdict,
  passed: z.boolean(),
  measured: z.number().nullable(),
  threshold: z.number().nullable(),
});
export type Check = z.infer<typeof check>;

export const direction = z.enum(['long', 'short']);
export type Direction = z.infer<typeof direction>;

/** What the engine decided at `at`; never changes afterwards. */
export const decision = z.object({
  id: signalId,
  /** Close time of the deciding candle. */
  at: z.int(),
  instrument: z.string(),
  timeframe,
  direction,
  entry: z.number().positive(),
  tp1: z.number().positive(),
  tp2: z.number().positive(),
  sl: z.number().positive(),
  /** Probability that TP1 comes before SL: the shrunk hit rate of like set-ups in the strictly earlier record. */
  confidence: z.number().min(0).max(1),
  /** 1/(1+a): what a market without an edge gives the same geometry. */
  noEdge: z.number().min(0).max(1),
  status: z.enum(['validated', 'quarantined']),
  checks: z.array(check).length(RULES.length),
  expiresAt: z.int(),
  /** `name@version`. */
  strategy: z.string(),
  ruleSet: z.string(),
  source: dataSource,
});
export type Decision = z.infer<typeof decision>;

export const resultName = z.enum(['TP1', 'TP1_BE', 'TP1_EXPIRED', 'TP2', 'SL', 'EXPIRED', 'CANCELLED']);
export type ResultName = z.infer<typeof resultName>;

/** What the market, or a person for CANCELLED, made of a signal. `r` is net of costs; TP1 alone is not final. */
export const outcome = z.object({
  id: signalId,
  at: z.int(),
  result: resultName,
  final: z.boolean(),
  r: z.number(),
  rGross: z.number(),
});
export type Outcome = z.infer<typeof outcome>;

/** What a model said of a candidate: its probability of a win, and what moved it (log-odds, largest first). */
export const modelScore = z.object({
  model: z.string(),
  probability: z.number().min(0).max(1),
  effects: z.array(z.object({ feature: z.string(), value: z.number(), effect: z.number() })),
});
export type ModelScore = z.infer<typeof modelScore>;

/** Why a validated signal was not published at once, with the figures behind it. */
export const hold = z.object({
  reason: z.enum(['paused', 'publication-stopped', 'referee']),
  values: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type Hold = z.infer<typeof hold>;

/** Everything a proof needs to compute the decision again. */
export const decisionInputs = z.object({
  /** SHA-256 of the packed candle window the strategy could see. */
  windowDigest: z.string(),
  windowFrom: z.int(),
  referencePrice: z.number(),
  /** Age of the reference price at the decision, ms of exchange time. */
  referenceAgeMs: z.number(),
  /** n and wins of like set-ups before the decision, and the prior they were shrunk to. */
  record: z.object({ n: z.int(), wins: z.int(), prior: z.number(), weight: z.number() }),
  recordDigest: z.string(),
  calendarVersion: z.string().nullable(),
  /** Null where the confidence is the record's shrunk hit rate. */
  model: modelScore.nullable().default(null),
});
export type DecisionInputs = z.infer<typeof decisionInputs>;

/** Why the strategy fired: a word of the strategy's vocabulary with its figures, put into sentences by the screen. */
export const reason = z.object({ key: z.string(), values: z.record(z.string(), z.number()) });
export type Reason = z.infer<typeof reason>;

/**
 * Where a signal stands. `validated` and `released` are published; `quarantined` waits for an analyst;
 * `rejected` was refused by one. Closing is told by `outcome`, independently of this.
 */
export const signalState = z.enum(['validated', 'quarantined', 'released', 'rejected']);

export const signalRow = decision.extend({
  state: signalState,
  /** Latest outcome; null while nothing was reached. */
  outcome: outcome.nullable(),
  reasons: z.array(reason),
  /** Null for a signal that nothing held back. */
  hold: hold.nullable(),
});
export type SignalRow = z.infer<typeof signalRow>;

export const timelineEntry = z.object({
  at: z.int(),
  kind: z.enum(['decided', 'sealed', 'quarantined', 'notified', 'released', 'rejected', 'cancelled', 'outcome']),
  actor: z.string(),
  note: z.string().nullable(),
  result: resultName.nullable(),
  price: z.number().nullable(),
});

export const signalDetail = signalRow.extend({
  inputs: decisionInputs,
  seal: z.object({ sequence: z.int(), hash: z.string(), previous: z.string() }),
  timeline: z.array(timelineEntry),
});
export type SignalDetail = z.infer<typeof signalDetail>;
