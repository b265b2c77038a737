import { round9 } from '../../signals/figures';
import type { Calibration } from '../artifact';
import { sigmoid } from '../scoring';
import { winsOf } from './matrix';

/** From so many on the steps of an isotonic fit are finer than their noise. */
export const ENOUGH_FOR_ISOTONIC = 1000;
const STEPS = 50;

/** Maps raw log-odds to probabilities, learnt from candidates that the model has not seen. */
export function calibrate(raw: Float64Array, wins: Uint8Array): Calibration {
  return raw.length >= ENOUGH_FOR_ISOTONIC ? isotonic(raw, wins) : platt(raw, wins);
}

/**
 * Platt's sigmoid with his smoothed targets (J. Platt, 1999), by Newton's method. A slope below 0 would turn the model
 * round: then it knows nothing, and all get the same probability.
 */
export function platt(raw: Float64Array, wins: Uint8Array): Calibration {
  const won = winsOf(wins);
  const high = (won + 1) / (won + 2);
  const low = 1 / (raw.length - won + 2);
  const targets = Float64Array.from(wins, (win) => (win === 1 ? high : low));
  const [slope, offset] = plattNewton(raw, targets);
  if (slope >= 0 && Number.isFinite(slope) && Number.isFinite(offset))
    return { kind: 'platt', slope: round9(slope), offset: round9(offset) };
  const mean = targets.reduce((sum, target) => sum + target, 0) / targets.length;
  return { kind: 'platt', slope: 0, offset: round9(Math.log(mean / (1 - mean))) };
}

/** Newton's method from what knows nothing; a step that would make it worse is halved until it does not. */
function plattNewton(raw: Float64Array, targets: Float64Array): readonly [slope: number, offset: number] {
  const mean = targets.reduce((sum, target) => sum + target, 0) / targets.length;
  let at = { slope: 0, offset: Math.log(mean / (1 - mean)) };
  let loss = plattLoss(raw, targets, at);
  for (let step = 0; step < STEPS; step += 1) {
    const change = plattStep(raw, targets, at);
    let share = 1;
    let next = moved(at, change, share);
    let nextLoss = plattLoss(raw, targets, next);
    while (!(nextLoss <= loss) && share > 1e-6) {
      share /= 2;
      next = moved(at, change, share);
      nextLoss = plattLoss(raw, targets, next);
    }
    if (!(loss - nextLoss > 1e-12 * Math.abs(loss))) break;
    at = next;
    loss = nextLoss;
  }
  return [at.slope, at.offset];
}

interface Line {
  readonly slope: number;
  readonly offset: number;
}

function moved(at: Line, change: Line, share: number): Line {
  return { slope: at.slope + share * change.slope, offset: at.offset + share * change.offset };
}

function plattLoss(raw: Float64Array, targets: Float64Array, { slope, offset }: Line): number {
  let sum = 0;
  for (let i = 0; i < raw.length; i += 1) {
    const logOdds = slope * (raw[i] as number) + offset;
    // ln(1 + e^x) without overflow.
    sum += Math.max(logOdds, 0) + Math.log1p(Math.exp(-Math.abs(logOdds))) - (targets[i] as number) * logOdds;
  }
  return sum;
}

function plattStep(raw: Float64Array, targets: Float64Array, { slope, offset }: Line): Line {
  let [aa, ab, bb, ga, gb] = [1e-9, 0, 1e-9, 0, 0];
  for (let i = 0; i < raw.length; i += 1) {
    const x = raw[i] as number;
    const probability = sigmoid(slope * x + offset);
    const miss = (targets[i] as number) - probability;
    const weight = probability * (1 - probability);
    aa += weight * x * x;
    ab += weight * x;
    bb += weight;
    ga += miss * x;
    gb += miss;
  }
  const determinant = aa * bb - ab * ab;
  return { slope: (bb * ga - ab * gb) / determinant, offset: (aa * gb - ab * ga) / determinant };
}

interface Block {
  readonly at: number;
  readonly n: number;
  readonly wins: number;
}

/** Pool-adjacent-violators: the steps that never fall and fit best. Each is drawn a little to the mean: nothing is certain. */
export function isotonic(raw: Float64Array, wins: Uint8Array): Calibration {
  const order = Array.from(raw.keys()).sort((a, b) => (raw[a] as number) - (raw[b] as number) || a - b);
  const blocks: Block[] = [];
  for (const index of order) {
    let block: Block = { at: raw[index] as number, n: 1, wins: wins[index] as number };
    for (let last = blocks.at(-1); last !== undefined && pools(last, block); last = blocks.at(-1)) {
      blocks.pop();
      block = { at: last.at, n: last.n + block.n, wins: last.wins + block.wins };
    }
    blocks.push(block);
  }
  const mean = winsOf(wins) / raw.length;
  let floor = 0;
  const probability = blocks.map((block) => {
    floor = Math.max(floor, (block.wins + 2 * mean) / (block.n + 2));
    return round9(floor);
  });
  return { kind: 'isotonic', at: blocks.map((block) => round9(block.at)), probability };
}

function pools(last: Block, block: Block): boolean {
  return last.at === block.at || last.wins / last.n >= block.wins / block.n;
}
