import { z } from 'zod';
import { MINUTE } from '../../base/time';
import type { BarColumns } from './bars';

export const CAUSES = ['news', 'regime', 'gap', 'stop-near', 'late-entry'] as const;
export const causeName = z.enum(CAUSES);
export type CauseName = z.infer<typeof causeName>;

/** Why a signal may have lost, with the figures that say so; a loser may have several causes, or none that is known. */
export const cause = z.object({ cause: causeName, figures: z.record(z.string(), z.number()) });
export type Cause = z.infer<typeof cause>;

/** An announcement this near to the life of a signal concerns it. */
export const NEWS_MS = 30 * MINUTE;
/** Bars of the exponential average and of the average true range that the causes are measured by. */
export const AVERAGE_BARS = 20;
export const RANGE_BARS = 14;
/** Bars that the slope of the higher timeframe's average is taken over. */
export const SLOPE_BARS = 3;
/** An entry further from its average than this many true ranges came late. */
const LATE_ATR = 1;
/** So did one whose own bar had already gone this many R. */
const LATE_R = 0.5;
/** Bars of a timeframe that are read before the decision: enough for the average to have forgotten its start. */
export const BARS_BEFORE = 80;

export interface LoserCase {
  readonly at: number;
  readonly closedAt: number;
  readonly expiresAt: number;
  readonly side: 1 | -1;
  readonly entry: number;
  readonly sl: number;
  readonly tp1: number;
  /** Times of the high-impact announcements that concern the instrument. */
  readonly announcements: readonly number[];
  /** Minutes missing within its life, and bars that are suspect. */
  readonly missing: number;
  readonly suspect: number;
  /** Bars from the decision on, as fine as they are stored, up to the expiry or as far as there are any. */
  readonly after: Pick<BarColumns, 'ts' | 'high' | 'low'>;
  /** Its own timeframe at the bar that it was decided on; NaN where there were too few bars. */
  readonly own: { readonly open: number; readonly average: number; readonly range: number };
  /** The last bar of the higher timeframe that had closed, its average and that of three bars before; null where there is none. */
  readonly higher: { readonly close: number; readonly average: number; readonly before: number } | null;
}

/** Every cause that the figures speak for, in the order of `CAUSES`. */
export function causesOf(loser: LoserCase): Cause[] {
  return [news(loser), regime(loser), gap(loser), stopNear(loser), lateEntry(loser)].filter((one) => one !== null);
}

function news({ announcements, at, closedAt }: LoserCase): Cause | null {
  const near = announcements.filter((time) => time >= at - NEWS_MS && time <= closedAt + NEWS_MS);
  if (near.length === 0) return null;
  const distance = (time: number) => Math.abs(time - closedAt);
  const nearest = near.reduce((best, time) => (distance(time) < distance(best) ? time : best));
  return { cause: 'news', figures: { count: near.length, minutes: round3((nearest - closedAt) / MINUTE) } };
}

/** The higher timeframe stood beyond its average against the signal, and the average went that way too. */
function regime({ higher, side }: LoserCase): Cause | null {
  if (higher === null) return null;
  const distance = (higher.close - higher.average) / higher.average;
  const slope = (higher.average - higher.before) / higher.before;
  if (!Number.isFinite(distance + slope)) return null;
  if (side * distance >= 0 || side * slope >= 0) return null;
  return { cause: 'regime', figures: { distancePercent: round3(distance * 100), slopePercent: round3(slope * 100) } };
}

function gap({ missing, suspect }: LoserCase): Cause | null {
  return missing + suspect === 0 ? null : { cause: 'gap', figures: { missing, suspect } };
}

/** After the stop, and still within the signal's life, the market went to the first target. */
function stopNear({ after, closedAt, expiresAt, side, entry, sl, tp1, own }: LoserCase): Cause | null {
  const index = after.ts.findIndex((ts, i) => {
    const best = side > 0 ? after.high[i] : after.low[i];
    return ts >= closedAt && ts < expiresAt && best !== undefined && side * (best - tp1) >= 0;
  });
  if (index < 0) return null;
  const { range } = own;
  const stop = Number.isNaN(range) || range === 0 ? {} : { stopAtr: round3(Math.abs(entry - sl) / range) };
  return { cause: 'stop-near', figures: { minutes: round3(((after.ts[index] ?? closedAt) - closedAt) / MINUTE), ...stop } };
}

function lateEntry({ own, side, entry, sl }: LoserCase): Cause | null {
  const distance = (side * (entry - own.average)) / own.range;
  const moved = Number.isNaN(own.open) ? 0 : (side * (entry - own.open)) / Math.abs(entry - sl);
  const far = Number.isFinite(distance) && distance > LATE_ATR;
  if (!far && moved <= LATE_R) return null;
  const figures = { movedR: round3(moved), ...(Number.isFinite(distance) ? { distanceAtr: round3(distance) } : {}) };
  return { cause: 'late-entry', figures };
}

function round3(value: number): number {
  const rounded = Math.round(value * 1000) / 1000;
  return rounded === 0 ? 0 : rounded;
}
