import { namesOf } from '../../../../shared/features/models/features/featureSet';
import type { EngineSignal } from '../port';
import { CHUNK } from '../series';
import { bareKernel, type KernelPart } from './collect';
import type { TrainingSeries } from './question';

/** Candles over which every candidate is asked twice. */
const ROWS = 20_000;

/**
 * Names of the features that see the future: the kernel runs once in chunks, where later bars lie beside the candidate's,
 * and once candle by candle, where there are none yet. A feature that differs at any candidate reads what it may not.
 */
export function leakingFeatures(series: TrainingSeries, part: KernelPart, rows = ROWS): string[] {
  const until = Math.min(rows, series.columns.ts.length);
  const whole = featuresById(series, part, until, CHUNK);
  const truncated = featuresById(series, part, until, 1);
  const names = namesOf(part.featureSet);
  const leaking = new Set<string>();
  for (const [id, features] of whole) {
    const alone = truncated.get(id);
    names.forEach((name, i) => {
      if (alone === undefined || alone[i] !== features[i]) leaking.add(name);
    });
  }
  return names.filter((name) => leaking.has(name));
}

function featuresById(series: TrainingSeries, part: KernelPart, until: number, chunk: number): Map<string, readonly number[]> {
  const found = new Map<string, readonly number[]>();
  const signal = ({ decision, features }: EngineSignal) => void found.set(decision.id, features);
  const kernel = bareKernel(series, part, { signal, outcome: () => undefined }, chunk);
  kernel.push(series.columns, 0, until);
  return found;
}
