import type { z } from 'zod';
import { round9 } from '../../signals/figures';
import { wilson } from '../../signals/rates';
import type { Quality, reliabilityBin } from '../card';
import { winsOf } from './matrix';

type ReliabilityBin = z.infer<typeof reliabilityBin>;

/** A probability of 0 or 1 that is wrong would cost infinitely much. */
const CERTAIN = 1e-6;

/** What one probability costs in log-loss (natural logarithm). */
export function lossOf(probability: number, win: number): number {
  const sane = Math.min(1 - CERTAIN, Math.max(CERTAIN, probability));
  return -Math.log(win === 1 ? sane : 1 - sane);
}

export function logLossOf(probabilities: Float64Array, wins: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < wins.length; i += 1) sum += lossOf(probabilities[i] as number, wins[i] as number);
  return sum / wins.length;
}

/** Mean squared difference of probability and outcome (G. Brier, 1950). */
export function brierOf(probabilities: Float64Array, wins: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < wins.length; i += 1) sum += ((probabilities[i] as number) - (wins[i] as number)) ** 2;
  return sum / wins.length;
}

/** Chance that a win was given more than a loss, ties half: the rank sum of Mann and Whitney. Null where one of them is missing. */
export function aucOf(probabilities: Float64Array, wins: Uint8Array): number | null {
  const won = winsOf(wins);
  const lost = wins.length - won;
  if (won === 0 || lost === 0) return null;
  const order = Array.from(wins.keys()).sort((a, b) => (probabilities[a] as number) - (probabilities[b] as number));
  let ranks = 0;
  for (let from = 0; from < order.length; ) {
    let to = from + 1;
    while (to < order.length && probabilities[order[to] as number] === probabilities[order[from] as number]) to += 1;
    const rank = (from + 1 + to) / 2;
    for (let i = from; i < to; i += 1) if (wins[order[i] as number] === 1) ranks += rank;
    from = to;
  }
  return (ranks - (won * (won + 1)) / 2) / (won * lost);
}

export function qualityOf(probabilities: Float64Array, wins: Uint8Array): Quality {
  if (wins.length === 0) return { n: 0, wins: 0, auc: null, brier: 0, logLoss: 0 };
  const auc = aucOf(probabilities, wins);
  return {
    n: wins.length,
    wins: winsOf(wins),
    auc: auc === null ? null : round9(auc),
    brier: round9(brierOf(probabilities, wins)),
    logLoss: round9(logLossOf(probabilities, wins)),
  };
}

const BINS = 10;

/** Ten bins of stated probability, with what came true in each. */
export function reliabilityOf(probabilities: Float64Array, wins: Uint8Array): ReliabilityBin[] {
  const counts = Array.from({ length: BINS }, () => ({ n: 0, wins: 0, stated: 0 }));
  probabilities.forEach((probability, i) => {
    const bin = counts[Math.min(BINS - 1, Math.floor(probability * BINS))] as (typeof counts)[number];
    bin.n += 1;
    bin.wins += wins[i] as number;
    bin.stated += probability;
  });
  return counts.map(({ n, wins: won, stated }, k) => {
    const range = { from: k / BINS, to: (k + 1) / BINS, n, wins: won };
    if (n === 0) return { ...range, stated: null, realised: null, low: null, high: null };
    const { low, high } = wilson(won, n);
    return { ...range, stated: round9(stated / n), realised: round9(won / n), low: round9(low), high: round9(high) };
  });
}

/** Mean absolute difference of stated and realised, weighted by n; 0 of nothing. */
export function calibrationErrorOf(bins: readonly ReliabilityBin[]): number {
  let sum = 0;
  let n = 0;
  for (const bin of bins) {
    if (bin.stated === null || bin.realised === null) continue;
    sum += bin.n * Math.abs(bin.stated - bin.realised);
    n += bin.n;
  }
  return n === 0 ? 0 : round9(sum / n);
}
