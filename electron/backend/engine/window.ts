import type { Sha256 } from '../../../shared/features/signals/identity';
import type { BarColumns } from '../../../shared/features/signals/indicators/indicator';

/** Bars in the window whose digest a decision keeps. */
export const WINDOW_BARS = 64;
const COLUMNS = ['ts', 'open', 'high', 'low', 'close', 'volume'] as const;

/** Filled anew for every digest: a window of its own for each would be half of what a decision costs. */
const scratch = new Float64Array(WINDOW_BARS * COLUMNS.length);

/**
 * SHA-256 over the Float64 (little-endian) columns ts, open, high, low, close, volume of bars `from ≤ i < to`, back to
 * back: what a proof computes again from stored candles. At most WINDOW_BARS bars.
 */
export function windowDigest(bars: BarColumns, from: number, to: number, sha256: Sha256): string {
  const length = to - from;
  for (let column = 0; column < COLUMNS.length; column += 1) {
    const values = bars[COLUMNS[column] as (typeof COLUMNS)[number]];
    const offset = column * length;
    for (let index = 0; index < length; index += 1) scratch[offset + index] = values[from + index] as number;
  }
  return sha256(new Uint8Array(scratch.buffer, 0, length * COLUMNS.length * 8));
}
