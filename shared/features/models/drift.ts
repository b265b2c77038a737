import { z } from 'zod';
import { DAY } from '../../base/time';
import type { ModelCard } from './card';

/** When the market or the model is judged to have moved. Each is printed beside the figure it is held against. */
export const DRIFT = {
  /** Candidates looked at, latest first, and how many and how long a span a judgement needs: each session of the day several times. */
  window: 500,
  leastCandidates: 100,
  leastSpanMs: 3 * DAY,
  /** Importance-weighted population stability index; 0.25 is the customary sign of a changed population. */
  psi: 0.25,
  closedWindow: 200,
  leastClosed: 50,
  /** Stated less realised, and share above the gate: least differences that matter. */
  calibration: 0.1,
  output: 0.15,
  /** Standard errors that chance alone does not reach, however often one looks. */
  deviations: 4,
} as const;

export const DRIFT_MEASURES = ['psi', 'calibration', 'output'] as const;

export const driftFigure = z.object({
  measure: z.enum(DRIFT_MEASURES),
  n: z.int(),
  /** How many it needs before it judges. */
  needed: z.int(),
  /** Null while there is nothing to measure. */
  value: z.number().nullable(),
  threshold: z.number(),
  /** `waiting` while there are too few, or over too short a time. */
  state: z.enum(['waiting', 'fine', 'past']),
});
export type DriftFigure = z.infer<typeof driftFigure>;

export const drift = z.object({
  figures: z.array(driftFigure),
  /** Stability index of each feature, largest first. */
  features: z.array(z.object({ feature: z.string(), psi: z.number() })),
  /** Market time of the first and last candidate looked at. */
  from: z.int().nullable(),
  to: z.int().nullable(),
});
export type Drift = z.infer<typeof drift>;

/** A candidate that the model scored; `at` is market time, `features` in the order of the model. */
export interface Scored {
  readonly at: number;
  readonly probability: number;
  readonly features: readonly number[];
}

export interface Closed {
  readonly probability: number;
  readonly won: boolean;
}

type Reference = ModelCard['reference'][number];

/**
 * Population stability index of values against the training's shares: Σ (a − e) ln(a / e) over the parts between the edges
 * (a part is open below and closed above). Empty parts count as half a value, so that one of them alone proves nothing.
 */
export function stabilityIndex({ edges, shares }: Pick<Reference, 'edges' | 'shares'>, values: readonly number[]): number {
  if (values.length === 0) throw new RangeError('an index needs values');
  const counts = new Array<number>(shares.length).fill(0);
  for (const value of values) {
    const part = Math.min(shares.length - 1, partOf(edges, value));
    counts[part] = (counts[part] as number) + 1;
  }
  const least = 0.5 / values.length;
  return shares.reduce((sum, share, part) => {
    const expected = Math.max(least, share);
    const actual = Math.max(least, (counts[part] as number) / values.length);
    return sum + (actual - expected) * Math.log(actual / expected);
  }, 0);
}

/** Number of edges below the value. */
function partOf(edges: readonly number[], value: number): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value > (edges[middle] as number)) low = middle + 1;
    else high = middle;
  }
  return low;
}

export interface DriftInput {
  readonly card: Pick<ModelCard, 'reference' | 'importance' | 'outputRate' | 'tested'>;
  /** Names of the features, in the order of `Scored.features`. */
  readonly features: readonly string[];
  /** The latest ones, newest first, at most `DRIFT.window`. */
  readonly scored: readonly Scored[];
  /** The latest that have closed, cancelled ones aside, at most `DRIFT.closedWindow`. */
  readonly closed: readonly Closed[];
  /** Confidence above which a signal may be published. */
  readonly gate: number;
}

