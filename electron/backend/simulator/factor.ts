import type { Group } from './profiles';
import { Rng } from './rng';

export const MINUTES_PER_DAY = 1440;

/** What a group feels in each minute of a day: a common return of about unit variance, and the scale of everybody's noise. */
export interface FactorDay {
  readonly returns: Float64Array;
  readonly scale: Float64Array;
}

interface Regime {
  readonly scale: number;
  /** Mean of a minute's return in units of its standard deviation. */
  readonly drift: number;
  /** Pull back to where the regime began, per minute. */
  readonly pull: number;
  readonly meanMinutes: number;
}

const REGIMES = {
  range: { scale: 0.7, drift: 0, pull: 0.04, meanMinutes: 180 },
  rise: { scale: 0.9, drift: 0.07, pull: 0, meanMinutes: 120 },
  fall: { scale: 0.95, drift: -0.07, pull: 0, meanMinutes: 100 },
  burst: { scale: 2.2, drift: 0.12, pull: 0, meanMinutes: 18 },
  crash: { scale: 3, drift: -0.55, pull: 0, meanMinutes: 9 },
} as const satisfies Record<string, Regime>;
type RegimeName = keyof typeof REGIMES;

/** Markov chain: where a regime goes when it ends, with probabilities that sum to 1. */
const NEXT: Readonly<Record<RegimeName, readonly (readonly [RegimeName, number])[]>> = {
  range: [
    ['rise', 0.36],
    ['fall', 0.34],
    ['burst', 0.25],
    ['crash', 0.05],
  ],
  rise: [
    ['range', 0.6],
    ['burst', 0.2],
    ['fall', 0.16],
    ['crash', 0.04],
  ],
  fall: [
    ['range', 0.6],
    ['rise', 0.2],
    ['burst', 0.12],
    ['crash', 0.08],
  ],
  burst: [
    ['range', 0.5],
    ['rise', 0.25],
    ['fall', 0.25],
  ],
  crash: [
    ['burst', 0.4],
    ['range', 0.4],
    ['rise', 0.2],
  ],
};

/** GARCH(1,1) with unit long-run variance: volatility comes in clusters (Bollerslev, 1986). */
const OMEGA = 0.03;
const ALPHA = 0.12;
const BETA = 0.85;

/** One day of one group. The same seed, group and day give the same day, whatever was asked before. */
export function factorDay(seed: number, group: Group, day: number): FactorDay {
  const rng = new Rng(seed, 'factor', group, day);
  const returns = new Float64Array(MINUTES_PER_DAY);
  const scale = new Float64Array(MINUTES_PER_DAY);
  let name: RegimeName = pick(rng, [
    ['range', 0.5],
    ['rise', 0.27],
    ['fall', 0.23],
  ]);
  let variance = Math.exp(0.5 * rng.normal() - 0.1);
  let wandered = 0;
  for (let minute = 0; minute < MINUTES_PER_DAY; minute += 1) {
    const regime: Regime = REGIMES[name];
    const shock = Math.sqrt(variance) * rng.fat();
    scale[minute] = Math.sqrt(variance) * regime.scale;
    const value = regime.scale * (shock + regime.drift) - regime.pull * wandered;
    returns[minute] = value;
    wandered += value;
    // One wild minute must not set the level of the whole day.
    variance = OMEGA + ALPHA * Math.min(shock * shock, 16) + BETA * variance;
    if (rng.uniform() < 1 / regime.meanMinutes) {
      name = pick(rng, NEXT[name]);
      wandered = 0;
    }
  }
  return { returns, scale };
}

function pick(rng: Rng, choices: readonly (readonly [RegimeName, number])[]): RegimeName {
  let left = rng.uniform();
  for (const [name, probability] of choices) {
    left -= probability;
    if (left < 0) return name;
  }
  return 'range';
}
