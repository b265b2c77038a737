import { timeframeMs } from '../../../../shared/base/time';
import type { FeatureSet } from '../../../../shared/features/models/features/feature';
import type { Samples } from '../../../../shared/features/models/training/samples';
import { isWin } from '../../../../shared/features/signals/rates';
import type { Outcome } from '../../../../shared/features/signals/signal';
import type { Strategy } from '../../../../shared/features/signals/strategies/strategy';
import { sha256Hex } from '../../kit/hash';
import { createKernel } from '../kernel';
import type { EngineSignal, Kernel } from '../port';
import { CHUNK } from '../series';
import type { TrainingQuestion, TrainingSeries } from './question';

/** A candidate with what became of it. */
export interface Told {
  readonly signal: EngineSignal;
  readonly outcome: Outcome;
}

export type KernelPart = Pick<TrainingQuestion, 'source' | 'timeframes' | 'ruleSet'> & {
  readonly strategies: readonly Strategy[];
  readonly featureSet: FeatureSet;
};

/** A kernel without a model and without a calendar, as training and its proofs run it. */
export function bareKernel(series: TrainingSeries, part: KernelPart, listener: Listener, chunk = CHUNK): Kernel {
  const { instrument, baseStep } = series;
  return createKernel({ instrument, baseStep, ...part, calendar: null, sha256: sha256Hex, listener, chunk });
}

interface Listener {
  signal(signal: EngineSignal): void;
  outcome(outcome: Outcome, signal: EngineSignal): void;
}

/** Runs the series through the kernel and keeps every candidate that was decided, those in shadow too; cancelled ones are outside. */
export function collect(series: TrainingSeries, part: KernelPart, onRows: (rows: number) => void): Told[] {
  const told: Told[] = [];
  const kernel = bareKernel(series, part, {
    signal: () => undefined,
    outcome: (outcome, signal) => {
      if (outcome.final && outcome.result !== 'CANCELLED') told.push({ signal, outcome });
    },
  });
  const rows = series.columns.ts.length;
  for (let from = 0; from < rows; from += CHUNK) {
    kernel.push(series.columns, from, Math.min(rows, from + CHUNK));
    onRows(Math.min(CHUNK, rows - from));
  }
  return told;
}

/** Puts what was told into columns, oldest decision first; of one instant in an order that names alone decide. */
export function samplesOf(told: readonly Told[], width: number): Samples {
  const sorted = told.toSorted((a, b) => a.signal.decision.at - b.signal.decision.at || (orderOf(a) < orderOf(b) ? -1 : 1));
  const values = new Float64Array(sorted.length * width);
  sorted.forEach(({ signal }, row) => {
    values.set(signal.features, row * width);
  });
  const column = (of: (one: Told) => number) => Float64Array.from(sorted, of);
  const wins = Uint8Array.from(sorted, ({ outcome }) => (isWin(outcome.result) ? 1 : 0));
  return {
    matrix: { rows: sorted.length, width, values, wins },
    at: column(({ signal }) => signal.decision.at),
    closedAt: column(({ outcome }) => outcome.at),
    noEdge: column(({ signal }) => signal.decision.noEdge),
    shrunk: column(({ signal }) => signal.decision.confidence),
    facts: sorted.map(({ signal: { decision }, outcome }) => ({
      instrument: decision.instrument,
      timeframe: decision.timeframe,
      result: outcome.result,
      r: outcome.r,
    })),
  };
}

function orderOf({ signal: { decision } }: Told): string {
  const length = String(timeframeMs(decision.timeframe)).padStart(9, '0');
  return `${decision.instrument}\n${length}\n${decision.strategy}`;
}
