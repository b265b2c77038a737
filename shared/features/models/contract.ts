import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { command, query, stream } from '../../base/contract';
import { uuid } from '../../base/ids';
import { timeframe } from '../market/candle';
import { dataSource } from '../market/instrument';
import { rate } from '../signals/contract';
import { modelArtifact, modelId } from './artifact';
import { comparison, modelCard, quality } from './card';
import { drift } from './drift';
import { LIFE_DAYS, modelState } from './states';

/** A model in a line: every figure out of sample, with the number it was measured on. */
export const modelRow = z.object({
  id: modelId,
  source: dataSource,
  kind: modelArtifact.shape.kind,
  verdict: modelCard.shape.verdict,
  refusedFor: modelCard.shape.refusedFor,
  state: modelState,
  stateAt: z.int(),
  createdAt: z.int(),
  createdBy: z.string(),
  /** Null before the first promotion. */
  expiresAt: z.int().nullable(),
  period: modelCard.shape.period,
  instruments: z.array(z.string()),
  timeframes: z.array(z.string()),
  n: z.int(),
  tested: quality,
  rate,
  againstNoEdge: comparison,
});
export type ModelRow = z.infer<typeof modelRow>;

export const modelEvent = z.object({
  sequence: z.int(),
  at: z.int(),
  actor: z.string(),
  /** Their name. */
  who: z.string(),
  kind: z.enum(['trained', 'shadow', 'activate', 'retire', 'quarantine', 'unquarantine', 'expire']),
  state: modelState,
  reason: z.string().nullable(),
  /** Figures behind a quarantine, or the expiry that was chosen. */
  values: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type ModelEvent = z.infer<typeof modelEvent>;

export const modelDetail = z.object({
  row: modelRow,
  card: modelCard,
  history: z.array(modelEvent),
  /** Live figures; null for a model that scores nothing now. */
  drift: drift.nullable(),
  /** What it said since it was first put to work, and how many of those have closed. */
  scores: z.object({ shadow: z.int(), active: z.int(), closed: z.int() }),
});
export type ModelDetail = z.infer<typeof modelDetail>;

export const trainingJob = z.object({
  id: uuid,
  stage: z.enum(['read', 'train']),
  startedAt: z.int(),
  startedBy: z.string(),
  done: z.int(),
  /** 0 while unknown. */
  total: z.int(),
});
export type TrainingJob = z.infer<typeof trainingJob>;

export const trainingEnd = z.object({
  id: uuid,
  at: z.int(),
  /** The new model; null where there is none. */
  model: modelId.nullable(),
  /** `KNOWN`: the same training was done before, `model` names its result; `LEAK`: a feature saw the future. */
  problem: z.enum(['CANCELLED', 'TOO_FEW', 'LEAK', 'KNOWN', 'FAULT']).nullable(),
});
export type TrainingEnd = z.infer<typeof trainingEnd>;

/** Base candles below which training is not begun: fewer hold no set-ups to test on. */
export const LEAST_CANDLES = 5_000;

export const trainingInput = z.object({
  instruments: z.array(z.string()).min(1).max(200),
  from: z.int(),
  to: z.int(),
  timeframes: z.array(timeframe).min(1),
  seed: z.int().min(0).max(2_147_483_647),
});
export type TrainingInput = z.infer<typeof trainingInput>;

const one = z.object({ id: modelId });
const decision = one.extend({ reason: z.string().trim().min(5).max(1000) });
const unknown = { UNKNOWN_MODEL: {} };
const refusals = {
  ...unknown,
  /** The act does not fit the state it is in. */
  WRONG_STATE: { data: z.object({ state: modelState }) },
  /** It was made from another source's candles: it says nothing about these. */
  OTHER_SOURCE: { data: z.object({ source: z.string() }) },
};

export const modelsContract = {
  /** Of the present source, newest first. */
  list: query('models:read').output(
    z.object({
      source: dataSource,
      rows: z.array(modelRow),
      /** The model that gives signals their confidence now; null where the measured rate does. */
      inForce: modelId.nullable(),
      job: trainingJob.nullable(),
      lastEnd: trainingEnd.nullable(),
    }),
  ),
  get: query('models:read').input(one).output(modelDetail).errors(unknown),
  changes: stream('models:read').output(eventIterator(z.object({ sequence: z.int() }))),
  /** What there is to train on: each instrument's last stored base candle, null where it has none. */
  material: query('models:read').output(
    z.object({
      source: dataSource,
      baseTimeframe: timeframe,
      timeframes: z.array(timeframe),
      instruments: z.array(z.object({ id: z.string(), lastTs: z.int().nullable() })),
    }),
  ),
  train: command('models:train')
    .input(trainingInput)
    .output(z.object({ job: uuid }))
    .errors({
      BUSY: {},
      UNKNOWN_INSTRUMENT: { data: z.object({ instrument: z.string() }) },
      NO_TIMEFRAME: {},
      TOO_FEW: { data: z.object({ found: z.int(), needed: z.int() }) },
    }),
  cancel: command('models:train').output(z.object({})).errors({ NOTHING_RUNS: {} }),
  promote: command('models:promote')
    .input(
      decision.extend({
        to: z.enum(['shadow', 'active']),
        /** Days until it is out of force by itself. */
        days: z.int().min(LIFE_DAYS.least).max(LIFE_DAYS.most).default(LIFE_DAYS.usual),
      }),
    )
    .output(modelRow)
    .errors({ ...refusals, NOT_ACCEPTED: {} }),
  retire: command('models:promote').input(decision).output(modelRow).errors(refusals),
  quarantine: command('models:promote').input(decision).output(modelRow).errors(refusals),
  /** Makes it a candidate again: its way leads through shadow once more. */
  unquarantine: command('models:promote').input(decision).output(modelRow).errors(refusals),
  /** The card or the model itself as a file's name and text (JSON). */
  export: query('models:read')
    .input(one.extend({ part: z.enum(['card', 'artifact']) }))
    .output(z.object({ name: z.string(), text: z.string() }))
    .errors(unknown),
};
