import { sha256Hex } from '../../electron/backend/kit/hash';
import { HOUR, MINUTE } from '../../shared/base/time';
import type { FeatureSet } from '../../shared/features/models/features/feature';
import type { TrainingContext } from '../../shared/features/models/training/context';
import { type Chance, chance } from '../../shared/features/models/training/prng';
import { RECIPE } from '../../shared/features/models/training/recipe';
import type { Samples } from '../../shared/features/models/training/samples';

export const TOY_WIDTH = 6;

/** A set of six features that nobody computes: the samples bring their values. */
export const TOY_SET: FeatureSet = {
  id: 'toy@1',
  features: Array.from({ length: TOY_WIDTH }, (_, i) => ({ name: `toy-${i}`, version: 1, of: () => 0 })),
};

export interface Planted {
  readonly samples: Samples;
  /** The probability that each win was drawn with. */
  readonly truth: Float64Array;
}

/** Candidates every 20 minutes that live for one hour, their features drawn from (−1, 1), their wins from `truth` of them. */
export function planted(n: number, seed: number, truth: (features: readonly number[]) => number): Planted {
  const random: Chance = chance(seed);
  const values = new Float64Array(n * TOY_WIDTH).map(() => 2 * random() - 1);
  const probabilities = Float64Array.from({ length: n }, (_, i) =>
    truth(Array.from(values.subarray(i * TOY_WIDTH, (i + 1) * TOY_WIDTH))),
  );
  const wins = Uint8Array.from(probabilities, (probability) => (random() < probability ? 1 : 0));
  const at = Float64Array.from({ length: n }, (_, i) => 1_640_995_200_000 + i * 20 * MINUTE);
  return {
    truth: probabilities,
    samples: {
      matrix: { rows: n, width: TOY_WIDTH, values, wins },
      at,
      closedAt: at.map((one) => one + HOUR),
      noEdge: new Float64Array(n).fill(2 / 3),
      shrunk: new Float64Array(n).fill(0.65),
      facts: Array.from(wins, (win) => ({
        instrument: 'TOYUSDT',
        timeframe: '5m' as const,
        result: win === 1 ? ('TP2' as const) : ('SL' as const),
        r: win === 1 ? 0.6 : -1.1,
      })),
    },
  };
}

export function toyContext(change: Partial<TrainingContext> = {}): TrainingContext {
  return {
    set: TOY_SET,
    recipe: RECIPE,
    seed: 7,
    source: 'simulation',
    ruleSet: 'sirrius@1',
    gate: 0.6,
    strategies: ['toy@1'],
    timeframes: ['5m'],
    instruments: ['TOYUSDT'],
    candles: 1000,
    embargoMs: 4 * HOUR,
    previous: null,
    codeVersion: '0.0.0',
    trainedAt: 1,
    sha256: sha256Hex,
    onFold: () => undefined,
    ...change,
  };
}
