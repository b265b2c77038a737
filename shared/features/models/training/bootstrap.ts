import { DAY } from '../../../base/time';
import { round9 } from '../../signals/figures';
import type { Comparison } from '../card';
import { chance } from './prng';

const DRAWS = 2000;

/**
 * Mean of paired differences with its 95 % interval by the bootstrap over blocks: what happens on one UTC day hangs
 * together, so days are drawn, not candidates (percentile interval of 2,000 seeded draws).
 */
export function compare(differences: Float64Array, at: ArrayLike<number>, seed: number): Comparison {
  const blocks = blocksOf(differences, at);
  const n = differences.length;
  if (n === 0) return { n: 0, mean: 0, low: 0, high: 0 };
  const random = chance(seed);
  const means = new Float64Array(DRAWS);
  for (let draw = 0; draw < DRAWS; draw += 1) {
    let sum = 0;
    let count = 0;
    for (let i = 0; i < blocks.length; i += 1) {
      const block = blocks[Math.floor(random() * blocks.length)] as Block;
      sum += block.sum;
      count += block.n;
    }
    means[draw] = sum / count;
  }
  means.sort();
  const mean = differences.reduce((sum, one) => sum + one, 0) / n;
  const quantile = (share: number) => means[Math.round(share * (DRAWS - 1))] as number;
  return { n, mean: round9(mean), low: round9(quantile(0.025)), high: round9(quantile(0.975)) };
}

interface Block {
  sum: number;
  n: number;
}

function blocksOf(differences: Float64Array, at: ArrayLike<number>): readonly Block[] {
  const days = new Map<number, Block>();
  differences.forEach((difference, i) => {
    const day = Math.floor((at[i] as number) / DAY);
    const block = days.get(day) ?? { sum: 0, n: 0 };
    block.sum += difference;
    block.n += 1;
    days.set(day, block);
  });
  return [...days.values()];
}
