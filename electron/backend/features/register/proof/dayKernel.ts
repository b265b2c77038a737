import { timeframeMs } from '../../../../../shared/base/time';
import type { Instrument } from '../../../../../shared/features/market/instrument';
import type { Strategy } from '../../../../../shared/features/signals/strategies/strategy';
import { createKernel } from '../../../engine/kernel';
import type { CandidateScorer, Kernel } from '../../../engine/port';
import { sha256Hex } from '../../../kit/hash';
import type { Comparison } from './comparison';
import * as state from './kernelState';
import type { Expected } from './sealed';
import type { ProofSetup } from './setup';

const KERNEL_CHUNK = 250;

/** What a kernel of the past is made of. */
export interface DayKernelOptions {
  readonly setup: ProofSetup;
  readonly instrument: Instrument;
  readonly comparison: Comparison;
  readonly expected: Expected;
  /** Models that sealed decisions name, by their id; null where one is not at hand. */
  readonly scorers: ReadonlyMap<string, CandidateScorer | null>;
}

/**
 * The kernel as it stood: asked about the calendar and the model of the decision that is to come out next. Without a
 * checkpoint it is an empty one of the shape of the first. Throws RangeError where this version cannot make such a kernel.
 */
export function createDayKernel(
  { setup, instrument, comparison, expected, scorers }: DayKernelOptions,
  bytes: Uint8Array | null,
): Kernel {
  const shape = bytes === null ? state.firstShape(setup.read, setup.source, instrument.id) : state.shapeOf(bytes);
  const ruleSet = setup.ruleSetFor(instrument);
  if (shape !== null && shape.ruleSet !== ruleSet.id) throw new RangeError(`rule-set ${shape.ruleSet} ${ruleSet.id}`);
  const step = timeframeMs(setup.baseTimeframe);
  const { calendars } = setup;
  const kernel: Kernel = createKernel({
    instrument,
    baseStep: step,
    timeframes: shape?.timeframes ?? setup.timeframes.filter((one) => timeframeMs(one) >= step),
    source: setup.source,
    ruleSet,
    get calendar() {
      const { next } = expected;
      if (next === undefined) return calendars.at(kernel.lastTs + step);
      return next.calendarVersion === null ? null : calendars.byVersion(next.calendarVersion);
    },
    get scorer() {
      const model = expected.next?.model ?? null;
      if (model === null) return null;
      const scorer = scorers.get(model) ?? null;
      if (scorer === null) comparison.missingModel = true;
      return scorer;
    },
    strategies: shape === null ? setup.strategies : shape.strategies.map((key) => strategyOf(setup.strategies, key)),
    sha256: sha256Hex,
    chunk: KERNEL_CHUNK,
    listener: {
      signal: (signal) => {
        if (comparison.meet(signal)) kernel.reject(signal.decision.id);
      },
      outcome: () => undefined,
    },
  });
  if (bytes !== null) kernel.restore(bytes);
  return kernel;
}

function strategyOf(strategies: readonly Strategy[], key: string): Strategy {
  const found = strategies.find(({ name, version }) => `${name}@${version}` === key);
  if (found === undefined) throw new RangeError(`strategy ${key}`);
  return found;
}
