import { seeded } from '../../../../shared/features/backtests/seeded';
import type { BaseCandles } from '../port';

/** Shortened tapes that a look-ahead verdict reruns. */
export const CUTS = 8;
/** Places where a repaint rerun goes through a snapshot. */
export const RESTORES = 4;
/** Candles that a repaint rerun feeds one by one, as live ones come. */
export const ONE_BY_ONE = 2000;

/**
 * Lengths of the shortened tapes, ascending: half end with the candle that a decision was made on (the candle a peeking
 * strategy would look behind), the rest anywhere. `decidedAt` are close times.
 */
export function cutsOf(candles: BaseCandles, step: number, decidedAt: readonly number[], seed: number): number[] {
  const rows = candles.ts.length;
  const chance = seeded(seed);
  const cuts = new Set<number>();
  for (let index = 0; index < CUTS && rows > 1; index += 1) {
    const decision = decidedAt[Math.floor(chance() * decidedAt.length)];
    const anywhere = 1 + Math.floor(chance() * (rows - 1));
    cuts.add(index % 2 === 0 && decision !== undefined ? rowsClosedBy(candles, step, decision) : anywhere);
  }
  return [...cuts].filter((cut) => cut > 0).sort((a, b) => a - b);
}

/** How many candles had closed at `at`. */
function rowsClosedBy({ ts }: BaseCandles, step: number, at: number): number {
  let low = 0;
  let high = ts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ts[middle] as number) + step <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

export interface Piece {
  readonly from: number;
  readonly to: number;
  /** Whether the kernel is to be taken through a snapshot before this piece. */
  readonly restore: boolean;
}

/** Another way of feeding the same tape: pieces of 1 to 900 candles, a stretch of single ones, snapshots in between. */
export function piecesOf(rows: number, seed: number): Piece[] {
  const chance = seeded(seed ^ 0x5bd1e995);
  const restores = Array.from({ length: RESTORES }, () => Math.floor(chance() * rows)).sort((a, b) => a - b);
  const single = Math.floor(chance() * Math.max(1, rows - ONE_BY_ONE));
  const pieces: Piece[] = [];
  for (let from = 0; from < rows; ) {
    const isSingle = from >= single && from < single + ONE_BY_ONE;
    const to = Math.min(
      rows,
      from + (isSingle ? 1 : 1 + Math.floor(chance() * 900)),
      isSingle || from >= single ? rows : Math.max(from + 1, single),
    );
    const restore = restores[0] !== undefined && restores[0] <= from;
    if (restore) restores.shift();
    pieces.push({ from, to, restore });
    from = to;
  }
  return pieces;
}
