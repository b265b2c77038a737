import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calibrated, sigmoid } from '../scoring';
import { calibrate, isotonic, platt } from './calibrate';
import { calibrationErrorOf, reliabilityOf } from './metrics';
import { chance } from './prng';

/** Raw scores of a model that is too sure of itself: its log-odds are three times the true ones, and one too high. */
function tooSure(n: number, seed: number) {
  const random = chance(seed);
  const truth = Float64Array.from({ length: n }, () => 2 * random() - 0.5);
  return { raw: truth.map((one) => 3 * one + 1), wins: Uint8Array.from(truth, (one) => (random() < sigmoid(one) ? 1 : 0)) };
}

describe('calibration', () => {
  it.each([
    ['Platt', 800, 'platt'],
    ['isotonic', 6000, 'isotonic'],
  ] as const)(
    '[MDL12] %s: what a too sure model says comes true afterwards, on candidates it was not learnt on',
    (_, n, kind) => {
      const learnt = tooSure(n, 1);
      const calibration = calibrate(learnt.raw, learnt.wins);
      expect(calibration.kind).toBe(kind);
      const fresh = tooSure(20_000, 2);
      const before = calibrationErrorOf(reliabilityOf(fresh.raw.map(sigmoid), fresh.wins));
      const after = calibrationErrorOf(
        reliabilityOf(
          fresh.raw.map((raw) => calibrated(calibration, raw)),
          fresh.wins,
        ),
      );
      expect(before).toBeGreaterThan(0.15);
      expect(after).toBeLessThan(0.03);
    },
  );

  it('[MDL12] Platt finds the sigmoid that was planted', () => {
    const { raw, wins } = tooSure(50_000, 3);
    const found = platt(raw, wins);
    expect(found).toMatchObject({ kind: 'platt', slope: expect.closeTo(1 / 3, 1), offset: expect.closeTo(-1 / 3, 1) });
  });

  it('[MDL12] a model that is the wrong way round gets one probability for all', () => {
    const { raw, wins } = tooSure(500, 4);
    const found = platt(
      raw.map((one) => -one),
      wins,
    );
    expect(found).toMatchObject({ kind: 'platt', slope: 0 });
  });

  it('[MDL12] isotonic pools what falls: 1, 0 become one step', () => {
    const found = isotonic(Float64Array.of(1, 2, 3, 4), Uint8Array.of(0, 1, 0, 1));
    // Steps 0, then 1 and 0 pooled to 1/2, then 1; each drawn to the mean 1/2 by two.
    expect(found).toEqual({ kind: 'isotonic', at: [1, 2, 4], probability: [0.333333333, 0.5, 0.666666667] });
  });

  it('[MDL12] a higher score never gives a lower probability, and none is 0 or 1', () => {
    const samples = fc.array(fc.tuple(fc.double({ min: -5, max: 5, noNaN: true }), fc.boolean()), {
      minLength: 2,
      maxLength: 60,
    });
    fc.assert(
      fc.property(samples, fc.constantFrom(platt, isotonic), (list, learn) => {
        const wins = Uint8Array.from(list, ([, win]) => (win ? 1 : 0));
        const found = learn(
          Float64Array.from(list, ([raw]) => raw),
          wins,
        );
        const said = [-9, ...list.map(([raw]) => raw).sort((a, b) => a - b), 9].map((raw) => calibrated(found, raw));
        said.forEach((one, i) => {
          expect(one >= (said[i - 1] ?? 0)).toBe(true);
        });
        const lost = wins.includes(0);
        const won = wins.includes(1);
        if (won && lost) expect(said.every((one) => one > 0 && one < 1)).toBe(true);
      }),
    );
  });
});
