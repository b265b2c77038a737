/** Times of the samples, oldest decision first; `closedAt` is when the last of an outcome was known. */
export interface SampleTimes {
  readonly at: Float64Array;
  readonly closedAt: Float64Array;
}

export interface WalkOptions {
  readonly folds: number;
  /** Share of the samples before the first test. */
  readonly first: number;
  /** Time before a test from which no training sample may come. */
  readonly embargoMs: number;
}

export interface WalkFold {
  readonly train: Int32Array;
  readonly test: Int32Array;
  readonly testFrom: number;
  readonly purged: number;
}

/**
 * Purged walk-forward (M. López de Prado, 2018): each test lies after its training, which grows. A training sample is
 * left out when its outcome reaches the start of the test, or when it was decided within the embargo before it.
 * Samples of one instant are never parted.
 */
export function walkForward(times: SampleTimes, options: WalkOptions): WalkFold[] {
  const n = times.at.length;
  const cuts = Array.from({ length: options.folds + 1 }, (_, k) => {
    const share = options.first + ((1 - options.first) * k) / options.folds;
    return k === options.folds ? n : instantStart(times.at, Math.round(n * share));
  });
  return cuts.slice(0, -1).flatMap((from, k) => {
    const to = cuts[k + 1] as number;
    return from >= to || from === 0 ? [] : [foldOf(times, from, to, options.embargoMs)];
  });
}

function foldOf(times: SampleTimes, from: number, to: number, embargoMs: number): WalkFold {
  const testFrom = times.at[from] as number;
  const train = purged(times, 0, from, testFrom, embargoMs);
  return { train, test: Int32Array.from({ length: to - from }, (_, i) => from + i), testFrom, purged: from - train.length };
}

/** Samples `from ≤ i < to` of which nothing reaches `until`. */
export function purged({ at, closedAt }: SampleTimes, from: number, to: number, until: number, embargoMs: number): Int32Array {
  const kept: number[] = [];
  for (let i = from; i < to; i += 1) if ((closedAt[i] as number) < until && (at[i] as number) < until - embargoMs) kept.push(i);
  return Int32Array.from(kept);
}

/** The first sample of the instant at which sample `index` was decided. */
export function instantStart(at: Float64Array, index: number): number {
  let first = Math.min(index, at.length - 1);
  while (first > 0 && at[first - 1] === at[first]) first -= 1;
  return first;
}
