import { knownInstrument } from '../../electron/backend/engine/catalogue';
import type { Call } from '../../electron/backend/features/handlers';
import type { Trained } from '../../electron/backend/features/models/ports';
import { createModels, type ModelsOptions, type ModelsService } from '../../electron/backend/features/models/service';
import { sha256Hex } from '../../electron/backend/kit/hash';
import { systemIds } from '../../electron/backend/kit/ids';
import type { Tx } from '../../electron/backend/store/types';
import type { Instrument } from '../../shared/features/market/instrument';
import type { ModelArtifact } from '../../shared/features/models/artifact';
import type { ModelCard } from '../../shared/features/models/card';
import { anActor } from './actor';
import { aLog, aStore, type StoreForTest } from './store';

export const MODEL_FEATURES = ['rsi', 'volatility'] as const;
const DAY = 86_400_000;

/** A linear model of two features: log-odds 0.7 + rsi, so that an average candidate is given about two thirds. */
export function anArtifact(given: Partial<ModelArtifact> = {}): ModelArtifact {
  const artifact = {
    format: 'sirrius-model@1',
    kind: 'logistic',
    featureSet: 'features@1',
    features: [...MODEL_FEATURES],
    source: 'simulation',
    ruleSet: 'sirrius@1',
    strategies: ['trend-pullback@1'],
    timeframes: ['5m'],
    instruments: ['BTCUSDT'],
    seed: 1,
    trees: null,
    logistic: { intercept: 0.7, weights: [1, 0], means: [0, 0], deviations: [1, 1] },
    calibration: { kind: 'platt', slope: 1, offset: 0 },
    ...given,
  } as const;
  return { ...artifact, id: sha256Hex(JSON.stringify(artifact)).slice(0, 32) } as ModelArtifact;
}

const RATE = {
  ...{ n: 1_200, wins: 830, rate: 0.691667, low: 0.664964, high: 0.717146, noEdge: 0.666667 },
  ...{ edge: 0.025, edgeLow: -0.001703, edgeHigh: 0.050479, expectancyR: -0.031 },
};
const quality = (logLoss: number, auc: number | null = 0.55) => ({ n: 1_200, wins: 830, auc, brier: logLoss / 2.9, logLoss });

/** Deciles of a standard normal distribution. */
const DECILES = [-1.2816, -0.8416, -0.5244, -0.2533, 0, 0.2533, 0.5244, 0.8416, 1.2816];

export function aCard(artifact: ModelArtifact, given: Partial<ModelCard> = {}): ModelCard {
  const at = Date.UTC(2022, 0, 1);
  return {
    format: 'sirrius-card@1',
    model: artifact.id,
    artifact: artifact.kind,
    trainedAt: Date.UTC(2026, 0, 5),
    codeVersion: '0.0.0-test',
    recipe: 'ab'.repeat(16),
    seed: artifact.seed,
    source: artifact.source,
    period: { from: at, to: at + 31 * DAY },
    instruments: artifact.instruments,
    timeframes: artifact.timeframes,
    strategies: artifact.strategies,
    ruleSet: artifact.ruleSet,
    featureSet: artifact.featureSet,
    candles: 44_640,
    n: 1_800,
    tested: 1_200,
    folds: [0, 1, 2].map((fold) => ({
      trainFrom: at,
      trainTo: at + (10 + fold * 7) * DAY,
      testFrom: at + (10 + fold * 7) * DAY,
      testTo: at + (17 + fold * 7) * DAY,
      trainN: 600 + fold * 400,
      testN: 400,
      purged: 12,
      quality: { ...quality(0.62 + fold / 100), n: 400, wins: 277 },
    })),
    outOfSample: {
      model: quality(0.612),
      trees: quality(0.612),
      logistic: quality(0.617, 0.541),
      noEdge: quality(0.629, 0.5),
      baseRate: quality(0.624, 0.48),
      shrunk: quality(0.622, 0.52),
      previous: null,
    },
    againstNoEdge: { n: 1_200, mean: -0.017, low: -0.028, high: -0.006 },
    againstBaseRate: { n: 1_200, mean: -0.012, low: -0.02, high: -0.004 },
    againstPrevious: null,
    verdict: 'accepted',
    refusedFor: [],
    reliability: [0.5, 0.6, 0.7, 0.8].map((from, index) => ({
      from,
      to: from + 0.1,
      n: 300,
      wins: 170 + index * 25,
      stated: from + 0.05,
      realised: (170 + index * 25) / 300,
      low: (170 + index * 25) / 300 - 0.06,
      high: (170 + index * 25) / 300 + 0.05,
    })),
    calibrationError: 0.021,
    rates: {
      all: RATE,
      instrument: [{ key: 'BTCUSDT', rate: RATE }],
      timeframe: [{ key: '5m', rate: RATE }],
      month: [{ key: '2022-01', rate: RATE }],
    },
    importance: [
      { feature: 'rsi', share: 0.8 },
      { feature: 'volatility', share: 0.2 },
    ],
    reference: MODEL_FEATURES.map((feature) => ({ feature, edges: DECILES, shares: new Array<number>(10).fill(0.1) })),
    outputRate: 0.8,
    ...given,
  };
}

