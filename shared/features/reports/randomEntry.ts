import type { Seeded } from '../../base/seeded';
import { round9 } from '../signals/figures';
import { expire, gainAtEnd, lead, type Position } from '../signals/lifecycle';
import type { ClosedTrade } from './measures';

/** Closed base candles of one instrument, equally long columns, oldest first. */
export interface Candles {
  readonly ts: Float64Array;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
}

/** Random months, each the sum over the signals so far of what the same plan made at another time. */
export interface RandomMonths {
  readonly sums: Float64Array;
  n: number;
  ours: number;
}

export function emptyMonths(draws: number): RandomMonths {
  return { sums: new Float64Array(draws), n: 0, ours: 0 };
}

/**
 * Enters the plan of one signal at as many random candles as there are months: same side, same distances in per cent of the
 * entry, same life, same costs, led by the rules that lead a signal. Where the candles end before it does, it ends at the
 * last close. False where there are no candles to enter.
 */
export function enterAtRandom(
  months: RandomMonths,
  trade: ClosedTrade,
  candles: Candles,
  chance: Seeded,
  options: { readonly costBps: number; readonly stepMs: number },
): boolean {
  const rows = candles.ts.length;
  const life = Math.ceil((trade.expiresAt - trade.at) / options.stepMs);
  // A plan that has room for its whole life where the month is long enough for it.
  const entries = Math.max(Math.floor(rows / 2), rows - life - 1);
  if (entries < 1 || rows < 2) return false;
  for (let month = 0; month < months.sums.length; month += 1) {
    const at = chance.below(entries);
    months.sums[month] = (months.sums[month] ?? 0) + ledFrom(trade, candles, at, options);
  }
  months.n += 1;
  months.ours += trade.r;
  return true;
}

function ledFrom(
  trade: ClosedTrade,
  { ts, open, high, low, close }: Candles,
  at: number,
  { costBps, stepMs }: { readonly costBps: number; readonly stepMs: number },
): number {
  const entry = close[at] ?? Number.NaN;
  const scale = entry / trade.entry;
  const position: Position = {
    side: trade.side,
    entry,
    sl: trade.sl * scale,
    tp1: trade.tp1 * scale,
    tp2: trade.tp2 * scale,
    expiresAt: (ts[at] ?? 0) + stepMs + (trade.expiresAt - trade.at),
    costBps,
    half: Number.NaN,
  };
  let r = 0;
  const tell = (result: string, fill: number) => {
    if (result !== 'TP1') r = gainAtEnd(position, fill).r;
  };
  for (let row = at + 1; row < ts.length; row += 1) {
    const closesAt = (ts[row] ?? 0) + stepMs;
    if (lead(position, open[row] ?? 0, high[row] ?? 0, low[row] ?? 0, close[row] ?? 0, closesAt, tell)) return r;
  }
  expire(position, close.at(-1) ?? entry, tell);
  return r;
}

/** Mean R of a random month with the middle 95 % of them, and how many were at least as good as ours; null without a signal. */
export function randomResult({ sums, n, ours }: RandomMonths) {
  if (n === 0) return null;
  const means = sums.map((sum) => sum / n).toSorted();
  const quantile = (share: number) => means[Math.min(means.length - 1, Math.floor(share * means.length))] ?? 0;
  const mine = ours / n;
  return {
    draws: means.length,
    n,
    ours: round9(mine),
    mean: round9(means.reduce((sum, mean) => sum + mean, 0) / means.length),
    low: round9(quantile(0.025)),
    high: round9(quantile(0.975)),
    asGood: round9(means.filter((mean) => mean >= mine).length / means.length),
  };
}
