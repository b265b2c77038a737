import type { ModelArtifact } from '../../../shared/features/models/artifact';
import { FEATURES_1, namesOf } from '../../../shared/features/models/features/featureSet';
import { STRATEGIES } from '../../../shared/features/signals/strategies/registry';

const TREES = 100;
const NODES = 31;
const INNER = 15;

/** `name@version` of every strategy that runs. */
export const KEYS = STRATEGIES.map(({ name, version }) => `${name}@${version}`);

/** A hundred trees of depth four over all features: the size of a trained one. Its values say nothing about markets. */
export function forest(instrument: string): ModelArtifact {
  const features = namesOf(FEATURES_1);
  const nodes = Array.from({ length: TREES * NODES }, (_, at) => ({ tree: Math.floor(at / NODES), node: at % NODES }));
  const inner = ({ node }: { node: number }) => node < INNER;
  return {
    format: 'sirrius-model@1',
    id: 'a'.repeat(32),
    kind: 'trees',
    featureSet: FEATURES_1.id,
    features,
    source: 'simulation',
    ruleSet: 'sirrius@1',
    strategies: KEYS,
    timeframes: ['1m'],
    instruments: [instrument],
    seed: 1,
    trees: {
      start: 0.6,
      roots: Array.from({ length: TREES }, (_, tree) => tree * NODES),
      feature: nodes.map((one) => (inner(one) ? (one.tree * 7 + one.node) % features.length : -1)),
      threshold: nodes.map(() => 0.5),
      left: nodes.map((one) => (inner(one) ? one.tree * NODES + 2 * one.node + 1 : 0)),
      right: nodes.map((one) => (inner(one) ? one.tree * NODES + 2 * one.node + 2 : 0)),
      value: nodes.map(({ node }) => (node % 5) * 0.001 - 0.002),
    },
    logistic: null,
    calibration: { kind: 'platt', slope: 1, offset: 0 },
  };
}
