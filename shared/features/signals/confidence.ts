import { round9 } from './figures';
import { type Levels, rewardToTp1 } from './levels';

/** Like set-ups so far: n decided ones, of which `wins` reached TP1 before SL. */
export interface RecordCount {
  readonly n: number;
  readonly wins: number;
}

/**
 * What is believed before any record: the no-edge rate less the costs. A round trip of c·R starts a fair random walk c
 * nearer to the stop, so TP1 at a·R is reached first with probability (1−c)/(1+a); never below 0.
 */
export function priorRate(levels: Levels, costBps: number): number {
  const risk = Math.abs(levels.entry - levels.sl);
  const roundTrip = ((2 * costBps) / 10_000) * (levels.entry / risk);
  return round9(Math.max(0, 1 - roundTrip) / (1 + rewardToTp1(levels)));
}

/** Probability of a win: the record's hit rate shrunk towards the prior, which weighs as much as `weight` set-ups. */
export function shrunkRate(record: RecordCount, prior: number, weight: number): number {
  return round9((record.wins + weight * prior) / (record.n + weight));
}