/** How far live candidates and results lie from what the card says. */
export function measureDrift(input: DriftInput): Drift {
  const { scored, closed } = input;
  const times = scored.map(({ at }) => at);
  const from = times.length === 0 ? null : Math.min(...times);
  const to = times.length === 0 ? null : Math.max(...times);
  const enough = scored.length >= DRIFT.leastCandidates && from !== null && to !== null && to - from >= DRIFT.leastSpanMs;
  const features = featureIndexes(input);
  const candidates = { n: scored.length, needed: DRIFT.leastCandidates };
  return {
    figures: [
      figure('psi', candidates, enough, features.length === 0 ? null : weighted(input.card, features), DRIFT.psi),
      calibrationFigure(closed),
      outputFigure(input, candidates, enough),
    ],
    features,
    from,
    to,
  };
}

function figure(
  measure: DriftFigure['measure'],
  count: Pick<DriftFigure, 'n' | 'needed'>,
  enough: boolean,
  value: number | null,
  threshold: number,
): DriftFigure {
  const state = !enough || value === null ? 'waiting' : value > threshold ? 'past' : 'fine';
  return { measure, ...count, value, threshold, state };
}

function featureIndexes({ card, features, scored }: DriftInput): Drift['features'] {
  if (scored.length === 0) return [];
  const rows = card.reference.flatMap((reference) => {
    const index = features.indexOf(reference.feature);
    const values = index < 0 ? [] : scored.flatMap((one) => one.features[index] ?? []);
    return values.length === 0 ? [] : [{ feature: reference.feature, psi: stabilityIndex(reference, values) }];
  });
  return rows.toSorted((a, b) => b.psi - a.psi);
}

/** Features count as much as the model relies on them: one that it hardly reads cannot put it out of force. */
function weighted(card: Pick<ModelCard, 'importance'>, rows: Drift['features']): number {
  const shares = new Map(card.importance.map(({ feature, share }) => [feature, share]));
  const known = rows.some(({ feature }) => (shares.get(feature) ?? 0) > 0);
  const weightOf = (feature: string) => (known ? (shares.get(feature) ?? 0) : 1);
  const total = rows.reduce((sum, { feature }) => sum + weightOf(feature), 0);
  return rows.reduce((sum, { feature, psi }) => sum + psi * weightOf(feature), 0) / total;
}

/** Mean of what was said against what came true. */
function calibrationFigure(closed: readonly Closed[]): DriftFigure {
  const n = closed.length;
  const stated = closed.reduce((sum, { probability }) => sum + probability, 0);
  const won = closed.filter((one) => one.won).length;
  const variance = closed.reduce((sum, { probability }) => sum + probability * (1 - probability), 0);
  const threshold = n === 0 ? DRIFT.calibration : Math.max(DRIFT.calibration, (DRIFT.deviations * Math.sqrt(variance)) / n);
  const value = n === 0 ? null : Math.abs(stated - won) / n;
  return figure('calibration', { n, needed: DRIFT.leastClosed }, n >= DRIFT.leastClosed, value, threshold);
}

/** Share above the gate against the share in the tested folds, within what the binomial distribution allows. */
function outputFigure(input: DriftInput, count: Pick<DriftFigure, 'n' | 'needed'>, enough: boolean): DriftFigure {
  const { card, scored, gate } = input;
  const n = scored.length;
  if (n === 0) return figure('output', count, false, null, DRIFT.output);
  // A share of none or all of a finite test still leaves room for one more.
  const least = 1 / (card.tested + 2);
  const expected = Math.min(1 - least, Math.max(least, card.outputRate));
  const value = Math.abs(scored.filter(({ probability }) => probability > gate).length / n - card.outputRate);
  const chance = DRIFT.deviations * Math.sqrt((expected * (1 - expected)) / n);
  return figure('output', count, enough, value, Math.max(DRIFT.output, chance));
}

/** What puts the model out of force; null where nothing does. */
export function pastThreshold({ figures }: Drift): DriftFigure | null {
  return figures.find(({ state }) => state === 'past') ?? null;
}
