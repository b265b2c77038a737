import { MINUTE, timeframeMs } from '../../../base/time';
import type { Feature, FeatureInput } from './feature';

const risk = ({ levels }: FeatureInput): number => Math.abs(levels.entry - levels.sl);

/** 1 where the candidate comes of this strategy, whatever its version. */
function comesOf(strategy: string): Feature {
  return { name: `strategy-${strategy}`, version: 1, of: (input) => (input.strategy.split('@')[0] === strategy ? 1 : 0) };
}

/** What is planned, what it costs, where it comes from and how the like of it have fared. */
export const PLAN_FEATURES: readonly Feature[] = [
  { name: 'stop-ranges', version: 1, of: (input) => risk(input) / (input.own.atr[input.index] ?? Number.NaN) },
  { name: 'stop-percent', version: 1, of: (input) => (100 * risk(input)) / input.levels.entry },
  { name: 'reward', version: 1, of: (input) => Math.abs(input.levels.tp2 - input.levels.entry) / risk(input) },
  { name: 'cost', version: 1, of: (input) => ((2 * input.costBps) / 10_000) * (input.levels.entry / risk(input)) },
  { name: 'prior', version: 1, of: ({ prior }) => prior },
  { name: 'hit-rate', version: 1, of: ({ hitRate }) => hitRate },
  { name: 'side', version: 1, of: ({ side }) => side },
  comesOf('trend-pullback'),
  comesOf('range-breakout'),
  comesOf('mean-reversion'),
  { name: 'timeframe', version: 1, of: ({ timeframe }) => Math.log2(timeframeMs(timeframe) / MINUTE) },
];