export function aTraining(artifact: Partial<ModelArtifact> = {}, card: Partial<ModelCard> = {}): Trained {
  const made = anArtifact(artifact);
  return { artifact: made, card: aCard(made, card) };
}

const BITCOIN = knownInstrument('BTCUSDT') as Instrument;

/** The registry on a real store, without the rest of the backend; models are trained at once, by `next`. */
export async function someModels(given: Parameters<typeof aStore>[0] = {}, more: Partial<ModelsOptions> = {}) {
  const opened = await aStore(given);
  return modelsOn(opened, more);
}

export function modelsOn(opened: StoreForTest, more: Partial<ModelsOptions> = {}) {
  const { store, clock } = opened;
  const { read, commands, facts, series } = store;
  const models = createModels({
    ...{ read, commands, facts, series, clock, ids: systemIds(clock), log: aLog().log },
    source: 'simulation',
    simulated: true,
    instruments: [BITCOIN],
    baseTimeframe: '1m',
    timeframes: () => ['5m', '15m'],
    version: '0.0.0-test',
    gate: 0.6,
    nameOf: (actor) => actor,
    train: () => {
      throw new Error('no training in this test');
    },
    scorerOf: scorerOfTest,
    ...more,
  });
  return { ...opened, models, call: callsOf(opened, models) };
}

/** The formula of a logistic artifact, with its effects. */
export const scorerOfTest: ModelsOptions['scorerOf'] = ({ id, features, logistic }) => ({
  score(candidate) {
    const effects = features.map((feature, index) => {
      const value = candidate.features[index] as number;
      return { feature, value, effect: (logistic?.weights[index] as number) * value };
    });
    const sum = effects.reduce((total, { effect }) => total + effect, logistic?.intercept ?? 0);
    return { model: id, probability: 1 / (1 + Math.exp(-sum)), effects };
  },
});

type Names = keyof ModelsService['handlers'];

/** Calls as the router makes them. */
function callsOf({ store }: StoreForTest, models: ModelsService) {
  return async <T>(name: Names, input: unknown = undefined, by = 'anna'): Promise<T> => {
    const context: Call = { actor: anActor([], { id: by }), host: 'web', sessionId: null, signal: undefined };
    const { query, command } = models.handlers[name] as unknown as Readonly<
      Record<string, (input: unknown, call: Call) => unknown>
    >;
    if (query !== undefined) return (await query(input, context)) as T;
    const work = (await command?.(input, context)) as (tx: Tx) => T;
    return store.commands.run({ actor: by, action: `models.${name}`, input }, work);
  };
}
