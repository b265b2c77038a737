import type { Calibration, Logistic, ModelArtifact, Trees } from '../artifact';
import { calibrated, rawScore, sigmoid } from '../scoring';
import { boost } from './boost';
import { calibrate } from './calibrate';
import { fitLogistic } from './linear';
import { type Matrix, take } from './matrix';
import { logLossOf } from './metrics';
import { chance } from './prng';
import type { Recipe } from './recipe';
import type { Samples } from './samples';
import { instantStart, purged } from './walkForward';

/** Both kinds, learnt on one window of time and calibrated on its end; `kind` is what the inner validation chose. */
export interface Fitted {
  readonly kind: ModelArtifact['kind'];
  readonly trees: { readonly model: Trees; readonly calibration: Calibration; readonly gains: Float64Array };
  readonly logistic: { readonly model: Logistic; readonly calibration: Calibration };
}

/** The least of wins and losses that each part of a window must hold. */
const LEAST = 5;

/**
 * Learns from the samples of one window, given oldest first: the oldest part grows, the next stops the trees, takes the
 * penalty and chooses between the two kinds, after which both grow again on these two parts, and the newest part
 * calibrates them. Between the parts outcomes are purged as between folds. Null where a part has too little of either outcome.
 */
export function fitWindow(samples: Samples, window: Int32Array, recipe: Recipe, seed: number): Fitted | null {
  const parts = partsOf(samples, window, recipe);
  if (Object.values(parts).some((part) => !usable(part))) return null;
  const { learn, choose, both, last } = parts;
  const stopped = boost(learn, recipe.boost, chance(seed), choose);
  const penalty = bestPenalty(learn, choose, recipe.penalties);
  const linear = fitLogistic(learn, penalty);
  const treesLoss = rawLoss({ trees: stopped.trees, logistic: null }, choose);
  const linearLoss = rawLoss({ trees: null, logistic: linear }, choose);
  const grown = boost(both, { ...recipe.boost, rounds: stopped.rounds }, chance(seed + 1), null);
  const whole = fitLogistic(both, penalty);
  return {
    kind: treesLoss < linearLoss ? 'trees' : 'logistic',
    trees: {
      model: grown.trees,
      calibration: calibrate(rawScores({ trees: grown.trees, logistic: null }, last), last.wins),
      gains: grown.gains,
    },
    logistic: { model: whole, calibration: calibrate(rawScores({ trees: null, logistic: whole }, last), last.wins) },
  };
}

function partsOf(samples: Samples, window: Int32Array, { learn, choose }: Recipe) {
  const times = {
    at: Float64Array.from(window, (i) => samples.at[i] as number),
    closedAt: Float64Array.from(window, (i) => samples.closedAt[i] as number),
  };
  const n = window.length;
  const a = n === 0 ? 0 : instantStart(times.at, Math.floor(n * learn));
  const b = n === 0 ? 0 : instantStart(times.at, Math.floor(n * (learn + choose)));
  const part = (from: number, to: number, until: number) =>
    take(
      samples.matrix,
      purged(times, from, to, until, 0).map((i) => window[i] as number),
    );
  return {
    learn: part(0, a, times.at[a] as number),
    choose: part(a, b, times.at[b] as number),
    both: part(0, b, times.at[b] as number),
    last: take(samples.matrix, window.slice(b)),
  };
}

function usable({ rows, wins }: Matrix): boolean {
  const won = wins.reduce((sum, win) => sum + win, 0);
  return won >= LEAST && rows - won >= LEAST;
}

function bestPenalty(learn: Matrix, choose: Matrix, penalties: readonly number[]): number {
  let best = { penalty: penalties[0] as number, loss: Number.POSITIVE_INFINITY };
  for (const penalty of penalties) {
    const loss = rawLoss({ trees: null, logistic: fitLogistic(learn, penalty) }, choose);
    if (loss < best.loss) best = { penalty, loss };
  }
  return best.penalty;
}

type Scorable = Pick<ModelArtifact, 'trees' | 'logistic'>;

function rawScores(model: Scorable, matrix: Matrix): Float64Array {
  return Float64Array.from({ length: matrix.rows }, (_, row) => rawScore(model, matrix.values, row * matrix.width));
}

function rawLoss(model: Scorable, matrix: Matrix): number {
  return logLossOf(rawScores(model, matrix).map(sigmoid), matrix.wins);
}

/** Calibrated probabilities of every row. */
export function probabilitiesOf(model: Scorable & { readonly calibration: Calibration }, matrix: Matrix): Float64Array {
  return rawScores(model, matrix).map((raw) => calibrated(model.calibration, raw));
}

/** One of the two kinds in the form of an artifact. */
export function scorableOf(fitted: Fitted, kind: Fitted['kind']): Scorable & { readonly calibration: Calibration } {
  return kind === 'trees'
    ? { trees: fitted.trees.model, logistic: null, calibration: fitted.trees.calibration }
    : { trees: null, logistic: fitted.logistic.model, calibration: fitted.logistic.calibration };
}
