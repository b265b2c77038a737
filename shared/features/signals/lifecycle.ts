import { round9 } from './figures';
import type { Levels, Side } from './levels';
import type { ResultName } from './signal';

/** A signal on its way: half is taken out at TP1, the stop of the rest then stands at the entry. */
export interface Position extends Levels {
  readonly side: Side;
  readonly expiresAt: number;
  /** Cost of one side in basis points of the notional. */
  readonly costBps: number;
  /** Price the first half was taken out at; NaN before TP1. */
  half: number;
}

/** Told once for TP1 (not final) and once for the end. `fill` is the price of the part that is closed by it. */
export type Tell = (result: ResultName, fill: number) => void;

/**
 * Leads a position through one closed base candle; true when it ended. What cannot be known inside a bar is settled
 * against the signal: the stop before the target and, after TP1, the entry before TP2. A bar that opens beyond a level
 * fills at its open. The expiry comes last, at the close of the candle that reaches it.
 */
export function lead(
  position: Position,
  open: number,
  high: number,
  low: number,
  close: number,
  closesAt: number,
  tell: Tell,
): boolean {
  const ended = Number.isNaN(position.half)
    ? leadWhole(position, open, high, low, tell)
    : leadHalf(position, open, high, low, tell, true);
  if (ended) return true;
  if (closesAt < position.expiresAt) return false;
  expire(position, close, tell);
  return true;
}

/** Ends a position at its expiry: the last price before it counts, also when a gap hides the minute itself. */
export function expire(position: Position, price: number, tell: Tell): void {
  tell(Number.isNaN(position.half) ? 'EXPIRED' : 'TP1_EXPIRED', price);
}

/** Before TP1. Prices are mirrored for a short, so that "better" is always "greater". */
function leadWhole(position: Position, open: number, high: number, low: number, tell: Tell): boolean {
  const side = position.side;
  const at = side * open;
  const best = side > 0 ? high : -low;
  const worst = side > 0 ? low : -high;
  if (at <= side * position.sl) return end(tell, 'SL', open);
  if (at >= side * position.tp1) return takeHalf(position, open, high, low, open, tell);
  if (worst <= side * position.sl) return end(tell, 'SL', position.sl);
  if (best >= side * position.tp1) return takeHalf(position, open, high, low, position.tp1, tell);
  return false;
}

function takeHalf(position: Position, open: number, high: number, low: number, fill: number, tell: Tell): boolean {
  position.half = fill;
  tell('TP1', fill);
  if (position.side * open >= position.side * position.tp2) return end(tell, 'TP2', open);
  return leadHalf(position, open, high, low, tell, false);
}

/** After TP1. `opened`: the bar began after TP1 was taken, so its open can itself be a fill. */
function leadHalf(position: Position, open: number, high: number, low: number, tell: Tell, opened: boolean): boolean {
  const side = position.side;
  const best = side > 0 ? high : -low;
  const worst = side > 0 ? low : -high;
  if (opened && side * open <= side * position.entry) return end(tell, 'TP1_BE', open);
  if (opened && side * open >= side * position.tp2) return end(tell, 'TP2', open);
  if (worst <= side * position.entry) return end(tell, 'TP1_BE', position.entry);
  if (best >= side * position.tp2) return end(tell, 'TP2', position.tp2);
  return false;
}

function end(tell: Tell, result: ResultName, fill: number): true {
  tell(result, fill);
  return true;
}

/** Gain in R before and after the costs of both sides, in units of the risk at entry. */
export interface Gain {
  readonly r: number;
  readonly rGross: number;
}

/** What TP1 has realised: half of the position, entered and left. */
export function gainAtTp1(position: Position): Gain {
  return gain(position, 0.5 * reach(position, position.half), 0.5 * position.entry + 0.5 * position.half);
}

/** What the whole signal made, its last part closed at `fill`. */
export function gainAtEnd(position: Position, fill: number): Gain {
  if (Number.isNaN(position.half)) return gain(position, reach(position, fill), position.entry + fill);
  const gross = 0.5 * reach(position, position.half) + 0.5 * reach(position, fill);
  return gain(position, gross, position.entry + (position.half + fill) / 2);
}

function reach(position: Position, fill: number): number {
  return (position.side * (fill - position.entry)) / Math.abs(position.entry - position.sl);
}

function gain(position: Position, gross: number, notional: number): Gain {
  const costs = ((position.costBps / 10_000) * notional) / Math.abs(position.entry - position.sl);
  return { r: round9(gross - costs), rGross: round9(gross) };
}
