import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { command, query, stream } from '../../base/contract';
import { uuid } from '../../base/ids';
import { timeframe } from '../market/candle';
import { rate } from '../signals/contract';
import { direction, resultName, ruleName } from '../signals/signal';
import { overrides } from './rules';

const instrumentId = z.string().regex(/^[A-Z0-9]{2,20}$/);

/** What is to be tried. `from ≤ decision < to`, epoch ms UTC; candles before `from` only warm the indicators and the record up. */
export const backtestRequest = z.strictObject({
  instruments: z.array(instrumentId).min(1).max(50),
  from: z.int().min(0),
  to: z.int().min(0),
  timeframes: z.array(timeframe).min(1).max(6),
  /** `name@version`. */
  strategies: z.array(z.string().max(60)).min(1).max(20),
  ruleSet: z.string().max(60),
  /** Figures of the rule set that this run changes; a changed rule set carries another name in every decision. */
  overrides,
  /** Cost of one side in basis points for every instrument; null for each one's own. */
  costBps: z.number().min(0).max(500).nullable(),
  /** A model's id; null for the measured hit rate. */
  model: z.string().max(64).nullable(),
  /** Chooses where the verdicts cut the tape. */
  seed: z.int().min(0).max(2_147_483_647),
});
export type BacktestRequest = z.infer<typeof backtestRequest>;

/** A mean with its 95 % interval by Student's t; both ends null under two values. `deviation` is the sample's own. */
export const meanInterval = z.object({
  n: z.int(),
  mean: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  deviation: z.number().nullable(),
});
export type MeanInterval = z.infer<typeof meanInterval>;

export const figures = z.object({
  rate,
  /** Net R a closed signal. */
  expectancy: meanInterval,
  /** Not closed when the candles ended: outside every figure. */
  open: z.int(),
  totalR: z.number(),
  totalGrossR: z.number(),
  /** Peak to trough of cumulated net R, from 0; at 1 % risk a signal 1 R is 1 % of the capital at the start. */
  maxDrawdownR: z.number(),
  /** Sum of the gains over the sum of the losses; null where nothing was lost. */
  profitFactor: z.number().nullable(),
  /** Closed signals below 0 R, one after the other. */
  longestLosing: z.int(),
  /** Mean time from decision to close, ms; null without a closed signal. */
  holdingMs: z.number().nullable(),
  /** Share of the period with at least one signal open. */
  exposure: z.number().min(0).max(1),
});
export type Figures = z.infer<typeof figures>;

export const histogramBin = z.object({ from: z.number(), to: z.number(), n: z.int() });
export const monthCell = z.object({ month: z.string().regex(/^\d{4}-\d{2}$/), n: z.int(), wins: z.int(), r: z.number() });
/** Cumulated net R after the signal that closed at `at`, and how far below the highest it lies (≤ 0). */
export const equityPoint = z.object({ at: z.int(), r: z.number(), drawdown: z.number() });
export type EquityPoint = z.infer<typeof equityPoint>;
export const keyed = z.object({ key: z.string(), rate, totalR: z.number(), expectancy: meanInterval });
export type Keyed = z.infer<typeof keyed>;

/** Everything that is said of one set of signals. */
export const backtestView = z.object({
  figures,
  histogram: z.array(histogramBin),
  months: z.array(monthCell),
  equity: z.array(equityPoint),
  by: z.object({ instrument: z.array(keyed), timeframe: z.array(keyed), strategy: z.array(keyed) }),
});
export type BacktestView = z.infer<typeof backtestView>;

/** What was compared with the run, and whether all of it was the same. */
export const verdict = z.object({
  verdict: z.enum(['clean', 'differs', 'nothing']),
  /** Reruns: shortened tapes, or other ways of feeding the same one. */
  runs: z.int(),
  /** Decisions and outcomes that were held against each other, over all reruns. */
  compared: z.int(),
  /** The first that was not the same: its time, and the signal where one is known. */
  first: z.object({ instrument: z.string(), at: z.int(), signal: z.string().nullable() }).nullable(),
});
export type Verdict = z.infer<typeof verdict>;

export const instrumentRun = z.object({
  instrument: instrumentId,
  costBps: z.number(),
  candles: z.int(),
  /** Those of them before the period. */
  warmUp: z.int(),
  first: z.int(),
  last: z.int(),
  /** Candles that are built over a gap or hold an absurd price. */
  suspect: z.int(),
  signals: z.int(),
  /** SHA-256 over the candles' columns, and over the lines of signals and outcomes as `replay --json` prints them. */
  candleDigest: z.string(),
  digest: z.string(),
});
export type InstrumentRun = z.infer<typeof instrumentRun>;

/** What a repetition must find again, besides the request. */
export const recipe = z.object({
  codeVersion: z.string(),
  source: z.string(),
  baseTimeframe: timeframe,
  calendarVersion: z.string().nullable(),
});
export type Recipe = z.infer<typeof recipe>;

export const backtestResult = z.object({
  digest: z.string(),
  instruments: z.array(instrumentRun),
  lookAhead: verdict,
  repaint: verdict,
  published: backtestView,
  /** The shadow record: every candidate, whatever the rules said of it. */
  every: backtestView,
});
export type BacktestResult = z.infer<typeof backtestResult>;

export const runState = z.enum(['running', 'done', 'failed', 'cancelled', 'interrupted']);

/** Why there is no result: a word of `backtests:problem`, and what it is about. */
export const problem = z.object({ word: z.string(), instrument: z.string().nullable(), candles: z.int().nullable() });
export type Problem = z.infer<typeof problem>;

