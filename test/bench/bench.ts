/** One line of the speed report. Times are compared within one run only: a ratio travels between machines, a time does not. */
export interface BenchRow {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What `ratio` compares with, in words. */
  readonly ratioTo?: string;
  /** How many times as fast as `ratioTo`; absent where there was nothing to compare with. */
  readonly ratio?: number;
  /** What is to be reached, in words. */
  readonly reach: string;
  /** Null where it could not be measured here; `note` then says why. */
  readonly reached: boolean | null;
  readonly note?: string;
}

/** The middle of an odd number of measurements. Throws on none. */
export function median(values: readonly number[]): number {
  const middle = values.toSorted((a, b) => a - b)[values.length >> 1];
  if (middle === undefined) throw new RangeError('nothing was measured');
  return middle;
}
