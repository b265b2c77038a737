import { describe, expect, it } from 'vitest';
import { DAY } from '../../base/time';
import { DRIFT, type DriftInput, measureDrift, pastThreshold, type Scored, stabilityIndex } from './drift';

const QUARTERS = { edges: [1, 2, 3], shares: [0.25, 0.25, 0.25, 0.25] };
const reference = [
  { feature: 'a', ...QUARTERS },
  { feature: 'b', ...QUARTERS },
];
const importance = [
  { feature: 'a', share: 0.9 },
  { feature: 'b', share: 0.1 },
];

/** Candidates spread over five days; `a` and `b` give their values by number. */
function scored(n: number, a: (i: number) => number, b: (i: number) => number, probability = (_: number) => 0.7): Scored[] {
  return Array.from({ length: n }, (_, i) => ({ at: (i * 5 * DAY) / n, probability: probability(i), features: [a(i), b(i)] }));
}
const even = (i: number) => (i % 4) + 0.5;

function input(given: Partial<DriftInput>): DriftInput {
  const card = { reference, importance, outputRate: 0.8, tested: 1_000 };
  return { card, features: ['a', 'b'], scored: [], closed: [], gate: 0.6, ...given };
}
const stateOf = (given: Partial<DriftInput>, measure: string) =>
  measureDrift(input(given)).figures.find((one) => one.measure === measure);

describe('the population stability index', () => {
  it('[MRG7] is 0 for the same shares, and computed by hand for others', () => {
    expect(stabilityIndex(QUARTERS, [0.5, 1.5, 2.5, 3.5])).toBeCloseTo(0, 12);
    // Half in the first part, half in the second, none in the others (each then counts as half a value of four).
    const expected = 2 * 0.25 * Math.log(2) + 2 * (0.125 - 0.25) * Math.log(0.125 / 0.25);
    expect(stabilityIndex(QUARTERS, [0.5, 0.5, 1.5, 1.5])).toBeCloseTo(expected, 12);
  });

  it('[MRG7] puts a value on an edge into the part below it', () => {
    expect(stabilityIndex(QUARTERS, [1, 2, 3, 4])).toBeCloseTo(0, 12);
  });

  it('says nothing of no values', () => {
    expect(() => stabilityIndex(QUARTERS, [])).toThrow(RangeError);
  });
});

describe('drift', () => {
  it('[MRG7] waits for a hundred candidates over three days', () => {
    const moved = scored(99, () => 9, even);
    expect(stateOf({ scored: moved }, 'psi')?.state).toBe('waiting');
    const quick = scored(400, () => 9, even).map((one) => ({ ...one, at: one.at / 5 }));
    expect(stateOf({ scored: quick }, 'psi')?.state).toBe('waiting');
    expect(stateOf({ scored: scored(104, () => 9, even) }, 'psi')?.state).toBe('past');
  });

  it('[MRG7] weighs a feature by how much the model relies on it', () => {
    const much = stateOf({ scored: scored(400, () => 9, even) }, 'psi');
    const little = stateOf({ scored: scored(400, even, (i) => (i % 3) + 0.5) }, 'psi');
    expect(much).toMatchObject({ state: 'past', threshold: DRIFT.psi, n: 400, needed: 100 });
    expect(little).toMatchObject({ state: 'fine' });
    expect(measureDrift(input({ scored: scored(400, () => 9, even) })).features[0]).toMatchObject({ feature: 'a' });
  });

  it('[MRG7] counts features alike where the model names no importance', () => {
    const card = { reference, importance: [], outputRate: 0.8, tested: 1_000 };
    expect(stateOf({ card, scored: scored(400, () => 9, even) }, 'psi')?.state).toBe('past');
  });

  it('[MRG7] holds what was said against what came true, within four standard errors', () => {
    const closed = (n: number, wins: number) => Array.from({ length: n }, (_, i) => ({ probability: 0.7, won: i < wins }));
    expect(stateOf({ closed: closed(49, 0) }, 'calibration')?.state).toBe('waiting');
    // Four standard errors of 50 at 0.7 are 0.259.
    expect(stateOf({ closed: closed(50, 23) }, 'calibration')).toMatchObject({ state: 'fine', value: expect.closeTo(0.24, 9) });
    expect(stateOf({ closed: closed(50, 22) }, 'calibration')).toMatchObject({
      state: 'past',
      value: expect.closeTo(0.26, 9),
      threshold: expect.closeTo(4 * Math.sqrt((0.7 * 0.3) / 50), 9),
    });
  });

  it('[MRG7] holds the share above the gate against the card, in both directions', () => {
    const above = (share: number) => scored(400, even, even, (i) => (i < 400 * share ? 0.7 : 0.5));
    expect(stateOf({ scored: above(0.8) }, 'output')).toMatchObject({ state: 'fine', value: 0, threshold: DRIFT.output });
    expect(stateOf({ scored: above(0.6) }, 'output')?.state).toBe('past');
    expect(stateOf({ scored: above(1) }, 'output')?.state).toBe('past');
    const few = stateOf({ scored: above(1).slice(0, 100) }, 'output');
    expect(few?.threshold).toBeCloseTo(4 * Math.sqrt((0.8 * 0.2) / 100), 9);
  });

  it('names the first figure past its threshold, and none of nothing', () => {
    expect(pastThreshold(measureDrift(input({})))).toBeNull();
    expect(pastThreshold(measureDrift(input({ scored: scored(400, () => 9, even) })))?.measure).toBe('psi');
  });
});
