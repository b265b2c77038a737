import { describe, expect, it } from 'vitest';
import { MINUTE } from '../../../shared/base/time';
import { Disturbances } from './disturbances';

const START = Date.UTC(2026, 0, 5);
const STEP = 1_000;

/** Minutes of the cuts in two days, and the seconds of silence. */
function twoDays(seed: number) {
  const disturbances = new Disturbances(seed, START);
  const cuts: number[] = [];
  let silent = 0;
  for (let now = START; now < START + 2 * 1440 * MINUTE; now += STEP) {
    if (disturbances.cuts(now)) cuts.push((now - START) / MINUTE);
    if (disturbances.isSilent(now)) silent += 1;
  }
  return { cuts, silent };
}

describe('the disturbances of the simulation', () => {
  it('[MKT30] cut the line every 20 to 40 minutes, some after 12 seconds of silence', () => {
    const { cuts, silent } = twoDays(3);
    const pauses = cuts.map((at, index) => at - (cuts[index - 1] ?? 0));
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(20);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(40.3);
    expect(silent % 12).toBe(0);
    expect(silent / 12).toBeGreaterThan(cuts.length / 4);
    expect(silent / 12).toBeLessThan((cuts.length * 3) / 4);
  });

  it('[MKT30] are the same for the same seed, and others for another', () => {
    expect(twoDays(3)).toEqual(twoDays(3));
    expect(twoDays(3)).not.toEqual(twoDays(4));
  });
});