export const summary = z.object({
  /** Closed published signals and candidates, their net R a signal, and both verdicts. */
  published: meanInterval,
  every: meanInterval,
  lookAhead: verdict.shape.verdict,
  repaint: verdict.shape.verdict,
});
export type Summary = z.infer<typeof summary>;

export const backtestRow = z.object({
  id: uuid,
  name: z.string(),
  at: z.int(),
  by: z.string(),
  state: runState,
  problem: problem.nullable(),
  /** True where the candles themselves are made up. */
  simulated: z.boolean(),
  request: backtestRequest,
  summary: summary.nullable(),
});
export type BacktestRow = z.infer<typeof backtestRow>;

export const repeatRow = z.object({
  at: z.int(),
  by: z.string(),
  codeVersion: z.string(),
  /** `inputs-changed`: a candle was repaired or the calendar imported since, so another result proves nothing. */
  outcome: z.enum(['same', 'differs', 'inputs-changed']),
  digest: z.string(),
  /** Where it is not the same. */
  instruments: z.array(z.string()),
});
export type RepeatRow = z.infer<typeof repeatRow>;

export const backtestDetail = backtestRow.extend({
  recipe,
  result: backtestResult.nullable(),
  finishedAt: z.int().nullable(),
  repeats: z.array(repeatRow),
});
export type BacktestDetail = z.infer<typeof backtestDetail>;

/** One signal of a run with what became of it; result and R are null while it was open at the end of the candles. */
export const backtestTrade = z.object({
  id: z.string(),
  instrument: z.string(),
  timeframe,
  strategy: z.string(),
  direction,
  at: z.int(),
  closedAt: z.int().nullable(),
  result: resultName.nullable(),
  r: z.number().nullable(),
  rGross: z.number().nullable(),
  published: z.boolean(),
  /** Rules that kept it from being published. */
  refusedBy: z.array(ruleName),
  entry: z.number(),
  sl: z.number(),
  tp1: z.number(),
  tp2: z.number(),
  confidence: z.number(),
  noEdge: z.number(),
});
export type BacktestTrade = z.infer<typeof backtestTrade>;

export const backtestJob = z.object({
  run: uuid,
  stage: z.enum(['read', 'run', 'measure', 'store']),
  repeat: z.boolean(),
  startedAt: z.int(),
  /** Candles, all passes over them counted. */
  done: z.int(),
  total: z.int(),
});
export type BacktestJob = z.infer<typeof backtestJob>;

/** A model that can be tried; what it was trained on, because over that time its result is flattering. */
export const modelChoice = z.object({
  id: z.string(),
  state: z.string(),
  trainedAt: z.int(),
  from: z.int(),
  to: z.int(),
});
export type ModelChoice = z.infer<typeof modelChoice>;

const name = z.string().trim().min(1).max(80);
const one = z.object({ id: uuid });
const unknownRun = { UNKNOWN_RUN: {} };
const busy = { BUSY: {} };

export const backtestsContract = {
  /** What can be chosen: instruments of the watch list with what is stored of them, timeframes, strategies, rule set, models. */
  choices: query('backtests:read').output(
    z.object({
      source: z.string(),
      simulated: z.boolean(),
      timeframes: z.array(timeframe),
      strategies: z.array(z.string()),
      ruleSet: z.string(),
      instruments: z.array(
        z.object({
          id: instrumentId,
          name: z.string(),
          decimals: z.int(),
          costBps: z.number(),
          /** Open times of the first and last stored candle; null where nothing is stored. */
          first: z.int().nullable(),
          last: z.int().nullable(),
        }),
      ),
      models: z.array(modelChoice),
    }),
  ),
  /** Newest first. */
  list: query('backtests:read').output(z.object({ rows: z.array(backtestRow), job: backtestJob.nullable() })),
  get: query('backtests:read').input(one).output(backtestDetail).errors(unknownRun),
  /** In the order of decision. */
  trades: query('backtests:read')
    .input(one.extend({ view: z.enum(['published', 'every']), offset: z.int().min(0), limit: z.int().min(1).max(500) }))
    .output(z.object({ rows: z.array(backtestTrade), total: z.int() }))
    .errors(unknownRun),
  /** Tells that the list, a run or the job has changed. */
  changes: stream('backtests:read').output(eventIterator(z.object({ sequence: z.int(), job: backtestJob.nullable() }))),
  run: command('backtests:run')
    .input(z.object({ name, request: backtestRequest }))
    .output(one)
    .errors({
      ...busy,
      EMPTY_PERIOD: {},
      UNKNOWN_INSTRUMENT: { data: z.object({ instrument: z.string() }) },
      UNKNOWN_STRATEGY: { data: z.object({ strategy: z.string() }) },
      UNKNOWN_RULE_SET: {},
      UNKNOWN_MODEL: {},
      TIMEFRAME_TOO_SHORT: { data: z.object({ base: timeframe }) },
      NO_CANDLES: { data: z.object({ instrument: z.string() }) },
    }),
  /** Runs a stored one again and holds its digest against the stored one. */
  repeat: command('backtests:run')
    .input(one)
    .output(one)
    .errors({
      ...busy,
      ...unknownRun,
      NOT_DONE: {},
      UNKNOWN_STRATEGY: { data: z.object({ strategy: z.string() }) },
      UNKNOWN_MODEL: {},
      OTHER_SOURCE: { data: z.object({ source: z.string() }) },
    }),
  cancel: command('backtests:run').output(z.object({})).errors({ NOTHING_RUNS: {} }),
  rename: command('backtests:run').input(one.extend({ name })).output(z.object({})).errors(unknownRun),
  remove: command('backtests:run')
    .input(one)
    .output(z.object({}))
    .errors({ ...unknownRun, ...busy }),
};
