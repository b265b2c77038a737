import { z } from 'zod';
import { candle, timeframe } from '../market/candle';
import { decision, outcome } from './signal';

/** The lines of `replay --json`: an outside program reads them, so what is here is a promise. Times are epoch ms UTC. */

export const gapLine = z.strictObject({
  type: z.literal('gap'),
  instrument: z.string(),
  timeframe,
  from: z.int(),
  to: z.int(),
  missing: z.int().positive(),
});
export type GapLine = z.infer<typeof gapLine>;

export const signalLine = z.strictObject({ type: z.literal('signal'), ...decision.shape });
export type SignalLine = z.infer<typeof signalLine>;

export const outcomeLine = z.strictObject({ type: z.literal('outcome'), ...outcome.shape });
export type OutcomeLine = z.infer<typeof outcomeLine>;

const share = z.number().min(0).max(1).nullable();
const difference = z.number().min(-1).max(1).nullable();

export const summaryLine = z.strictObject({
  type: z.literal('summary'),
  /** Accepted rows of the input. */
  candles: z.int().min(0),
  gaps: z.int().min(0),
  signals: z.int().min(0),
  validated: z.int().min(0),
  quarantined: z.int().min(0),
  closed: z.int().min(0),
  open: z.int().min(0),
  wins: z.int().min(0),
  losses: z.int().min(0),
  winRate: share,
  winRateLow: share,
  winRateHigh: share,
  noEdgeRate: share,
  edgeLow: difference,
  edgeHigh: difference,
  expectancyR: z.number().nullable(),
  candlesPerSecond: z.number().min(0),
  /** SHA-256 of the signal and outcome lines, each with its line feed, in output order. */
  digest: z.string().regex(/^[0-9a-f]{64}$/),
});
export type SummaryLine = z.infer<typeof summaryLine>;

export const candleLine = z.strictObject({ type: z.literal('candle'), instrument: z.string(), timeframe, ...candle.shape });
export type CandleLine = z.infer<typeof candleLine>;

export const REPLAY_LINES = {
  gap: gapLine,
  signal: signalLine,
  outcome: outcomeLine,
  summary: summaryLine,
  candle: candleLine,
} as const;
